/* SPDX-License-Identifier: Apache-2.0 */
#include "probe/probe.h"

#include "core/clock.h"
#include "core/escape.h"
#include "core/mem.h"
#include "core/trace.h"
#include "probe/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a failed check shows of its requests, when asked for all ... */
#define EXCHANGES_MAX_BYTES ((size_t)256 << 10)
/* ... and otherwise: the last ones, each cut. */
#define LAST_LINES 6
#define LAST_LINE_MAX_BYTES 150
#define SENTENCE_MAX_BYTES ((size_t)8 << 10)
/* Of an answer that is none, in a sentence. */
#define QUOTED_CHARACTERS 60
/* A server that has stopped answering does not answer the other checks. */
#define SILENT_CHECKS_MAX 3

struct probe {
	const struct probe_setup *setup;
	struct trace *trace;
	struct buf exchanges; /* of the check under way */
	struct caller *caller;
	struct run_facts facts;
	struct channel_answer server;
	struct run_case *cases; /* names and phases are owned */
	struct run_summary summary;
	int64_t start_ns;
	unsigned silent; /* checks in a row that were not answered */
	/* By kind of frame: checks in a row that have waited in vain. */
	unsigned misses[FRAME_ERROR + 1];
};

struct probe_times
probe_times_default(void)
{
	return (struct probe_times){ .answer_ns = 10 * NS_PER_S,
		.open_ns = 10 * NS_PER_S,
		.close_ns = 5 * NS_PER_S,
		.quiet_ns = 100 * NS_PER_MS };
}

/* --- what is sent and received --- */

static void
write_trace(void *context, const void *bytes, size_t size)
{
	struct probe *p = context;
	buf_add(&p->exchanges, bytes, size);
	if (p->setup->trace)
		p->setup->trace(p->setup->trace_context, bytes, size);
}

static void
start_calling(struct probe *p, const struct probe_setup *setup)
{
	struct channel_config config = setup->connection;
	*p = (struct probe){ .setup = setup };
	buf_init(&p->exchanges, EXCHANGES_MAX_BYTES);
	p->trace = trace_new(write_trace, p);
	config.trace = p->trace;
	p->caller = caller_new(&config);
}

static void
end_calling(struct probe *p)
{
	caller_free(p->caller);
	trace_free(p->trace);
	buf_free(&p->exchanges);
}

/* --- who the server is --- */

/* Where there is no binding, no check means anything. */
static bool
is_other_page(const struct visit *v)
{
	const struct caller_reply *r = &v->reply;
	size_t at = 0;
	if (v->channel)
		return false;
	while (at < r->size && strchr(" \t\r\n", r->body[at]))
		at++;
	return r->status / 100 != 2 || at == r->size || r->body[at] != '{';
}

static void
report_other_page(const struct visit *v, const char *url, struct diag *diag)
{
	struct buf quoted;
	buf_init(&quoted, SENTENCE_MAX_BYTES);
	escape_quoted(&quoted, v->reply.body, v->reply.size, QUOTED_CHARACTERS);
	diag_error(diag, NULL,
	    "%s is not an ixconform binding: POST channels was answered HTTP "
	    "%ld with %s; it must be 201 with a channel (B-01)",
	    url, v->reply.status, buf_text(&quoted));
	diag_note(diag,
	    "none of the other requirements was checked; the address must be "
	    "the base under which the server offers the binding "
	    "(docs/binding.md)");
	buf_free(&quoted);
}

