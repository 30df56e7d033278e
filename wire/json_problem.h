/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A sentence about what is wrong with a text: it can be shown to the author of
 * a server as it is.
 */
#ifndef IXC_WIRE_JSON_PROBLEM_H
#define IXC_WIRE_JSON_PROBLEM_H

#include <stdbool.h>

/* No newline, not yet escaped. */
#define JSON_PROBLEM_SIZE 200

/* Write the sentence to 'problem', without control bytes.  Returns false. */
bool json_refuse(char *problem, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
