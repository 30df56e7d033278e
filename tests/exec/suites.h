/* SPDX-License-Identifier: Apache-2.0 */
/* The suites of runner/exec; each is new and owned by the caller. */
#ifndef IXC_TESTS_EXEC_SUITES_H
#define IXC_TESTS_EXEC_SUITES_H

#include <check.h>

Suite *attempts_suite(void);
Suite *pool_suite(void);
Suite *proof_suite(void);
Suite *session_suite(void);
Suite *shared_suite(void);
Suite *closing_suite(void);
Suite *campaign_suite(void);
Suite *reliance_suite(void);
Suite *binding_suite(void);
Suite *break_suite(void);
Suite *evidence_suite(void);
Suite *greeting_suite(void);
Suite *hostile_suite(void);
Suite *mock_suite(void);
Suite *loop_suite(void);
Suite *transit_suite(void);

#endif
