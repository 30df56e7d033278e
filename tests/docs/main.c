/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/check_main.h"
#include "tests/docs/suites.h"

int
main(void)
{
	Suite *const suites[] = {
		fixtures_suite(),
		interpretations_suite(),
	};
	return check_main(suites, sizeof(suites) / sizeof(suites[0]));
}
