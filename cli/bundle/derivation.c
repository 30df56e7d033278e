/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/bundle/derivation.h"

#include "archive/compression.h"
#include "bundle/layout.h"
#include "cli/bundle/derived_reports.h"
#include "cli/bundle/doubting.h"
#include "cli/bundle/ixit.h"
#include "cli/bundle/paper_files.h"
#include "cli/bundle/recordings.h"
#include "cli/bundle/tally.h"
#include "cli/bundle/terms.h"
#include "core/mem.h"
#include "record/recording.h"

#include <stdlib.h>
#include <string.h>

/* 10,000 cases of a hundred bytes. */
#define LIST_MAX_BYTES ((size_t)16 << 20)
#define LINE_MAX_BYTES ((size_t)64 << 10)
#define RECORDING_NAME "the recording"

struct deriving {
	const struct derivation_setup *setup;
	struct derivation *result;
	struct objections *objections;
	struct recordings recordings;
	struct recording *recording;
	struct derived_reports reports;
	struct doubting doubting;
	struct paper_files papers;
	struct waiver_tally waived;
	struct suites plain; /* without setups of the target */
	struct tally tally;
	struct diag diag;
};

/* --- judged again --- */

static void
take_judged(void *context, const struct replayed_case *one)
{
	struct deriving *g = context;
	tally_take(&g->tally, one);
	if (one->judged)
		waiver_tally_take(&g->waived, one->test, one->judged->verdict,
		    one->judged->finding);
}

/* False after an objection. */
static bool
load_suites(struct deriving *g, const struct run_facts *run)
{
	struct workspace *w = &g->result->workspace;
	if (!run->target) {
		object(g->objections, OBJECTION_UNREADABLE,
		    "the recording does not contain the timers and readings of "
		    "its target, so nothing can be judged");
		return false;
	}
	w->data_option = g->setup->data_option;
	if (!workspace_find(w, &g->diag) ||
	    !workspace_load_suites(w, run->target, &g->diag))
		return false;
	if (!suites_load(w->data, NULL, &g->plain, &g->diag))
		return false;
	suites_keep_asked(&w->suites, run);
	suites_keep_asked(&g->plain, run);
	if (!g->setup->is_rehearsal)
		terms_object_to_suites(g->objections, &g->plain);
	for (size_t i = 0; i < w->suites.items.count; i++)
		must_run_add(&g->result->must_run, w->suites.items.items[i],
		    run->target);
	must_run_sort(&g->result->must_run);
	if (!paper_files_open(&g->papers, g->setup->pack, w, g->objections))
		return false;
	paper_files_excuse(&g->papers, &w->suites, &g->result->must_run);
	recording_add_papers(
	    g->recording, g->papers.papers.ics, g->papers.papers.waivers);
	g->tally.must_run = &g->result->must_run;
	g->tally.objections = g->objections;
	return true;
}

static bool
play(struct deriving *g, const struct run_facts *run)
{
	struct workspace *w = &g->result->workspace;
	struct replay_setup setup = { .target = run->target,
		.suites = w->suites.items.items,
		.suite_count = (unsigned)w->suites.items.count,
		.context = g,
		.judged = take_judged,
		.diag = &g->diag };
	struct replay *replay = replay_new(&setup);
	g->tally.run = run;
	waiver_tally_start(&g->waived, run);
	doubting_start(&g->doubting, run, w);
	struct sink *sinks[DERIVED_REPORTS_MAX + 2] = { replay_sink(replay),
		evidence_sink(g->doubting.evidence) };
	for (unsigned i = 0; i < g->reports.count; i++)
		sinks[i + 2] = g->reports.sinks[i];
	bool good = recording_play(g->recording, sinks, g->reports.count + 2);
	if (good)
		replay_finish(replay);
	replay_free(replay);
	return good && g->diag.error_count == 0;
}

/* --- written down --- */

static void
derive_lists(struct deriving *g)
{
	struct buf list;
	buf_init(&list, LIST_MAX_BYTES);
	must_run_print(&list, &g->result->must_run);
	pack_add_text(&g->result->files, BUNDLE_MUST_RUN, buf_text(&list));
	buf_free(&list);
}

/* How each recording is read. */
static void
add_decompression(struct buf *text, const struct pack *p, bool is_only)
{
	unsigned count = 0;
	for (size_t i = 0; i < p->files.count; i++) {
		const char *name = p->files.items[i].name;
		if (!layout_is_evidence(name))
			continue;
		buf_printf(text, "%s -dc %s > run",
		    compression_of_name(name) == COMPRESSION_ZSTD ? "zstd"
								  : "gzip",
		    name);
		if (!is_only)
			buf_printf(text, "-%u", count + 1);
		buf_add_text(text, ".ndjson\n");
		count++;
	}
}

/* Of several, 'merge' makes the one that is judged. */
static void
derive_reproduction(struct deriving *g)
{
	struct buf text;
	bool is_only = g->recordings.whole != &g->recordings.joined;
	buf_init(&text, LIST_MAX_BYTES);
	buf_add_text(&text,
	    "# From the bundle's folder; see docs/certification.md.\n"
	    "sha256sum -c " BUNDLE_MANIFEST "\n");
	add_decompression(&text, g->setup->pack, is_only);
	if (!is_only)
		buf_add_text(
		    &text, "ixconform merge -o run.ndjson run-*.ndjson\n");
	buf_add_text(&text,
	    "ixconform check run.ndjson\n"
	    "ixconform report run.ndjson --html run.html --junit junit.xml\n"
	    "ixconform run --target MY-SERVER.xml --ndjson mine.ndjson\n"
	    "ixconform diff run.ndjson mine.ndjson\n");
	pack_add_text(&g->result->files, BUNDLE_REPRODUCE, buf_text(&text));
	buf_free(&text);
}

