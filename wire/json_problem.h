/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is wrong with a text, in a sentence.
 */
#ifndef IXC_WIRE_JSON_PROBLEM_H
#define IXC_WIRE_JSON_PROBLEM_H

#include <stdbool.h>

/* A sentence about what is wrong with a text: no newline, not yet escaped. */
#define JSON_PROBLEM_SIZE 200

/* Write the sentence to 'problem', without control bytes.  Returns false. */
bool json_refuse(char *problem, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
