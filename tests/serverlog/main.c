/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/check_main.h"
#include "tests/serverlog/suites.h"

int
main(void)
{
	Suite *const suites[] = { dump_suite(), harvest_suite(),
		log_map_suite(), reader_suite(), stamp_suite() };
	return check_main(suites, sizeof(suites) / sizeof(suites[0]));
}
