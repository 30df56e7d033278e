/* SPDX-License-Identifier: Apache-2.0 */
/* The suites of core/, one per module; each is new and owned by the caller. */
#ifndef IXC_TESTS_CORE_SUITES_H
#define IXC_TESTS_CORE_SUITES_H

#include <check.h>

Suite *buf_suite(void);
Suite *clock_suite(void);
Suite *descriptors_suite(void);
Suite *diag_suite(void);
Suite *duration_suite(void);
Suite *ere_suite(void);
Suite *escape_suite(void);
Suite *hash_suite(void);
Suite *heap_suite(void);
Suite *histogram_suite(void);
Suite *mem_suite(void);
Suite *random_suite(void);
Suite *redact_suite(void);
Suite *size_suite(void);
Suite *source_suite(void);
Suite *suggest_suite(void);
Suite *trace_suite(void);
Suite *window_suite(void);
Suite *wrap_suite(void);

#endif
