/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/check_main.h"
#include "tests/xml/suites.h"

int
main(void)
{
	Suite *const suites[] = {
		document_suite(),
		relaxng_suite(),
		writer_suite(),
	};
	return check_main(suites, sizeof(suites) / sizeof(suites[0]));
}
