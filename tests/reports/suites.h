/* SPDX-License-Identifier: Apache-2.0 */
/* The suites of reports/, one per module; each is new and owned by the caller.
 */
#ifndef IXC_TESTS_REPORTS_SUITES_H
#define IXC_TESTS_REPORTS_SUITES_H

#include <check.h>

Suite *concessions_suite(void);
Suite *console_suite(void);
Suite *digest_suite(void);
Suite *baseline_sink_suite(void);
Suite *groups_suite(void);
Suite *html_suite(void);
Suite *exchange_suite(void);
Suite *junit_suite(void);
Suite *ladder_suite(void);
Suite *output_suite(void);
Suite *recording_suite(void);
Suite *summary_suite(void);
Suite *tap_suite(void);

#endif
