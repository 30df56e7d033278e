/* SPDX-License-Identifier: Apache-2.0 */
/* The suites of xml/, one per module; each is new and owned by the caller. */
#ifndef IXC_TESTS_XML_SUITES_H
#define IXC_TESTS_XML_SUITES_H

#include <check.h>

Suite *document_suite(void);
Suite *relaxng_suite(void);
Suite *writer_suite(void);

#endif
