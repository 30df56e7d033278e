/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Golden files: what a report has to be, byte for byte, in
 * tests/golden/reports/.  With IXCONFORM_GOLDEN=rewrite in the environment
 * (tests/reports/golden.sh --write) they are written instead of compared.
 */
#ifndef IXC_TESTS_REPORTS_GOLDEN_H
#define IXC_TESTS_REPORTS_GOLDEN_H

#include <stddef.h>

/* Fails the running test when the bytes differ from the file 'name'. */
void golden_check(const char *name, const char *bytes, size_t size);

#endif
