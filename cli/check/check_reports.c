/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/check/check_reports.h"

#include "model/repetition.h"
#include "record/destination.h"
#include "record/excerpt.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* The requirements of a case have a few hundred. */
#define REQUIREMENT_MAX_BYTES ((size_t)64 << 10)

bool
check_reports_have_console(const struct check_reports *r)
{
	return r->set.console_options.ladder ||
	    r->set.volume == CONSOLE_VERBOSE;
}

bool
check_reports_are_wanted(const struct check_reports *r)
{
	return check_reports_have_console(r) || report_set_asked(&r->set);
}

bool
check_reports_take_output(const struct check_reports *r)
{
	for (unsigned i = 0; i < REPORT_KINDS_MAX; i++)
		if (r->set.files[i].path &&
		    destination_is_standard(r->set.files[i].path))
			return true;
	return false;
}

bool
check_reports_spare(struct check_reports *r, char *const *files, unsigned count,
    struct diag *diag)
{
	bool good = true;
	for (unsigned i = 0; i < count; i++)
		good &= report_set_spare(
		    &r->set, "the command line", files[i], diag);
	return good;
}

/* --- how the cases were judged --- */

static char *
copy_text(const char *text)
{
	return text ? mem_strdup(text) : NULL;
}

static struct outcome
copy_outcome(const struct outcome *from)
{
	struct outcome o = *from;
	size_t size = from->match_count * sizeof(*from->matches);
	o.sentence = copy_text(from->sentence);
	o.detail = copy_text(from->detail);
	o.seen_in = copy_text(from->seen_in);
	finding_difference_copy(&o.difference, &from->difference);
	o.matches = size ? mem_alloc(size) : NULL;
	if (size)
		memcpy(o.matches, from->matches, size);
	return o;
}

void
check_reports_take(
    struct check_reports *r, const struct replayed_case *one, bool is_wanted)
{
	struct outcome none = { .verdict = VERDICT_INCONCLUSIVE,
		.sentence = (char *)one->why };
	static const struct outcome unjudged;
	while (r->outcomes.count <= one->test->index) {
		vec_push(&r->outcomes, unjudged);
		vec_push(&r->wanted, false);
	}
	r->wanted.items[one->test->index] = is_wanted;
	outcome_clear(&r->outcomes.items[one->test->index]);
	r->outcomes.items[one->test->index] =
	    copy_outcome(one->judged ? one->judged : &none);
}

/* --- as a run --- */

struct retelling {
	struct sink sink;
	struct check_reports *reports;
	const struct foreign_transcript *transcript;
	const struct workspace *workspace;
	struct run_facts run;
	struct run_case *cases;
	VEC(char *) requirements; /* of the cases */
	VEC(struct run_suite) suites;
	VEC(struct run_row) rows;
	struct sink *const *sinks;
	unsigned sink_count;
	struct excerpt *excerpt; /* of the cases that are wanted */
	struct run_summary summary;
};

static void
pass_on(struct retelling *t, const struct run_event *event)
{
	struct sink *sink = excerpt_sink(t->excerpt);
	sink->event(sink, event);
}

/* Sets *ret_suite to the one of that name in any case. */
static const struct fixture_case *
find_test(const struct retelling *t, const struct run_case *one,
    const struct suite **ret_suite)
{
	assert(one);
	for (size_t i = 0; i < t->workspace->suites.items.count; i++) {
		const struct suite *s = t->workspace->suites.items.items[i];
		if (strcmp(s->name, one->suite) != 0)
			continue;
		*ret_suite = s;
		const struct fixture *f = suite_find_phase(s, one->phase);
		for (size_t j = 0; f && j < f->cases.count; j++)
			if (repetition_is_of(
				one->name, f->cases.items[j]->name))
				return f->cases.items[j];
	}
	return NULL;
}

/* What the case requires, and where it stands in a log. */
static char *
describe(const struct fixture_case *test, const char *origin)
{
	struct buf text;
	buf_init(&text, REQUIREMENT_MAX_BYTES);
	for (size_t i = 0; i < test->requirements.count; i++)
		buf_printf(&text, "%s%s", i ? " " : "",
		    test->requirements.items[i].text);
	if (origin)
		buf_printf(&text, " (%s)", origin);
	return buf_take(&text);
}

static bool
is_about(const struct run_facts *run, const char *suite)
{
	for (unsigned i = 0; i < run->case_count; i++)
		if (strcmp(run->cases[i].suite, suite) == 0)
			return true;
	return false;
}

/* It is about the suites of its cases only. */
static void
note_suites(struct retelling *t)
{
	struct run_facts *run = &t->run;
	for (unsigned i = 0; i < run->suite_count; i++)
		if (is_about(run, run->suites[i].name))
			vec_push(&t->suites, run->suites[i]);
	for (unsigned i = 0; i < run->row_count; i++)
		if (is_about(run, run->rows[i].suite))
			vec_push(&t->rows, run->rows[i]);
	run->suites = t->suites.items;
	run->suite_count = (unsigned)t->suites.count;
	run->rows = t->rows.items;
	run->row_count = (unsigned)t->rows.count;
}

