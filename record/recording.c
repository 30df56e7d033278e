/* SPDX-License-Identifier: Apache-2.0 */
#include "record/recording.h"

#include "core/mem.h"
#include "record/ndjson.h"
#include "record/recorded_outcome.h"
#include "record/recorded_value.h"
#include "wire/json_frame.h"
#include "wire/json_message.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum case_state {
	CASE_PLANNED,
	CASE_RUNNING,
	CASE_ENDED,
};

struct case_progress {
	int64_t start_ns;  /* since the run started */
	int64_t newest_ns; /* of its events, since then */
	enum case_state state;
};

/* What an event points to, gone with the next one. */
struct parts {
	struct case_lease lease;
	VEC(struct leased_party) parties;
	struct observation observation;
	struct recorded_outcome outcome;
	VEC(struct deadline_slack) deadlines;
	struct message *message; /* owned; stimulus and observation borrow */
};

struct recording {
	struct record_file *file;
	struct recording_head head;
	struct case_progress *progress; /* by case */
	struct parts parts;
	bool has_ended;
	struct recording_listener listener;
	struct run_summary summary;
	char *problem; /* of the summary */
};

/* Of the words for what a load measures. */
#define LOAD_PREFIX "load-"

static const char *const event_words[] = {
	[RUN_STARTED] = "run-started",
	[RUN_CASE_STARTED] = "case-started",
	[RUN_STIMULUS] = "stimulus",
	[RUN_OBSERVATION] = "observation",
	[RUN_PROOF] = "proof",
	[RUN_QUIET] = "quiet",
	[RUN_LEFT_OUT] = "left-out",
	[RUN_CASE_ENDED] = "case-ended",
	[RUN_ATTEMPT_ENDED] = "attempt-ended",
	[RUN_LAG] = "lag",
	[RUN_NOTICE] = "notice",
	[RUN_ENDED] = "run-ended",
	NULL,
};

/* --- the kinds of events --- */

/* What older versions recorded may be before the case started. */
static int64_t
get_earliest(struct json_object o)
{
	int64_t time_ns = recorded_slack(o, "earliest");
	return time_ns < 0 ? 0 : time_ns;
}

static void
read_lease(struct parts *p, struct json_object o)
{
	static const char *const scopes[] = { "run", NULL };
	p->lease = (struct case_lease){ .interaction = json_get_text(
					    o, "interaction", NULL),
		.unique = json_get_text(o, "unique", NULL),
		.queue = json_find_text(o, "queue", NULL),
		.queue2 = json_find_text(o, "queue2", NULL),
		.workbin = json_find_text(o, "workbin", NULL),
		.left_in_queue = json_find_text(o, "leftInQueue", NULL),
		.left_in_queue2 = json_find_text(o, "leftInQueue2", NULL),
		.left_in_workbin = json_find_text(o, "leftInWorkbin", NULL) };
	p->parties.count = 0;
	size_t count = json_get_count(o, "parties");
	for (size_t i = 0; i < count; i++) {
		struct json_object item = json_get_item(o, "parties", i);
		struct leased_party party = { .name = json_get_text(
						  item, "name", NULL),
			.agent_id = json_find_text(item, "agentId", NULL),
			.place_id = json_find_text(item, "placeId", NULL),
			.is_shared = json_has(item, "scope") };
		if (party.is_shared)
			json_get_word(item, "scope", scopes);
		vec_push(&p->parties, party);
	}
	p->lease.parties = p->parties.items;
	p->lease.party_count = (unsigned)p->parties.count;
}

static void
read_step(struct recording *r, struct json_object o, struct run_event *event)
{
	event->stimulus.file = recording_head_file(&r->head, o);
	event->stimulus.line = recorded_number(o, "line");
	event->stimulus.is_main = recorded_boolean(o, "main");
}

static void
read_stimulus(
    struct recording *r, struct json_object o, struct run_event *event)
{
	struct parts *p = &r->parts;
	event->stimulus.number = recorded_number(o, "number");
	event->party = recorded_party(r->file, o);
	if (json_has(o, "line"))
		read_step(r, o, event);
	if (!json_has(o, "message"))
		return;
	event->stimulus.protocol = json_get_text(o, "protocol", NULL);
	event->stimulus.message = p->message = json_get_message(o, "message");
}

