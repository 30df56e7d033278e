/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Amounts of data as people write them: an integer with a unit, "64KiB",
 * "2MiB".  Units: B KiB MiB GiB.
 */
#ifndef IXC_CORE_TEXT_SIZE_H
#define IXC_CORE_TEXT_SIZE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The largest that is accepted: more than one process should keep of a case. */
#define SIZE_MAX_BYTES (UINT64_C(1) << 30)

/*
 * What is wrong with the text, and what would be right, as half a sentence;
 * static.  NULL: nothing, and *ret_bytes was written.
 */
const char *size_parse(const char *text, size_t *ret_bytes);

/*
 * Print for a reader: "900 B", "1.7 GiB"; at most one decimal, cut off.
 * Returns 'into', which holds at least SIZE_TEXT_SIZE bytes.
 */
#define SIZE_TEXT_SIZE 32
char *size_print(char *into, uint64_t bytes);

#endif
