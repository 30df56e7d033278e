/* SPDX-License-Identifier: Apache-2.0 */
/* The suites of load; each is new and owned by the caller. */
#ifndef IXC_TESTS_LOAD_SUITES_H
#define IXC_TESTS_LOAD_SUITES_H

#include <check.h>

Suite *bad_suite(void);
Suite *baseline_suite(void);
Suite *coverage_suite(void);
Suite *fixture_suite(void);
Suite *order_suite(void);
Suite *path_suite(void);
Suite *shipped_suite(void);
Suite *target_suite(void);

#endif
