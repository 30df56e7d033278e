/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names of a case that a run plays several times ('run --repeat'): each
 * repetition is a separate case in every report, "one-invitee#17".  Names in
 * fixtures have no '#'.
 */
#ifndef IXC_MODEL_REPETITION_H
#define IXC_MODEL_REPETITION_H

#include <stdbool.h>
#include <stddef.h>

/* For more, run again; each takes memory until the run ends. */
#define REPETITIONS_MAX 100000

/* The name of that repetition, from 1 on.  The caller frees it. */
char *repetition_name(const char *test, unsigned number);

/*
 * The bytes of the name, or of a path that ends with one, without "#17"; all
 * of them where that is not its end.
 */
size_t repetition_base_size(const char *name);

/* The "#17" at its end, "" if it has none; a part of it. */
const char *repetition_mark(const char *name);

/* Is 'name' this case, or a repetition of it? */
bool repetition_is_of(const char *name, const char *test);

#endif
