/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/mock_target.h"

#include <string.h>

static bool
target_reads(const struct target *t, const char *reading, const char *value,
    bool fallback)
{
	const char *choice = target_reading(t, reading);
	return choice ? strcmp(choice, value) == 0 : fallback;
}

struct mock_config
mock_config_for(const struct target *t, const char *version)
{
	struct mock_config config = mock_config_default();
	config.version = version;
	target_timer(t, "invitation-timeout", &config.invitation_timeout_ns);
	config.early_conference_answer =
	    target_reads(t, "R1", "early", config.early_conference_answer);
	config.invitee_learns =
	    !target_reads(t, "R4", "forbid", !config.invitee_learns);
	config.queue_too = target_reads(t, "R5", "queue-too", config.queue_too);
	config.expired_reason =
	    target_reads(t, "R6", "expired", config.expired_reason);
	return config;
}
