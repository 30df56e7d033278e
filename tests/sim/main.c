/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/check_main.h"
#include "tests/sim/suites.h"

int
main(void)
{
	Suite *const suites[] = {
		agenda_suite(),
		exploration_suite(),
		mutant_suite(),
		qualify_suite(),
		score_suite(),
		servers_suite(),
		simulation_suite(),
		trace_suite(),
	};
	return check_main(suites, sizeof(suites) / sizeof(suites[0]));
}
