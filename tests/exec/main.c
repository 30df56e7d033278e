/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/check_main.h"
#include "tests/exec/suites.h"

int
main(void)
{
	Suite *const suites[] = {
		attempts_suite(),
		pool_suite(),
		proof_suite(),
		session_suite(),
		shared_suite(),
		closing_suite(),
		campaign_suite(),
		reliance_suite(),
		binding_suite(),
		break_suite(),
		evidence_suite(),
		greeting_suite(),
		hostile_suite(),
		mock_suite(),
		loop_suite(),
		transit_suite(),
	};
	return check_main(suites, sizeof(suites) / sizeof(suites[0]));
}
