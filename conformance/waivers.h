/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Waivers: requirements that it was agreed not to blame a server for,
 * each with its reason and an end.
 *
 * Shown next to the verdict of a case, and counted; never changes a verdict or
 * an exit status.  Whether one still holds is asked for the day of the run, so
 * the reports of a recording are the same whenever they are made.
 */
#ifndef IXC_CONFORMANCE_WAIVERS_H
#define IXC_CONFORMANCE_WAIVERS_H

#include "core/buf.h"
#include "core/diag.h"
#include "core/source.h"
#include "core/vec.h"
#include "model/event.h"
#include "model/suite.h"

#include <stdbool.h>
#include <stdint.h>

#define WAIVERS_NAMESPACE "urn:ixconform:waivers:1"

struct waiver {
	char *id;          /* "W-1", once in a file */
	char *requirement; /* "CONF-1.3-02" */
	char *path;        /* "suite/phase/case", the only case that is meant;
			      NULL: each that shows the requirement */
	char *reason;
	char *erratum; /* its name or address */
	char *expires; /* the last day on which it holds, "2027-01-31" */
	struct place requirement_at, path_at, expires_at;
};

struct waivers {
	struct source *source;
	VEC(struct waiver) items; /* as in the file */
};

/* NULL after reporting to 'diag'. */
struct waivers *waivers_load(const char *path, struct diag *diag);

/* Each names a requirement of these suites, and a case that shows it. */
void waivers_check(const struct waivers *w, struct suite *const *suites,
    size_t suite_count, struct diag *diag);

/* A warning for each that no longer holds on the day of a run. */
void waivers_warn_of_expired(
    const struct waivers *w, int64_t wall_s, struct diag *diag);

/* NULL is fine. */
void waivers_free(struct waivers *w);

/* On the day of that time; a simulation (0) has no day, and all of them hold.
 */
bool waiver_has_expired(const struct waiver *w, int64_t wall_s);

/*
 * The first waiver from '*position' on that speaks of a case that ended so, or
 * NULL; '*position' becomes the one after it.  None does if the server did
 * nothing wrong in the case.
 */
const struct waiver *waivers_next(const struct run_facts *run,
    const struct run_case *test, enum verdict verdict, enum finding finding,
    size_t *position);

/* Append "W-1 (CONF-1.3-02, until 2027-01-31): REASON; ERRATUM", escaped. */
void waiver_print(struct buf *into, const struct waiver *w);

/* What the waivers of a run came to. */
struct waiver_tally {
	const struct run_facts *run; /* with waivers; NULL: none are known */
	unsigned *uses;              /* owned: of each waiver */
	unsigned failed, waived;     /* cases */
};

void waiver_tally_start(struct waiver_tally *t, const struct run_facts *run);

/* A case has ended. */
void waiver_tally_take(struct waiver_tally *t, const struct run_case *test,
    enum verdict verdict, enum finding finding);

/*
 * Append "1 of 2 failed cases is waived (W-1); W-2 waives nothing; W-3 expired
 * on 2026-01-31", without a newline.  Nothing without waivers.
 */
void waiver_tally_print(struct buf *into, const struct waiver_tally *t);

void waiver_tally_free(struct waiver_tally *t);

#endif
