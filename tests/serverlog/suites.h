/* SPDX-License-Identifier: Apache-2.0 */
/* The Check suites of test-serverlog, one for each file. */
#ifndef IXC_TESTS_SERVERLOG_SUITES_H
#define IXC_TESTS_SERVERLOG_SUITES_H

#include <check.h>

Suite *dump_suite(void);
Suite *harvest_suite(void);
Suite *log_map_suite(void);
Suite *reader_suite(void);
Suite *stamp_suite(void);

#endif
