/* SPDX-License-Identifier: Apache-2.0 */
/* Inputs that have to be files. */
#ifndef IXC_TESTS_FUZZ_INPUT_FILE_H
#define IXC_TESTS_FUZZ_INPUT_FILE_H

#include "core/diag.h"

#include <stddef.h>

/* A new temporary file with that content; the caller frees its name. */
char *input_file_new(const void *bytes, size_t size);

/* Remove it and free the name. */
void input_file_free(char *path);

/* The path of a file below the top of the source tree; the caller frees it. */
char *input_file_shipped(const char *name);

/* Print what was said: the printer is tried, too. */
void input_file_print(const struct diag *diag);

#endif
