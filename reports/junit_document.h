/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The JUnit document of a run whose facts are all there: how they are spelled
 * in XML, so that both common schemas accept it.
 *
 * Between junit.c, which collects, and xml/writer.h.  Decides nothing about the
 * cases: each has its verdict by now.
 */
#ifndef IXC_REPORTS_JUNIT_DOCUMENT_H
#define IXC_REPORTS_JUNIT_DOCUMENT_H

#include "core/buf.h"
#include "core/vec.h"
#include "runner/model/event.h"

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

/* "No further case" of a suite. */
#define JUNIT_END UINT_MAX

/* What is kept of a case; its facts stay in run_facts. */
struct junit_case {
	bool started, ended;
	enum verdict verdict;
	enum finding finding;
	char *sentence; /* owned, or NULL */
	char *detail;   /* owned, or NULL */
	int64_t duration_ns;
	int64_t start_ns, end_ns; /* since the run started */
	unsigned next;            /* of the same suite, or JUNIT_END */
};

struct junit_suite {
	const char *name; /* borrowed from run_facts */
	unsigned first, last;
	unsigned count, failures, errors, skipped;
	int64_t start_ns, end_ns;
};

struct junit_document {
	const struct run_facts *run; /* borrowed; NULL: there was no run */
	int64_t wall_s;              /* when it started, since 1970, UTC */
	struct junit_case *cases;    /* owned, run->case_count of them */
	unsigned case_count;
	VEC(struct junit_suite) suites; /* in order of their first case */
	struct buf notices;
	char *problem; /* owned; why there is no whole run, or NULL */
};

/*
 * Count per suite and append the document to 'into'.  Returns false, with
 * nothing appended, when it does not fit.  Call once.
 */
bool junit_document_print(struct junit_document *d, struct buf *into);

#endif
