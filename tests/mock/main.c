/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/check_main.h"
#include "tests/mock/suites.h"

int
main(void)
{
	Suite *const suites[] = {
		backlog_suite(),
		carrier_suite(),
		client_suite(),
		delivery_suite(),
		distance_suite(),
		decision_suite(),
		fault_suite(),
		http_suite(),
		interaction_suite(),
		lifecycle_suite(),
		offer_suite(),
		server_suite(),
		tamper_suite(),
		variant_suite(),
		walk_suite(),
	};
	return check_main(suites, sizeof(suites) / sizeof(suites[0]));
}
