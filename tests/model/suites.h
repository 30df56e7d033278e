/* SPDX-License-Identifier: Apache-2.0 */
/* The suites of model; each is new and owned by the caller. */
#ifndef IXC_TESTS_MODEL_SUITES_H
#define IXC_TESTS_MODEL_SUITES_H

#include <check.h>

Suite *catalogue_suite(void);
Suite *fixture_suite(void);
Suite *outcome_suite(void);
Suite *repetition_suite(void);
Suite *suite_suite(void);
Suite *target_suite(void);
Suite *template_suite(void);

#endif
