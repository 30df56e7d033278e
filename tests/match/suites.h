/* SPDX-License-Identifier: Apache-2.0 */
/* The suites of runner/match, one per subject; each is new and owned by the
 * caller.
 */
#ifndef IXC_TESTS_MATCH_SUITES_H
#define IXC_TESTS_MATCH_SUITES_H

#include <check.h>

Suite *oracle_suite(void);

#endif