static void
read_message(struct recording *r, struct json_object o)
{
	struct observation *seen = &r->parts.observation;
	const char *protocol = json_get_text(o, "protocol", NULL);
	size_t size = strlen(protocol);
	if (size > PROTOCOL_MAX_BYTES)
		record_file_complain(r->file,
		    "'protocol' has %zu bytes; it must have at most %d", size,
		    PROTOCOL_MAX_BYTES);
	seen->message = r->parts.message = json_get_message(o, "message");
	seen->is_derived = json_get_derived(o);
	if (seen->message)
		seen->protocol = message_keep(seen->message, protocol);
}

/* The case that it is about, which had ended; NULL: none. */
static const struct run_case *
read_late(const struct recording *r, struct json_object o)
{
	int64_t most = (int64_t)r->head.facts.case_count - 1;
	if (!json_has(o, "late"))
		return NULL;
	return &r->head.facts.cases[json_get_integer(o, "late", 0, most)];
}

static void
read_observation(
    struct recording *r, struct json_object o, struct run_event *event)
{
	static const char *const kinds[] = { "malformed", "disconnected",
		NULL };
	struct observation *seen = &r->parts.observation;
	*seen = (struct observation){ .number = recorded_number(o, "number"),
		.kind = OBSERVED_MESSAGE,
		.time_ns = event->case_time_ns,
		.earliest_ns = event->case_time_ns,
		.server_time_us = -1 };
	event->party = recorded_party(r->file, o);
	event->observation = seen;
	event->is_held = recorded_boolean(o, "held");
	event->late = read_late(r, o);
	if (json_has(o, "earliest"))
		seen->earliest_ns = get_earliest(o);
	if (json_has(o, "serverTimeUs"))
		seen->server_time_us =
		    json_get_integer(o, "serverTimeUs", 0, INT64_MAX);
	seen->sequence = recorded_sequence(o, "seq");
	event->previous_sequence = recorded_sequence(o, "previousSeq");
	if (!json_has(o, "kind")) {
		read_message(r, o);
		seen->problem = (char *)json_find_text(o, "problem", NULL);
		return;
	}
	seen->kind = json_get_word(o, "kind", kinds) ? OBSERVED_DISCONNECTED
						     : OBSERVED_MALFORMED;
	/* Borrowed: this observation is never cleared. */
	seen->raw = (char *)json_find_text(o, "raw", &seen->raw_size);
	seen->problem = (char *)json_find_text(o, "problem", NULL);
}

static struct deadline_slack
read_deadline(const struct recording *r, struct json_object o)
{
	unsigned count = r->head.facts.case_count;
	int64_t most = count ? count - 1 : 0;
	/* The summary outlives the line. */
	struct deadline_slack d = { .within = mem_strdup(
					json_get_text(o, "within", NULL)),
		.limit_ns = recorded_span(o, "limit"),
		.count = recorded_number(o, "count"),
		.smallest_ns = recorded_slack(o, "smallest"),
		.median_ns = recorded_slack(o, "median") };
	int64_t index = json_get_integer(o, "smallestIn", 0, most);
	if (count)
		d.smallest_in = &r->head.facts.cases[index];
	return d;
}

static void
read_summary(struct recording *r, struct json_object o, struct run_event *event)
{
	struct run_summary *s = &r->summary;
	/* For readers of the recording itself; the cases know better. */
	json_get_object(o, "counts");
	s->duration_ns = recorded_span(o, "duration");
	s->longest_timer_ns = recorded_span(o, "longestTimer");
	s->interrupted = json_get_boolean(o, "interrupted");
	s->last_sequence = recorded_sequence(o, "lastSeq");
	const char *problem = json_find_text(o, "problem", NULL);
	if (problem)
		s->problem = r->problem = mem_strdup(problem);
	size_t count =
	    r->head.facts.case_count ? json_get_count(o, "deadlines") : 0;
	for (size_t i = 0; i < count; i++)
		vec_push(&r->parts.deadlines,
		    read_deadline(r, json_get_item(o, "deadlines", i)));
	s->deadlines = r->parts.deadlines.items;
	s->deadline_count = (unsigned)r->parts.deadlines.count;
	event->summary = s;
	r->has_ended = true;
}

static void
read_lag(struct json_object o, struct run_event *event)
{
	const char *words[LAG_CAUSES + 1] = { NULL };
	for (int i = 0; i < LAG_CAUSES; i++)
		words[i] = lag_cause_name((enum lag_cause)i);
	event->lag.ns = recorded_span(o, "lag");
	event->lag.cause = (enum lag_cause)json_get_word(o, "cause", words);
}

