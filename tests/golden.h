/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Golden files: what an output has to be, byte for byte, in tests/golden/. With
 * IXCONFORM_GOLDEN=rewrite in the environment (golden.sh --write in the folder
 * of the tests) they are written instead of compared.
 */
#ifndef IXC_TESTS_GOLDEN_H
#define IXC_TESTS_GOLDEN_H

#include <stddef.h>

/* Fails the running test when the bytes differ from the file 'name',
 * which begins with a folder: "judge/missing.txt". */
void golden_check(const char *name, const char *bytes, size_t size);

#endif