/* What the transcript does not know of its cases. */
static void
start_run(struct retelling *t, const struct run_facts *run)
{
	t->cases = mem_zalloc((run->case_count + 1) * sizeof(*t->cases));
	for (unsigned i = 0; i < run->case_count; i++) {
		struct run_case *c = &t->cases[i];
		*c = run->cases[i];
		const struct suite *suite;
		const struct fixture_case *test = find_test(t, c, &suite);
		const char *origin =
		    foreign_transcript_origin(t->transcript, i);
		if (!test)
			continue;
		char *text = describe(test, origin);
		vec_push(&t->requirements, text);
		c->requirement = text;
		c->section = test->fixture->section;
		c->file = test->fixture->source->name;
		c->line = test->at.line;
	}
	t->run.cases = t->cases;
	t->run.case_count = run->case_count;
	note_suites(t);
	t->excerpt = excerpt_new(
	    &t->run, t->reports->wanted.items, t->sinks, t->sink_count);
}

/* The tag that a message must have had, since no source has stated it. */
static const char *
derive(const struct retelling *t, const struct run_event *told)
{
	enum party_role role = PARTY_AGENT;
	const struct suite *suite = NULL;
	find_test(t, told->test, &suite);
	party_role_of(told->party, &role);
	if (!suite || !told->observation->message)
		return "";
	return catalogue_derive_protocol(
	    suite->catalogue, message_name(told->observation->message), role);
}

static void
retell(struct sink *sink, const struct run_event *told)
{
	struct retelling *t = (struct retelling *)sink;
	struct run_event event = *told;
	struct observation seen;
	if (told->kind == RUN_STARTED)
		start_run(t, told->run);
	event.run = &t->run;
	if (told->test)
		event.test = &t->cases[told->test->index];
	if (told->kind == RUN_CASE_ENDED) {
		assert(told->test);
		unsigned i = told->test->index;
		event.outcome = &t->reports->outcomes.items[i];
		run_summary_count(&t->summary, event.test, event.outcome);
		if (told->case_time_ns > t->summary.duration_ns)
			t->summary.duration_ns = told->case_time_ns;
		event.notice = NULL;
	}
	if (told->kind == RUN_OBSERVATION && told->observation->is_derived) {
		seen = *told->observation;
		seen.protocol = derive(t, told);
		event.observation = &seen;
	}
	pass_on(t, &event);
}

static void
tell_all(struct retelling *t)
{
	foreign_transcript_play(t->transcript, &t->sink);
	struct run_event end = { .kind = RUN_ENDED,
		.run = &t->run,
		.time_ns = t->summary.duration_ns,
		.summary = &t->summary };
	pass_on(t, &end);
}

static struct run_facts
facts_of(struct provenance *p, const char *path, const struct workspace *w,
    const struct check_reports *r)
{
	provenance_begin(p, false, 0);
	provenance_collect(p, &w->suites, w->target);
	provenance_note_terms(p, &w->suites, NULL, NULL);
	struct run_facts run = provenance_facts(p);
	run.target = w->target;
	run.target_name = w->target->name;
	run.target_url = path;
	run.run_id = NULL; /* the server was given none */
	run.server_name = run.server_version = "";
	run.jobs = 1;
	run.ics = r->ics;
	run.waivers = r->waivers;
	return run;
}

bool
check_reports_make(struct check_reports *r, const struct foreign_transcript *p,
    const char *path, const struct workspace *w, struct provenance *provenance,
    struct diag *diag)
{
	bool good = report_set_spare_target(&r->set, w->target, diag) &&
	    report_set_open(&r->set, diag);
	/* The first sink is the console. */
	unsigned skipped = check_reports_have_console(r) ? 0 : 1;
	struct retelling t = { .sink = { .event = retell },
		.reports = r,
		.transcript = p,
		.workspace = w,
		.run = facts_of(provenance, path, w, r),
		.sinks = r->set.sinks.items + skipped,
		.sink_count = (unsigned)r->set.sinks.count - skipped };
	if (good)
		tell_all(&t);
	excerpt_free(t.excerpt);
	good &= report_set_close(&r->set, diag);
	for (size_t i = 0; i < t.requirements.count; i++)
		free(t.requirements.items[i]);
	vec_free(&t.requirements);
	vec_free(&t.suites);
	vec_free(&t.rows);
	free(t.cases);
	return good;
}

void
check_reports_free(struct check_reports *r)
{
	for (size_t i = 0; i < r->outcomes.count; i++)
		outcome_clear(&r->outcomes.items[i]);
	vec_free(&r->outcomes);
	vec_free(&r->wanted);
	report_set_free(&r->set);
}
