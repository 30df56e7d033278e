/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/check_main.h"
#include "tests/load/suites.h"

int
main(void)
{
	Suite *const suites[] = {
		bad_suite(),
		baseline_suite(),
		coverage_suite(),
		fixture_suite(),
		order_suite(),
		path_suite(),
		shipped_suite(),
		target_suite(),
	};
	return check_main(suites, sizeof(suites) / sizeof(suites[0]));
}
