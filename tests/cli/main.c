/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/check_main.h"
#include "tests/cli/suites.h"

int
main(void)
{
	Suite *const suites[] = { case_name_suite(), shard_option_suite(),
		stepper_view_suite() };
	return check_main(suites, sizeof(suites) / sizeof(suites[0]));
}
