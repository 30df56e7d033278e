/* SPDX-License-Identifier: Apache-2.0 */
/* The suites of loadtest/, one per module; each is new and owned by the caller.
 */
#ifndef IXC_TESTS_LOADTEST_SUITES_H
#define IXC_TESTS_LOADTEST_SUITES_H

#include <check.h>

Suite *conductor_suite(void);
Suite *examples_suite(void);
Suite *load_suite(void);
Suite *meter_suite(void);
Suite *mix_suite(void);
Suite *past_account_suite(void);
Suite *schedule_suite(void);
Suite *threshold_suite(void);

#endif
