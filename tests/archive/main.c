/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/archive/suites.h"
#include "tests/check_main.h"

int
main(void)
{
	Suite *const suites[] = {
		archive_suite(),
		packed_bytes_suite(),
		pack_suite(),
	};
	return check_main(suites, sizeof(suites) / sizeof(suites[0]));
}
