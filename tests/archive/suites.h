/* SPDX-License-Identifier: Apache-2.0 */
/* The suites of archive/, one per module; each is new and owned by the caller.
 */
#ifndef IXC_TESTS_ARCHIVE_SUITES_H
#define IXC_TESTS_ARCHIVE_SUITES_H

#include <check.h>

Suite *archive_suite(void);
Suite *packed_bytes_suite(void);
Suite *pack_suite(void);

#endif
