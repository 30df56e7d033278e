/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/bundle/paper_files.h"

#include "bundle/layout.h"
#include "conformance/ics_review.h"
#include "core/mem.h"
#include "core/source_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* --- taken --- */

static bool
take(struct pack *into, const char *name, const char *path, struct diag *diag)
{
	struct source *s =
	    path ? source_read(path, SOURCE_MAX_BYTES, diag) : NULL;
	if (s)
		pack_replace_bytes(into, name, s->text, s->size);
	source_unref(s);
	return s || !path;
}

bool
paper_files_take(struct pack *into, const char *ics_file,
    const char *waivers_file, struct diag *diag)
{
	bool good = take(into, BUNDLE_ICS, ics_file, diag);
	return take(into, BUNDLE_WAIVERS, waivers_file, diag) && good;
}

/* --- read --- */

/* *ret_path becomes the file's; NULL: there is none.  False after an objection.
 */
static bool
open_file(struct memory_file *f, const char **ret_path,
    const struct pack *bundle, const char *name, struct objections *o)
{
	const struct pack_file *from = pack_find(bundle, name);
	f->fd = -1;
	*ret_path = NULL;
	if (!from)
		return true;
	bool good = memory_file_open(f) &&
	    memory_file_write(f, from->bytes, from->size);
	if (!good)
		object(o, OBJECTION_OPEN, "there is no memory for '%s': %s",
		    name, strerror(errno));
	*ret_path = f->path;
	return good;
}

bool
paper_files_open(struct paper_files *p, const struct pack *bundle,
    const struct workspace *w, struct objections *o)
{
	struct diag diag;
	bool good =
	    open_file(&p->ics, &p->papers.ics_file, bundle, BUNDLE_ICS, o);
	good &= open_file(
	    &p->waivers, &p->papers.waivers_file, bundle, BUNDLE_WAIVERS, o);
	diag_init(&diag);
	good = good && papers_load_for(&p->papers, w, &diag);
	/* Either of the two is meant; the sentence says what is wrong. */
	object_diagnostics(o, OBJECTION_UNREADABLE, &diag,
	    p->papers.ics_file ? p->ics.path : p->waivers.path,
	    p->papers.ics_file ? BUNDLE_ICS : BUNDLE_WAIVERS);
	return good;
}

void
paper_files_close(struct paper_files *p)
{
	bool is_open = p->papers.ics_file || p->papers.waivers_file;
	papers_free(&p->papers);
	if (is_open) {
		memory_file_close(&p->ics);
		memory_file_close(&p->waivers);
	}
	*p = (struct paper_files){ 0 };
}

/* --- what they say --- */

static void
review_ics(const struct paper_files *p, const struct workspace *w,
    const struct run_facts *run, struct objections *o)
{
	struct ics_review review;
	struct diag diag;
	diag_init(&diag);
	ics_review_make(&review, p->papers.ics, w->suites.items.items,
	    w->suites.items.count, run->target, &diag);
	for (size_t i = 0; i < review.reasons.count; i++)
		object(o, OBJECTION_FALSE, BUNDLE_ICS ": %s",
		    review.reasons.items[i]);
	ics_review_free(&review);
	papers_compare(&p->papers, &w->suites, run, &diag);
	object_diagnostics(
	    o, OBJECTION_UNREADABLE, &diag, p->ics.path, BUNDLE_ICS);
}

static void
review_waivers(
    const struct waivers *w, const struct run_facts *run, struct objections *o)
{
	for (size_t i = 0; i < w->items.count; i++)
		if (waiver_has_expired(&w->items.items[i], run->wall_start_s))
			object(o, OBJECTION_FALSE,
			    BUNDLE_WAIVERS
			    ": the waiver %s had expired when the run was "
			    "made, on %s",
			    w->items.items[i].id, w->items.items[i].expires);
}

void
paper_files_review(const struct paper_files *p, const struct workspace *w,
    const struct run_facts *run, struct objections *o)
{
	if (p->papers.ics)
		review_ics(p, w, run, o);
	if (p->papers.waivers)
		review_waivers(p->papers.waivers, run, o);
}

static void
excuse(struct must_case *c, const struct ics *ics, const struct suite *s,
    const struct fixture_case *test)
{
	const char *refusal = ics_refusal(ics, s->name, test);
	if (refusal && !c->excuse)
		c->excuse = mem_printf("the ICS says no to %s", refusal);
}

void
paper_files_excuse(const struct paper_files *p, const struct suites *suites,
    struct must_run *m)
{
	for (size_t i = 0; p->papers.ics && i < suites->items.count; i++) {
		const struct suite *s = suites->items.items[i];
		for (size_t j = 0; j < s->fixtures.count; j++) {
			const struct fixture *f = s->fixtures.items[j];
			for (size_t k = 0; k < f->cases.count; k++) {
				char *path = mem_printf("%s/%s/%s", s->name,
				    f->phase, f->cases.items[k]->name);
				excuse(must_run_find(m, path), p->papers.ics, s,
				    f->cases.items[k]);
				free(path);
			}
		}
	}
}

bool
paper_files_waive(const struct run_facts *run, const struct run_case *test,
    const struct outcome *outcome)
{
	size_t position = 0;
	const struct waiver *w;
	while (run->waivers &&
	    (w = waivers_next(
		 run, test, outcome->verdict, outcome->finding, &position)))
		if (!waiver_has_expired(w, run->wall_start_s))
			return true;
	return false;
}
