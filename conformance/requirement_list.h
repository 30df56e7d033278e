/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The requirements that a case shows, by their ids, for all reports.
 */
#ifndef IXC_CONFORMANCE_REQUIREMENT_LIST_H
#define IXC_CONFORMANCE_REQUIREMENT_LIST_H

#include "core/buf.h"
#include "model/event.h"

/*
 * Append "CONF-1.3-02 must, CONF-1.3-03 should", escaped; nothing if they are
 * unknown.
 */
void requirement_list_print(struct buf *into, const struct run_case *test);

/* Does the case show the requirement of that id? */
bool requirement_list_has(const struct run_case *test, const char *id);

#endif
