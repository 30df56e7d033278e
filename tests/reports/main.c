/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/check_main.h"
#include "tests/reports/suites.h"

int
main(void)
{
	Suite *const suites[] = {
		concessions_suite(),
		console_suite(),
		digest_suite(),
		baseline_sink_suite(),
		groups_suite(),
		html_suite(),
		exchange_suite(),
		junit_suite(),
		ladder_suite(),
		output_suite(),
		recording_suite(),
		summary_suite(),
		tap_suite(),
	};
	return check_main(suites, sizeof(suites) / sizeof(suites[0]));
}
