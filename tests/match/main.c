/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/check_main.h"
#include "tests/match/suites.h"

int
main(void)
{
	Suite *const suites[] = {
		oracle_suite(),
	};
	return check_main(suites, sizeof(suites) / sizeof(suites[0]));
}
