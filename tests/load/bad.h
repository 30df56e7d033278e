/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One input of tests/bad and what is said about it.
 *
 * NAME.xml is a fixture, put into the host suite, unless its name starts with
 * suite-, catalogue- or target-; NAME/ holds a suite.xml, a target.xml or both.
 * Missing files come from the host.  NAME.expected contains the exact messages,
 * with paths relative to tests/bad; with IXCONFORM_GOLDEN=rewrite in the
 * environment it is written instead of compared.
 */
#ifndef IXC_TESTS_LOAD_BAD_H
#define IXC_TESTS_LOAD_BAD_H

#include <stddef.h>

/* How many inputs there are. */
size_t bad_count(void);

/* Load the input at that position and check what is said about it. */
void bad_check(size_t position);

#endif
