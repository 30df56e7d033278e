/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads a baseline.
 */
#ifndef IXC_LOAD_BASELINE_FILE_H
#define IXC_LOAD_BASELINE_FILE_H

#include "core/diag.h"
#include "model/baseline.h"
#include "model/suite.h"

#include <stdint.h>

/*
 * NULL after reporting to 'diag'.  An entry that has expired at 'wall_s'
 * (seconds since 1970, UTC) is a warning.
 */
struct baseline *baseline_load(
    const char *path, int64_t wall_s, struct diag *diag);

/* Every entry names a case of these suites; errors go to 'diag'. */
void baseline_check(const struct baseline *b, struct suite *const *suites,
    size_t suite_count, struct diag *diag);

#endif
