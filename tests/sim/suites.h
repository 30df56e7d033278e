/* SPDX-License-Identifier: Apache-2.0 */
/* The suites of tests/sim, one per file; each is new and the caller's. */
#ifndef IXC_TESTS_SIM_SUITES_H
#define IXC_TESTS_SIM_SUITES_H

#include <check.h>

Suite *agenda_suite(void);
Suite *exploration_suite(void);
Suite *mutant_suite(void);
Suite *qualify_suite(void);
Suite *score_suite(void);
Suite *servers_suite(void);
Suite *simulation_suite(void);
Suite *trace_suite(void);

#endif
