/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/check_main.h"
#include "tests/shards/suites.h"

int
main(void)
{
	Suite *const suites[] = {
		allotment_suite(),
		division_suite(),
		share_suite(),
	};
	return check_main(suites, sizeof(suites) / sizeof(suites[0]));
}
