/* SPDX-License-Identifier: Apache-2.0 */
/* The suites of the documents; each is new and owned by the caller. */
#ifndef IXC_TESTS_DOCS_SUITES_H
#define IXC_TESTS_DOCS_SUITES_H

#include <check.h>

Suite *fixtures_suite(void);
Suite *interpretations_suite(void);

#endif