static void
state_terms(struct deriving *g, const struct run_facts *run)
{
	struct derivation *d = g->result;
	struct buf line;
	buf_init(&line, LINE_MAX_BYTES);
	concessions_collect(&d->concessions, run, g->tally.has_derived_tags);
	concessions_print(&line, &d->concessions);
	d->terms = mem_strdup(buf_text(&line));
	buf_clear(&line);
	if (d->concessions.items.count == 0)
		buf_add_text(&line, "none");
	for (size_t i = 0; i < d->concessions.items.count; i++)
		buf_printf(&line, "%s%s", i ? ", " : "",
		    d->concessions.items.items[i]);
	statement_set(&d->statement, STATEMENT_CONCESSIONS, buf_text(&line));
	buf_free(&line);
}

static void
state(struct deriving *g, const struct run_facts *run)
{
	struct statement *s = &g->result->statement;
	struct buf line;
	buf_init(&line, LINE_MAX_BYTES);
	statement_set(s, STATEMENT_FORMAT, BUNDLE_FORMAT);
	statement_set(s, STATEMENT_STATUS,
	    g->setup->is_rehearsal ? "rehearsal" : "official");
	terms_state(s, run, &g->plain);
	state_terms(g, run);
	tally_print(&line, &g->tally);
	statement_set(s, STATEMENT_CASES, buf_text(&line));
	buf_free(&line);
	statement_set(s, STATEMENT_LEVEL,
	    g->tally.has_failed_should ? "must" : "must and should");
	buf_init(&line, LINE_MAX_BYTES);
	waiver_tally_print(&line, &g->waived);
	statement_set(
	    s, STATEMENT_WAIVERS, line.size ? buf_text(&line) : "none");
	buf_free(&line);
}

static void
list_passed(struct deriving *g)
{
	const struct must_run *m = &g->result->must_run;
	for (size_t i = 0; i < m->cases.count; i++)
		if (m->cases.items[i].excuse)
			continue;
		else if (g->tally.states[i] == TALLY_PASSED)
			vec_push(&g->result->passed, m->cases.items[i].path);
		else if (g->tally.states[i] == TALLY_WAIVED)
			vec_push(&g->result->waived, m->cases.items[i].path);
}

/* False when a report cannot be made here: then nothing can be compared. */
static bool
write_down(struct deriving *g, const struct run_facts *run)
{
	struct derivation *d = g->result;
	const struct run_summary *end = recording_summary(g->recording);
	tally_finish(&g->tally);
	d->is_other_suite = g->recordings.whole == &g->recordings.joined
	    ? doubting_of_parts(&g->recordings, &d->workspace, g->objections)
	    : doubting_finish(
		  &g->doubting, g->recording, RECORDING_NAME, g->objections);
	list_passed(g);
	d->excused = g->tally.excused;
	d->needed = (unsigned)d->must_run.cases.count - d->excused;
	if (!end || end->interrupted)
		object(g->objections, OBJECTION_OPEN,
		    "the recording ends before its run did");
	terms_object(g->objections, run, g->setup->is_rehearsal);
	ixit_derive(&d->files, &g->recordings, g->objections);
	paper_files_review(&g->papers, &d->workspace, run, g->objections);
	derive_lists(g);
	derive_reproduction(g);
	state(g, run);
	return derived_reports_finish(&g->reports, &d->files, g->objections);
}

/* --- all of it --- */

static bool
derive(struct deriving *g)
{
	if (!recordings_open(&g->recordings, g->setup->pack, g->objections))
		return false;
	g->recording = recording_open(g->recordings.whole->path, &g->diag);
	const struct run_facts *run =
	    g->recording ? recording_facts(g->recording) : NULL;
	if (!run || !load_suites(g, run) ||
	    !derived_reports_open(&g->reports, g->objections) || !play(g, run))
		return false;
	return write_down(g, run);
}

bool
derivation_make(struct derivation *d, const struct derivation_setup *setup,
    struct objections *o)
{
	struct deriving g = { .setup = setup, .result = d, .objections = o };
	diag_init(&g.diag);
	bool good = derive(&g);
	object_diagnostics(o, OBJECTION_UNREADABLE, &g.diag,
	    g.recordings.whole ? g.recordings.whole->path : "/dev/fd/",
	    RECORDING_NAME);
	suites_free(&g.plain);
	doubting_free(&g.doubting);
	derived_reports_free(&g.reports);
	recording_free(g.recording);
	recordings_close(&g.recordings);
	tally_free(&g.tally);
	waiver_tally_free(&g.waived);
	paper_files_close(&g.papers);
	pack_sort(&d->files);
	return good;
}

void
derivation_free(struct derivation *d)
{
	vec_free(&d->passed);
	vec_free(&d->waived);
	must_run_free(&d->must_run);
	pack_free(&d->files);
	statement_free(&d->statement);
	concessions_free(&d->concessions);
	free(d->terms);
	workspace_free(&d->workspace);
}
