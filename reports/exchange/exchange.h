/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the formats that test tools exchange results in have in common: they are
 * documents (reports/document.h) in which a case that needs attention has its
 * messages as steps.
 *
 * Between the stream of run events and the formats (ctrf.h, open_test.h), which
 * only print.
 */
#ifndef IXC_REPORTS_EXCHANGE_EXCHANGE_H
#define IXC_REPORTS_EXCHANGE_EXCHANGE_H

#include "core/vec.h"
#include "reports/document.h"

#include <stdbool.h>

/* As for JUnit: CI systems give up on much smaller ones. */
#define EXCHANGE_MAX_BYTES ((size_t)256 << 20)

/* A message, or that one is missing. */
struct exchange_step {
	char *text; /* owned: the line of a transcript */
	unsigned number;
	bool is_finding; /* what is wrong is about it */
};

struct exchange_steps {
	VEC(struct exchange_step) items;
	size_t bytes;
	unsigned left_out; /* they did not fit */
};

/* The first and only member of each format's report. */
struct exchange {
	struct document document;
	struct exchange_steps *steps; /* by case; owned */
	size_t step_bytes;            /* of all cases */
	char *recording;              /* owned: its name; NULL: there is none */
};

/* For the rows of the kinds. */
struct report *exchange_new(struct output *output,
    const struct document_form *form, const struct report_style *style);
void exchange_free(struct report *r);

/*
 * What stands for a run of no case, which would read as success: "No case was
 * run.", or why.  'ret_is_idle': it is a shard to which none falls, and may
 * pass.
 */
const char *exchange_emptiness(const struct results *r, bool *ret_is_idle);

/* What a person or a peer has typed, as one line; clears 'into' before. */
const char *exchange_line(struct buf *into, const char *text);

#endif