static bool
is_usable(struct probe_setup *setup, const struct visit *v, struct diag *diag)
{
	const char *url = setup->connection.url;
	long status = v->reply.status;
	setup->is_no_binding = false;
	if (v->is_stopped)
		diag_error(diag, NULL,
		    "the probe was stopped before %s had answered", url);
	else if (v->verdict != VERDICT_PASS && status == 0) {
		diag_error(
		    diag, NULL, "cannot reach %s: %s", url, v->reply.problem);
		diag_note(diag, "%s", v->reply.advice);
	} else if (status == 401 || status == 403)
		diag_error(diag, NULL,
		    "%s %s (HTTP %ld); check the target's <credentials>", url,
		    v->setup->connection.credentials == CHANNEL_NO_CREDENTIALS
			? "asks for credentials"
			: "refuses the credentials",
		    status);
	else if (status >= 500) {
		diag_error(diag, NULL, "%s has failed (HTTP %ld)", url, status);
		diag_note(diag, "the server's own log should say why");
	} else if (is_other_page(v)) {
		setup->is_no_binding = true;
		report_other_page(v, url, diag);
	} else
		return true;
	return false;
}

bool
probe_greet(struct probe_setup *setup, struct diag *diag)
{
	struct probe p;
	struct visit v;
	start_calling(&p, setup);
	visit_init(&v, setup, p.caller, 0);
	visit_hello(&v);
	bool good = is_usable(setup, &v, diag);
	if (good && v.channel) {
		snprintf(setup->server_name, sizeof(setup->server_name), "%s",
		    v.answer.server_name);
		snprintf(setup->server_version, sizeof(setup->server_version),
		    "%s", v.answer.server_version);
	}
	visit_end(&v);
	end_calling(&p);
	return good;
}

/* --- events --- */

static void
emit(struct probe *p, struct run_event *event)
{
	event->run = &p->facts;
	event->time_ns = clock_now_ns() - p->start_ns;
	for (unsigned i = 0; i < p->setup->sink_count; i++)
		p->setup->sinks[i]->event(p->setup->sinks[i], event);
}

static void
plan(struct probe *p)
{
	const struct probe_setup *s = p->setup;
	p->cases = mem_zalloc((s->check_count + 1) * sizeof(*p->cases));
	for (unsigned i = 0; i < s->check_count; i++) {
		const struct check *c = &checks[s->checks[i]];
		p->cases[i] = (struct run_case){ .index = i,
			.suite = CHECK_SUITE,
			.phase = c->section->phase,
			.name = check_name(c),
			.section = c->section->number,
			.file = "",
			.requirement = c->must };
	}
	p->facts = s->facts;
	p->facts.target_name = s->target->name;
	p->facts.target_url = s->connection.url;
	p->facts.server_name = s->server_name;
	p->facts.server_version = s->server_version;
	p->facts.target = s->target;
	p->facts.cases = p->cases;
	p->facts.case_count = s->check_count;
	p->facts.jobs = 1;
}

/* --- a check --- */

/* The last lines of what was exchanged, or all of them. */
static char *
show_exchanges(const struct probe *p)
{
	const char *text = buf_text(&p->exchanges);
	const char *at = text + p->exchanges.size;
	struct buf lines;
	buf_init(&lines, EXCHANGES_MAX_BYTES + LAST_LINE_MAX_BYTES);
	if (p->setup->with_exchanges) {
		buf_add(&lines, text, p->exchanges.size);
		if (p->exchanges.truncated)
			buf_printf(&lines, "... cut: more than %zu bytes\n",
			    EXCHANGES_MAX_BYTES);
		return buf_take(&lines);
	}
	for (unsigned n = 0; at > text && n < LAST_LINES; n++)
		for (at--; at > text && at[-1] != '\n';)
			at--;
	while (*at) {
		size_t size = strcspn(at, "\n");
		buf_add(&lines, at,
		    size < LAST_LINE_MAX_BYTES ? size : LAST_LINE_MAX_BYTES);
		buf_add_text(
		    &lines, size < LAST_LINE_MAX_BYTES ? "\n" : "...\n");
		at += size + (at[size] == '\n');
	}
	return buf_take(&lines);
}

