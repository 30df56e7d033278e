/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/check_main.h"
#include "tests/core/suites.h"

int
main(void)
{
	Suite *const suites[] = {
		buf_suite(),
		clock_suite(),
		descriptors_suite(),
		diag_suite(),
		duration_suite(),
		ere_suite(),
		escape_suite(),
		hash_suite(),
		heap_suite(),
		histogram_suite(),
		mem_suite(),
		random_suite(),
		redact_suite(),
		size_suite(),
		source_suite(),
		suggest_suite(),
		trace_suite(),
		window_suite(),
		wrap_suite(),
	};
	return check_main(suites, sizeof(suites) / sizeof(suites[0]));
}
