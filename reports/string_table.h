/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Texts that a compact report repeats: each distinct one is kept once, and has
 * a number.
 */
#ifndef IXC_REPORTS_STRING_TABLE_H
#define IXC_REPORTS_STRING_TABLE_H

#include "core/vec.h"

#include <stddef.h>

/*
 * A server can make up any number of names; a reader can distinguish some
 * hundred.
 */
#define STRING_TABLE_MAX 20000

/* Zero-filled is empty. */
struct string_table {
	VEC(char *) texts; /* owned, by number */
	unsigned *slots;   /* owned hash table of numbers + 1; 0: free */
	size_t slot_count; /* a power of two */
};

/*
 * The number of the text, which is copied when it is new.  Past
 * STRING_TABLE_MAX a new text gets the number 0: add one first that says so.
 */
unsigned string_table_add(struct string_table *p, const char *text);

void string_table_free(struct string_table *p);

#endif