/* Checks that could not be made for one reason say the same. */
static char *
make_sentence(const struct check *c, const struct visit *v)
{
	const char *text = buf_text(&v->sentence);
	if (v->verdict == VERDICT_SKIPPED)
		return mem_strdup(text);
	if (v->verdict != VERDICT_FAIL)
		return mem_printf("The check could not be made: %s.", text);
	return mem_printf(
	    "%s (binding.md, %s): %s.", c->id, c->section->title, text);
}

static void
take_outcome(struct probe *p, const struct check *c, struct visit *v,
    struct outcome *ret)
{
	*ret = (struct outcome){ .verdict = v->verdict, .finding = v->finding };
	if (v->is_stopped)
		ret->verdict = VERDICT_ABORTED;
	if (ret->verdict == VERDICT_PASS)
		return;
	ret->sentence = v->is_stopped
	    ? mem_strdup("It was not finished when the probe was stopped.")
	    : make_sentence(c, v);
	if (ret->verdict != VERDICT_SKIPPED)
		ret->detail = show_exchanges(p);
}

static void
note_end(struct probe *p, const struct visit *v)
{
	p->silent = v->reply.end == CALLER_SILENT ? p->silent + 1 : 0;
	if (v->is_stopped) {
		p->summary.interrupted = true;
		p->summary.problem = p->setup->stop_reason
		    ? p->setup->stop_reason()
		    : "the probe was interrupted";
	} else if (v->is_lost) {
		p->summary.problem = "the server cannot be reached any more";
	} else if (p->silent == SILENT_CHECKS_MAX) {
		p->summary.problem = "the server no longer answers";
	}
}

static unsigned
known_missing(const struct probe *p)
{
	unsigned kinds = 0;
	for (int kind = 0; kind <= FRAME_ERROR; kind++)
		if (p->misses[kind] >= VISIT_MISSES_MAX)
			kinds |= 1u << kind;
	return kinds;
}

static void
note_missing(struct probe *p, const struct visit *v)
{
	for (int kind = 0; kind <= FRAME_ERROR; kind++) {
		if (v->seen & 1u << kind)
			p->misses[kind] = 0;
		else if (v->missing & 1u << kind)
			p->misses[kind]++;
	}
}

static void
make_check(struct probe *p, unsigned index)
{
	const struct check *c = &checks[p->setup->checks[index]];
	struct run_event event = { .kind = RUN_CASE_STARTED,
		.test = &p->cases[index] };
	struct outcome outcome;
	struct visit v;
	int64_t start_ns = clock_now_ns();
	buf_clear(&p->exchanges);
	p->exchanges.truncated = false;
	emit(p, &event);
	visit_init(&v, p->setup, p->caller, c->needs);
	v.known_missing = known_missing(p);
	c->make(&v);
	note_missing(p, &v);
	take_outcome(p, c, &v, &outcome);
	outcome.duration_ns = clock_now_ns() - start_ns;
	run_summary_count(&p->summary, event.test, &outcome);
	event.kind = RUN_CASE_ENDED;
	event.case_time_ns = outcome.duration_ns;
	event.outcome = &outcome;
	emit(p, &event);
	/* A probe that is killed leaves what it knew. */
	sinks_pause(p->setup->sinks, p->setup->sink_count);
	note_end(p, &v);
	outcome_clear(&outcome);
	visit_end(&v);
}

struct run_summary
probe_run(const struct probe_setup *setup)
{
	struct probe p;
	struct run_event event = { .kind = RUN_STARTED };
	start_calling(&p, setup);
	p.start_ns = clock_now_ns();
	plan(&p);
	emit(&p, &event);
	for (unsigned i = 0; i < setup->check_count && !p.summary.problem; i++)
		make_check(&p, i);
	p.summary.duration_ns = clock_now_ns() - p.start_ns;
	event = (struct run_event){ .kind = RUN_ENDED, .summary = &p.summary };
	emit(&p, &event);
	for (unsigned i = 0; i < setup->check_count; i++)
		free((char *)p.cases[i].name);
	free(p.cases);
	end_calling(&p);
	return p.summary;
}
