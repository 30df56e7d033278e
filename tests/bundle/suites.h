/* SPDX-License-Identifier: Apache-2.0 */
/* The suites of bundle/, one per module; each is new and owned by the caller.
 */
#ifndef IXC_TESTS_BUNDLE_SUITES_H
#define IXC_TESTS_BUNDLE_SUITES_H

#include <check.h>

Suite *manifest_suite(void);
Suite *ssh_key_suite(void);
Suite *statement_suite(void);

#endif
