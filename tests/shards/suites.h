/* SPDX-License-Identifier: Apache-2.0 */
/* The suites of shards; each is new and owned by the caller. */
#ifndef IXC_TESTS_SHARDS_SUITES_H
#define IXC_TESTS_SHARDS_SUITES_H

#include <check.h>

Suite *allotment_suite(void);
Suite *division_suite(void);
Suite *share_suite(void);

#endif
