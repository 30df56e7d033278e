/* SPDX-License-Identifier: Apache-2.0 */
/* The suites of tests/mock, one per file. */
#ifndef IXC_TESTS_MOCK_SUITES_H
#define IXC_TESTS_MOCK_SUITES_H

#include <check.h>

Suite *backlog_suite(void);
Suite *carrier_suite(void);
Suite *client_suite(void);
Suite *delivery_suite(void);
Suite *distance_suite(void);
Suite *decision_suite(void);
Suite *fault_suite(void);
Suite *http_suite(void);
Suite *interaction_suite(void);
Suite *lifecycle_suite(void);
Suite *offer_suite(void);
Suite *server_suite(void);
Suite *tamper_suite(void);
Suite *variant_suite(void);
Suite *walk_suite(void);

#endif
