/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/bundle/doubting.h"

#include "core/mem.h"

#include <stdlib.h>

void
doubting_start(
    struct doubting *d, const struct run_facts *run, const struct workspace *w)
{
	provenance_collect(&d->here, &w->suites, NULL);
	provenance_note_terms(&d->here, &w->suites, NULL, NULL);
	struct run_facts here = provenance_facts(&d->here);
	struct evidence_setup setup = { .run = run,
		.at_hand = { here.files, here.file_count, here.suites,
		    here.suite_count },
		.is_certified = true };
	d->evidence = evidence_new(&setup);
}

/* That the suite is another one can be mended; all else cannot. */
static enum objection_kind
kind_of(const struct doubt *doubt)
{
	return doubt->kind == DOUBT_SUITE || doubt->kind == DOUBT_CASES
	    ? OBJECTION_OPEN
	    : OBJECTION_FALSE;
}

/* That a case is missing was mostly found without the recording's list. */
static void
object_to_doubt(
    const struct doubt *doubt, const char *name, struct objections *o)
{
	if (doubt->kind == DOUBT_NOTE)
		return;
	if (doubt->lacks)
		object_to(o, doubt->lacks, kind_of(doubt), "%s: %s", name,
		    doubt->sentence);
	else
		object(o, kind_of(doubt), "%s: %s", name, doubt->sentence);
}

bool
doubting_finish(struct doubting *d, const struct recording *r, const char *name,
    struct objections *o)
{
	const struct doubts *doubts = evidence_finish(d->evidence, r);
	bool is_other = doubts_count(doubts, DOUBT_SUITE) > 0;
	for (size_t i = 0; i < doubts->items.count; i++)
		object_to_doubt(&doubts->items.items[i], name, o);
	doubting_free(d);
	return is_other;
}

void
doubting_free(struct doubting *d)
{
	evidence_free(d->evidence);
	provenance_free(&d->here);
	*d = (struct doubting){ .evidence = NULL };
}

static bool
doubt_part(struct recording *r, const char *name, const struct workspace *w,
    struct objections *o)
{
	struct doubting d = { .evidence = NULL };
	doubting_start(&d, recording_facts(r), w);
	struct sink *const sinks[] = { evidence_sink(d.evidence) };
	bool is_other =
	    recording_play(r, sinks, 1) && doubting_finish(&d, r, name, o);
	doubting_free(&d);
	return is_other;
}

bool
doubting_of_parts(
    const struct recordings *r, const struct workspace *w, struct objections *o)
{
	bool is_other = false;
	for (size_t i = 0; i < r->parts.count; i++) {
		struct diag diag;
		const char *path = r->parts.items[i].path;
		diag_init(&diag);
		char *name = mem_printf("recording %zu", i + 1);
		struct recording *part = recording_open(path, &diag);
		if (part)
			is_other |= doubt_part(part, name, w, o);
		object_diagnostics(o, OBJECTION_UNREADABLE, &diag, path, name);
		recording_free(part);
		free(name);
	}
	return is_other;
}
