/* SPDX-License-Identifier: Apache-2.0 */
/* A page of docs/, for tests that check it against the product. */
#ifndef IXC_TESTS_DOCS_PAGE_H
#define IXC_TESTS_DOCS_PAGE_H

#include "core/diag.h"
#include "core/source.h"
#include "core/vec.h"
#include "model/suite.h"

/* A block between the fences ```xml and ```. */
struct page_example {
	char *text;
	unsigned line; /* of its first line in the page */
};

struct page {
	struct source *source;
	VEC(struct page_example) examples;
};

/* Fails the running test when the page cannot be read. */
struct page page_read(const char *name);

void page_free(struct page *p);

/* The path of a file below the top of the source tree; the caller frees it. */
char *page_path(const char *name);

/* A suite that we ship; fails the running test when it does not load. */
struct suite *page_suite(const char *name);
struct suite *page_conference(void);

/* Fails the running test, with the first message and 'line', unless empty. */
void page_assert_silent(const struct diag *diag, unsigned line);

#endif
