/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/config/config.h"

struct mock_config
mock_config_default(void)
{
	return (struct mock_config){
		.invitation_timeout_ns = MOCK_INVITATION_TIMEOUT_NS,
		.registration_timeout_ns = MOCK_REGISTRATION_TIMEOUT_NS,
		.name = "ixconform mock",
		.version = "1",
		.fence = true,
		.clock = true,
		.slowness_ns = MOCK_SLOWNESS_NS,
		.stall_s = MOCK_STALL_S,
		.invitee_learns = true,
		.expired_reason = true,
	};
}
