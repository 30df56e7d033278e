/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What all reports that go to a file have in common: a sink of the stream of
 * run events, with an end at which the file is complete.
 *
 * Sits between the kinds of reports, each a 'struct report_kind' in its own
 * file, and cli, which makes an option of each.
 */
#ifndef IXC_RECORD_REPORT_H
#define IXC_RECORD_REPORT_H

#include "model/event.h"
#include "record/output.h"

#include <stdbool.h>
#include <stdint.h>

struct report;

/* How reports look; zero-filled is the default. */
struct report_style {
	/*
	 * A command that judges a case again when its name follows; copied.
	 * NULL: no command.
	 */
	const char *replay;
	/* What an attached recording is called; copied.  NULL: there is none.
	 */
	const char *recording;
	bool is_annotated;    /* JUnit has the place of each case's fixture,
				 which the schemas do not know */
	unsigned tap_version; /* 0: the oldest */
};

struct report_kind {
	const char *name; /* of its option */
	char letter;      /* short, or 0 */
	const char *help;
	bool is_log;      /* wants output_open_log(), and names files */
	bool names_files; /* those that decide what is judged, and the program,
			     with their digests */
	/* Takes ownership of 'output'. */
	struct report *(*new)(
	    struct output *output, const struct report_style *style);
	/* As report_explain(), report_finish() and report_free() below. */
	void (*explain)(struct report *r, const char *problem, int64_t wall_s);
	bool (*finish)(struct report *r, char **ret_problem);
	void (*free)(struct report *r);
};

/* The first member of each report, as the sink is of this. */
struct report {
	struct sink sink; /* where to send the events */
	const struct report_kind *kind;
};

/* Takes ownership of 'output'; a style of NULL is the default. */
static inline struct report *
report_new(const struct report_kind *kind, struct output *output,
    const struct report_style *style)
{
	const struct report_style usual = { 0 };
	struct report *r = kind->new (output, style ? style : &usual);
	r->kind = kind;
	return r;
}

/*
 * Say why there was no run, or why it ended without a RUN_ENDED event.  The
 * text is copied.  'wall_s' (seconds since 1970, UTC) dates a report without a
 * run.
 */
static inline void
report_explain(struct report *r, const char *problem, int64_t wall_s)
{
	r->kind->explain(r, problem, wall_s);
}

/*
 * Write what has not been written yet.  Without a RUN_ENDED event the facts of
 * RUN_STARTED must still live.  Returns false and sets *ret_problem (freed by
 * the caller) when not everything could be written.  Call once; then only
 * report_free() is allowed.
 */
static inline bool
report_finish(struct report *r, char **ret_problem)
{
	return r->kind->finish(r, ret_problem);
}

/*
 * NULL is fine.  Without report_finish() nothing of a document is written; of a
 * log, what was written stays.
 */
static inline void
report_free(struct report *r)
{
	if (r)
		r->kind->free(r);
}

#endif
