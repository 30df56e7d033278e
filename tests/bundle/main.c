/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/bundle/suites.h"
#include "tests/check_main.h"

int
main(void)
{
	Suite *const suites[] = {
		manifest_suite(),
		ssh_key_suite(),
		statement_suite(),
	};
	return check_main(suites, sizeof(suites) / sizeof(suites[0]));
}
