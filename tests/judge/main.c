/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/check_main.h"
#include "tests/judge/suites.h"

int
main(void)
{
	Suite *const suites[] = {
		answers_suite(),
		blocks_suite(),
		compile_suite(),
		configs_suite(),
		direction_suite(),
		findings_suite(),
		oracle_suite(),
		play_suite(),
		settle_suite(),
		readings_suite(),
		setups_suite(),
		strangers_suite(),
		surplus_suite(),
		time_suite(),
		values_suite(),
		while_suite(),
		work_suite(),
		relevance_suite(),
	};
	return check_main(suites, sizeof(suites) / sizeof(suites[0]));
}
