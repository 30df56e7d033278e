/* SPDX-License-Identifier: Apache-2.0 */
/* Reads a target file.  Does not look up secrets or connect to anything. */
#ifndef IXC_LOAD_TARGET_FILE_H
#define IXC_LOAD_TARGET_FILE_H

#include "core/diag.h"
#include "model/target.h"

#define TARGET_NAMESPACE "urn:ixconform:target:1"

/* Quiet time that replaces fences if the target names none. */
#define SETTLE_DEFAULT_NS (INT64_C(200) * 1000000)

/*
 * File names in it are resolved against 'path'.  NULL after at least one error
 * in 'diag'; the caller owns the target.
 */
struct target *target_load(const char *path, struct diag *diag);

/* The same of a source, which the target refers to. */
struct target *target_parse(struct source *source, struct diag *diag);

#endif
