/* SPDX-License-Identifier: Apache-2.0 */
/* The suites of judge, one per subject; each is new and owned by the
 * caller.
 */
#ifndef IXC_TESTS_JUDGE_SUITES_H
#define IXC_TESTS_JUDGE_SUITES_H

#include <check.h>

Suite *answers_suite(void);
Suite *blocks_suite(void);
Suite *compile_suite(void);
Suite *configs_suite(void);
Suite *direction_suite(void);
Suite *findings_suite(void);
Suite *oracle_suite(void);
Suite *play_suite(void);
Suite *settle_suite(void);
Suite *readings_suite(void);
Suite *setups_suite(void);
Suite *strangers_suite(void);
Suite *surplus_suite(void);
Suite *time_suite(void);
Suite *values_suite(void);
Suite *while_suite(void);
Suite *work_suite(void);
Suite *relevance_suite(void);

#endif
