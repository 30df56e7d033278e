/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/check_main.h"
#include "tests/loadtest/suites.h"

int
main(void)
{
	Suite *const suites[] = {
		conductor_suite(),
		examples_suite(),
		load_suite(),
		meter_suite(),
		mix_suite(),
		past_account_suite(),
		schedule_suite(),
		threshold_suite(),
	};
	return check_main(suites, sizeof(suites) / sizeof(suites[0]));
}
