/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A comparison of two runs as JSON, for other programs.
 */
#ifndef IXC_CLI_DIFF_JSON_H
#define IXC_CLI_DIFF_JSON_H

#include "compare/comparison.h"
#include "core/buf.h"

/* Append one object, and the end of its line. */
void diff_print_json(const struct past_run *before, const struct past_run *now,
    const struct comparison *c, struct buf *into);

#endif
