/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parts of the program test-wire, one test case for each file.
 */
#ifndef IXC_TESTS_WIRE_TEST_WIRE_H
#define IXC_TESTS_WIRE_TEST_WIRE_H

#include <check.h>

TCase *mend_tests(void);
TCase *message_tests(void);
TCase *frame_tests(void);
TCase *problem_tests(void);
TCase *roundtrip_tests(void);
TCase *writer_tests(void);
TCase *object_tests(void);
TCase *binding_doc_tests(void);

#endif
