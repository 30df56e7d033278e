/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/check_main.h"
#include "tests/model/suites.h"

int
main(void)
{
	Suite *const suites[] = {
		catalogue_suite(),
		fixture_suite(),
		outcome_suite(),
		repetition_suite(),
		suite_suite(),
		target_suite(),
		template_suite(),
	};
	return check_main(suites, sizeof(suites) / sizeof(suites[0]));
}
