/* SPDX-License-Identifier: Apache-2.0 */
/* The suites of tests/cli, one per file; each is new and the caller's. */
#ifndef IXC_TESTS_CLI_SUITES_H
#define IXC_TESTS_CLI_SUITES_H

#include <check.h>

Suite *case_name_suite(void);
Suite *shard_option_suite(void);
Suite *stepper_view_suite(void);

#endif
