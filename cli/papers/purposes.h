/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Test purposes: what the suites show, requirement by requirement, made from
 * the fixtures.
 */
#ifndef IXC_CLI_PAPERS_PURPOSES_H
#define IXC_CLI_PAPERS_PURPOSES_H

#include "core/buf.h"
#include "model/suite.h"

#include <stdbool.h>

enum purposes_form {
	PURPOSES_NONE,
	PURPOSES_TEXT,
	PURPOSES_MARKDOWN,
	PURPOSES_HTML,
};

struct purposes;

struct purposes *purposes_new(void);

/* Each requirement that the case states; suite and case are borrowed. */
void purposes_add(
    struct purposes *p, const struct suite *s, const struct fixture_case *c);

/*
 * Append all of them in the order in which they were added, each with the case
 * that states it, and how many of the same suite play that one.  False when
 * that does not fit into 'into'.
 */
bool purposes_print(
    const struct purposes *p, enum purposes_form form, struct buf *into);

void purposes_free(struct purposes *p);

#endif
