/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Implementation extra information for testing (IXIT): the target without what
 * is secret or only of the tester's machine, as a target file again.
 *
 * Neither credentials nor certificates, files or proxies are in it; all
 * readings are, also those that the target leaves to the suites.
 */
#ifndef IXC_CONFORMANCE_IXIT_H
#define IXC_CONFORMANCE_IXIT_H

#include "core/buf.h"
#include "model/suite.h"
#include "model/target.h"

#include <stdbool.h>

/*
 * Append the file; the same target and suites always give the same bytes.
 * False when it does not fit.
 */
bool ixit_print(const struct target *t, struct suite *const *suites,
    size_t suite_count, struct buf *into);

#endif