/* No failure is followed by another attempt. */
static void
read_attempt(struct recording *r, struct json_object o, struct run_event *event)
{
	recorded_outcome_read(&r->parts.outcome, &r->head, r->file, o, event);
	if (!json_document_problem(o.document) &&
	    event->outcome->verdict != VERDICT_INCONCLUSIVE)
		record_file_complain(r->file,
		    "the attempt ended with '%s'; only 'inconclusive' is "
		    "followed by another attempt",
		    verdict_name(event->outcome->verdict));
}

/* --- from a line to an event --- */

/* A sink may rely on each case starting, continuing and ending once. */
static bool
follow(struct recording *r, struct run_event *event)
{
	static const char *const words[] = { [CASE_PLANNED] = "has not started",
		[CASE_RUNNING] = "has started already",
		[CASE_ENDED] = "has ended already" };
	struct case_progress *p = &r->progress[event->test->index];
	bool starts = event->kind == RUN_CASE_STARTED;
	if (p->state != (starts ? CASE_PLANNED : CASE_RUNNING)) {
		record_file_complain(r->file, "%s: case %u %s",
		    event_words[event->kind], event->test->index,
		    words[p->state]);
		return false;
	}
	if (event->case_time_ns < p->newest_ns) {
		record_file_complain(r->file,
		    "'caseTime' is %" PRId64 ", but an earlier line of case %u "
		    "has %" PRId64,
		    event->case_time_ns, event->test->index, p->newest_ns);
		return false;
	}
	p->newest_ns = event->case_time_ns;
	if (starts)
		*p = (struct case_progress){ .start_ns = event->time_ns,
			.state = CASE_RUNNING };
	else if (event->kind == RUN_CASE_ENDED)
		p->state = CASE_ENDED;
	event->time_ns = p->start_ns + event->case_time_ns;
	if (event->kind == RUN_ATTEMPT_ENDED)
		*p = (struct case_progress){ .state = CASE_PLANNED };
	return true;
}

static bool
is_of_case(enum run_event_kind kind)
{
	return kind != RUN_STARTED && kind != RUN_LAG && kind != RUN_NOTICE &&
	    kind != RUN_ENDED;
}

static bool
is_within_case(enum run_event_kind kind)
{
	return is_of_case(kind) && kind != RUN_CASE_STARTED;
}

static bool
read_common(struct recording *r, struct json_object o, struct run_event *event)
{
	unsigned count = r->head.facts.case_count;
	event->kind =
	    (enum run_event_kind)json_get_word(o, "event", event_words);
	event->run = &r->head.facts;
	if (!is_within_case(event->kind))
		event->time_ns = recorded_span(o, "time");
	if (json_document_problem(o.document) || !is_of_case(event->kind))
		return true;
	if (count == 0) {
		record_file_complain(r->file, "the run has no case");
		return false;
	}
	event->test =
	    &r->head.facts.cases[json_get_integer(o, "case", 0, count - 1)];
	if (is_within_case(event->kind))
		event->case_time_ns = recorded_span(o, "caseTime");
	return json_document_problem(o.document) || follow(r, event);
}

static void
read_rest(struct recording *r, struct json_object o, struct run_event *event)
{
	switch (event->kind) {
	case RUN_STARTED:
		record_file_complain(r->file, "the run has started already");
		break;
	case RUN_CASE_STARTED:
		if (!json_has(o, "lease"))
			break;
		read_lease(&r->parts, json_get_object(o, "lease"));
		event->lease = &r->parts.lease;
		break;
	case RUN_STIMULUS:
		read_stimulus(r, o, event);
		break;
	case RUN_OBSERVATION:
		read_observation(r, o, event);
		break;
	case RUN_PROOF:
		if (json_has(o, "party"))
			event->party = json_get_text(o, "party", NULL);
		event->is_settled =
		    json_has(o, "settled") && json_get_boolean(o, "settled");
		break;
	case RUN_QUIET:
		event->quiet_ns = recorded_span(o, "quiet");
		break;
	case RUN_LEFT_OUT:
		event->left_out.count =
		    (uint64_t)json_get_integer(o, "count", 1, INT64_MAX);
		event->left_out.bytes =
		    (uint64_t)json_get_integer(o, "bytes", 0, INT64_MAX);
		if (json_has(o, "unexamined"))
			event->left_out.unexamined =
			    recorded_number(o, "unexamined");
		break;
	case RUN_CASE_ENDED:
		recorded_outcome_read(
		    &r->parts.outcome, &r->head, r->file, o, event);
		assert(event->test);
		run_summary_count(&r->summary, event->test, event->outcome);
		break;
	case RUN_ATTEMPT_ENDED:
		read_attempt(r, o, event);
		break;
	case RUN_LAG:
		read_lag(o, event);
		break;
	case RUN_NOTICE:
		event->notice = json_get_text(o, "text", NULL);
		break;
	case RUN_ENDED:
		read_summary(r, o, event);
		break;
	}
}

/* False after an error. */
static bool
read_event(
    struct recording *r, struct json_document *record, struct run_event *event)
{
	struct json_object o = json_document_root(record);
	if (r->has_ended) {
		record_file_complain(r->file, "the run has ended already");
		return false;
	}
	if (!read_common(r, o, event))
		return false;
	if (!json_document_problem(record))
		read_rest(r, o, event);
	/* One error per line: consequential errors are not reported. */
	if (json_document_problem(record) && !record_file_is_bad(r->file))
		record_file_complain(
		    r->file, "%s", json_document_problem(record));
	return !record_file_is_bad(r->file);
}

static void
tell(struct sink *const *sinks, unsigned count, const struct run_event *event)
{
	for (unsigned i = 0; i < count; i++)
		sinks[i]->event(sinks[i], event);
}

/* Is it no event, but what a load has between them? */
static bool
is_of_load(struct recording *r, struct json_object o)
{
	const char *event =
	    r->head.facts.is_load ? json_find_text(o, "event", NULL) : NULL;
	if (!event || r->has_ended)
		return false;
	if (strncmp(event, LOAD_PREFIX, strlen(LOAD_PREFIX)) != 0)
		return recording_head_is_planned(o);
	if (r->listener.take)
		r->listener.take(
		    r->listener.context, event + strlen(LOAD_PREFIX), o);
	if (json_document_problem(o.document))
		record_file_complain(
		    r->file, "%s", json_document_problem(o.document));
	return true;
}

bool
recording_play(
    struct recording *r, struct sink *const *sinks, unsigned sink_count)
{
	struct run_event started = { .kind = RUN_STARTED,
		.run = &r->head.facts };
	struct json_document *record;
	tell(sinks, sink_count, &started);
	while ((record = record_file_next(r->file))) {
		struct run_event event = { 0 };
		if (is_of_load(r, json_document_root(record)))
			continue;
		if (read_event(r, record, &event))
			tell(sinks, sink_count, &event);
		message_unref(r->parts.message);
		r->parts.message = NULL;
	}
	return !record_file_is_bad(r->file);
}

/* --- life --- */

struct recording *
recording_open(const char *path, struct diag *diag)
{
	struct record_file *file = record_file_open(path, diag);
	return file ? recording_read(file) : NULL;
}

struct recording *
recording_read(struct record_file *file)
{
	struct recording *r = mem_zalloc(sizeof(*r));
	r->file = file;
	if (!recording_head_read(&r->head, file)) {
		recording_free(r);
		return NULL;
	}
	r->progress = mem_zalloc(
	    (r->head.facts.case_count + (size_t)1) * sizeof(*r->progress));
	return r;
}

void
recording_listen(struct recording *r, const struct recording_listener *listener)
{
	r->listener = *listener;
}

const struct run_facts *
recording_facts(const struct recording *r)
{
	return &r->head.facts;
}

void
recording_add_papers(
    struct recording *r, const struct ics *ics, const struct waivers *waivers)
{
	r->head.facts.ics = ics;
	r->head.facts.waivers = waivers;
}

const struct run_summary *
recording_summary(const struct recording *r)
{
	return r->has_ended ? &r->summary : NULL;
}

struct seal_account
recording_seal(const struct recording *r)
{
	return record_file_seal(r->file);
}

bool
recording_is_sealed(const struct recording *r)
{
	return r->head.schema >= NDJSON_SEALED_SCHEMA;
}

void
recording_free(struct recording *r)
{
	if (!r)
		return;
	record_file_close(r->file);
	recording_head_free(&r->head);
	vec_free(&r->parts.parties);
	for (size_t i = 0; i < r->parts.deadlines.count; i++)
		free((char *)r->parts.deadlines.items[i].within);
	vec_free(&r->parts.deadlines);
	recorded_outcome_free(&r->parts.outcome);
	free(r->progress);
	free(r->problem);
	free(r);
}
