/* SPDX-License-Identifier: Apache-2.0 */
#include "record/foreign_transcript.h"

#include "core/mem.h"
#include "core/vec.h"
#include "model/party.h"
#include "record/foreign_unit.h"
#include "wire/json_frame.h"
#include "wire/json_message.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Each line looks its case up among all of them. */
#define MAX_CASES 10000

struct foreign_case {
	char *path, *suite, *phase, *name;
	struct case_lease lease;
	VEC(struct leased_party) parties;
	struct sight sight;           /* its lists are owned */
	bool is_partial;              /* 'sight' says what there is of it */
	const char *cut, *engine;     /* why it ends; who gets reports; NULL */
	char *origin;                 /* where it begins in a log, or NULL */
	size_t first_fact, last_fact; /* with 'is_observed': which they are */
	bool is_observed, is_bound, has_facts;
	int64_t end_ns; /* its latest time, since the first fact */
};

/* A line about a party. */
struct fact {
	enum run_event_kind kind;
	unsigned test;
	unsigned line;
	int64_t time_ns; /* since the case's first line with a time */
	const char *party;
	const char *source, *reason;    /* or NULL */
	struct observation observation; /* its message serves a stimulus too */
};

struct foreign_transcript {
	struct record_file *file;
	const char *default_path;
	VEC(struct foreign_case) cases;
	VEC(struct run_case) tests;
	VEC(struct fact) facts;
	VEC(int64_t) starts; /* by case: the time that its lines count from */
	VEC(char *) texts;
	struct run_facts run;
	unsigned current; /* the case that a line was about last */
	bool has_unit;    /* the first line says which one it is */
	int64_t unit_ns;
	struct answer_times answers;
};

/* --- which case --- */

static const char *
keep(struct foreign_transcript *p, const char *text)
{
	char *copy = text ? mem_strdup(text) : NULL;
	if (copy)
		vec_push(&p->texts, copy);
	return copy;
}

static bool
add_case(struct foreign_transcript *p, const char *path)
{
	const char *first = strchr(path, '/');
	const char *second = first ? strchr(first + 1, '/') : NULL;
	if (!second || first == path || second == first + 1 || !second[1] ||
	    strchr(second + 1, '/')) {
		record_file_complain(p->file,
		    "the case '%s' is not of the form SUITE/PHASE/CASE", path);
		return false;
	}
	if (p->cases.count == MAX_CASES) {
		record_file_complain(p->file, "more than %d cases", MAX_CASES);
		return false;
	}
	struct foreign_case one = { .path = mem_strdup(path),
		.suite = mem_strndup(path, (size_t)(first - path)),
		.phase = mem_strndup(first + 1, (size_t)(second - first - 1)),
		.name = mem_strdup(second + 1) };
	p->current = (unsigned)p->cases.count;
	vec_push(&p->cases, one);
	vec_push(&p->starts, (int64_t)0);
	return true;
}

/* False after an error. */
static bool
find_case(struct foreign_transcript *p, struct json_object o)
{
	const char *path = json_find_text(o, "case", NULL);
	if (json_document_problem(o.document))
		return false;
	if (!path && p->cases.count)
		return true;
	path = path ? path : p->default_path;
	if (!path) {
		record_file_complain(p->file,
		    "there is no 'case', and no --case says which one it is; "
		    "it must be SUITE/PHASE/CASE");
		return false;
	}
	for (size_t i = p->cases.count; i-- > 0;)
		if (strcmp(p->cases.items[i].path, path) == 0) {
			p->current = (unsigned)i;
			return true;
		}
	return add_case(p, path);
}

/* --- what its parties are called --- */

static bool
check_party(struct foreign_transcript *p, const char *name)
{
	enum party_role role;
	if (party_role_of(name, &role))
		return true;
	record_file_complain(p->file,
	    "'party' is '%s'; it must be agent, agent1 to agent9, media or "
	    "reporting",
	    name);
	return false;
}

static bool
is_bound_already(struct foreign_transcript *p, const struct foreign_case *c,
    const char *name)
{
	for (size_t i = 0; i < c->parties.count; i++) {
		if (strcmp(c->parties.items[i].name, name) != 0)
			continue;
		record_file_complain(p->file, "'bind' names %s twice", name);
		return true;
	}
	return false;
}

static bool
read_bound_parties(
    struct foreign_transcript *p, struct foreign_case *c, struct json_object o)
{
	size_t count =
	    json_has(o, "parties") ? json_get_count(o, "parties") : 0;
	for (size_t i = 0; i < count; i++) {
		struct json_object item = json_get_item(o, "parties", i);
		struct leased_party party = {
			.name = keep(p, json_get_text(item, "name", NULL)),
			.agent_id =
			    keep(p, json_find_text(item, "agentId", NULL)),
			.place_id =
			    keep(p, json_find_text(item, "placeId", NULL)),
		};
		if (json_document_problem(o.document) || !party.name ||
		    !check_party(p, party.name) ||
		    is_bound_already(p, c, party.name))
			return false;
		vec_push(&c->parties, party);
	}
	return true;
}

/* The list of paths; NULL: there is none. */
static const char *const *
read_paths(struct foreign_transcript *p, struct json_object o, const char *key)
{
	if (!json_has(o, key))
		return NULL;
	size_t count = json_get_count(o, key);
	const char **paths = mem_zalloc((count + 1) * sizeof(*paths));
	for (size_t i = 0; i < count; i++)
		paths[i] = keep(p, json_get_item_text(o, key, i));
	return paths;
}

/* What the source shows of the case, if that is not everything. */
static void
read_sight(
    struct foreign_transcript *p, struct foreign_case *c, struct json_object o)
{
	static const char *const words[] = { "recorded", "assumed", NULL };
	c->is_partial =
	    json_has(o, "setup") && json_get_word(o, "setup", words) == 1;
	if (!json_has(o, "shows"))
		return;
	if (!c->is_partial)
		record_file_complain(
		    p->file, "'shows' requires that 'setup' is 'assumed'");
	o = json_get_object(o, "shows");
	c->sight.requests = read_paths(p, o, "requests");
	c->sight.events = read_paths(p, o, "events");
}

static bool
read_bind(struct foreign_transcript *p, struct json_object o)
{
	struct foreign_case *c = &p->cases.items[p->current];
	if (c->is_bound || c->has_facts) {
		record_file_complain(p->file,
		    c->is_bound ? "'bind' of %s is in an earlier line, too"
				: "'bind' of %s must come before its messages",
		    c->path);
		return false;
	}
	c->is_bound = true;
	c->lease = (struct case_lease){
		.interaction = keep(p, json_get_text(o, "interaction", NULL)),
		.unique = keep(p, json_find_text(o, "unique", NULL)),
		.queue = keep(p, json_find_text(o, "queue", NULL)),
		.queue2 = keep(p, json_find_text(o, "queue2", NULL)),
		.workbin = keep(p, json_find_text(o, "workbin", NULL)),
	};
	c->engine = keep(p, json_find_text(o, "engine", NULL));
	read_sight(p, c, o);
	return !record_file_is_bad(p->file) && read_bound_parties(p, c, o);
}

/* --- what happened --- */

static void
read_tag(struct foreign_transcript *p, struct json_object o,
    struct observation *seen)
{
	size_t size;
	const char *protocol = json_get_text(o, "protocol", &size);
	if (size > PROTOCOL_MAX_BYTES || strlen(protocol) != size)
		record_file_complain(p->file,
		    "'protocol' has %zu bytes; it must have at most %d, none "
		    "of them NUL",
		    size, PROTOCOL_MAX_BYTES);
	else
		seen->protocol = keep(p, protocol);
}

static void
read_raw(struct json_object o, struct observation *seen)
{
	size_t size;
	const char *raw = json_get_text(o, "raw", &size);
	seen->kind = OBSERVED_MALFORMED;
	seen->raw = mem_strndup(raw, size);
	seen->raw_size = size;
	seen->problem = mem_strdup("it is not a message");
}

/* Exactly one of message, raw and disconnected. */
static void
read_content(
    struct foreign_transcript *p, struct json_object o, struct fact *fact)
{
	struct observation *seen = &fact->observation;
	bool is_sent = fact->kind == RUN_STIMULUS;
	int contents = json_has(o, "message") + json_has(o, "raw") +
	    json_has(o, "disconnected");
	if (contents != 1 || (is_sent && json_has(o, "raw"))) {
		record_file_complain(p->file,
		    is_sent ? "a line to the server has either 'message' or "
			      "'disconnected'"
			    : "a line from the server has either 'message', "
			      "'raw' or 'disconnected'");
	} else if (json_has(o, "disconnected")) {
		seen->kind = OBSERVED_DISCONNECTED;
		if (!json_get_boolean(o, "disconnected"))
			record_file_complain(p->file,
			    "'disconnected' is false; leave it out then");
	} else if (json_has(o, "raw")) {
		read_raw(o, seen);
	} else {
		seen->is_derived = !is_sent && json_get_derived(o);
		if (json_has(o, "protocol") || !(is_sent || seen->is_derived))
			read_tag(p, o, seen);
		else if (seen->is_derived)
			seen->protocol = "";
		seen->message = json_get_message(o, "message");
	}
}

static bool
read_fact(struct foreign_transcript *p, struct json_object o, struct fact *fact)
{
	static const char *const directions[] = { "to-server", "from-server",
		NULL };
	fact->kind = json_get_word(o, "direction", directions) ? RUN_OBSERVATION
							       : RUN_STIMULUS;
	fact->party = keep(p, json_get_text(o, "party", NULL));
	fact->source = keep(p, json_find_text(o, "source", NULL));
	fact->reason = keep(p, json_find_text(o, "reason", NULL));
	if (json_document_problem(o.document) || !check_party(p, fact->party))
		return false;
	struct observation *seen = &fact->observation;
	seen->number = fact->line;
	seen->time_ns = seen->earliest_ns = fact->time_ns;
	seen->server_time_us = -1;
	read_content(p, o, fact);
	return !record_file_is_bad(p->file) &&
	    !json_document_problem(o.document);
}

/* Since the first line of its case with a time; false after an error. */
static bool
read_time(struct foreign_transcript *p, struct json_object o, int64_t *ret_ns)
{
	struct foreign_case *c = &p->cases.items[p->current];
	int64_t *start_ns = &p->starts.items[p->current];
	int64_t time_ns =
	    p->unit_ns * json_get_integer(o, "time", 0, INT64_MAX / p->unit_ns);
	if (json_document_problem(o.document))
		return false;
	if (!c->has_facts)
		*start_ns = time_ns;
	c->has_facts = true;
	if (time_ns < *start_ns + c->end_ns) {
		record_file_complain(p->file,
		    "'time' is %" PRId64 ", but an earlier line of %s has "
		    "%" PRId64 "; sort the lines by time",
		    time_ns, c->path, *start_ns + c->end_ns);
		return false;
	}
	*ret_ns = c->end_ns = time_ns - *start_ns;
	return true;
}

/* Of the first line, for all of them. */
static void
read_unit(struct foreign_transcript *p, struct json_object o)
{
	bool is_first = p->unit_ns == 0;
	if (is_first)
		p->unit_ns = 1;
	if (!json_has(o, "unit"))
		return;
	if (!is_first) {
		record_file_complain(
		    p->file, "'unit' must be in the first line, or in none");
		return;
	}
	p->has_unit = true;
	p->unit_ns = foreign_unit_ns(json_get_word(o, "unit", foreign_units()));
}

/* How far back an answer is looked for in vain. */
#define ANSWER_LINES_MAX 200

/* If the message answers a request: how long did that take? */
static void
note_answer(struct foreign_transcript *p, const struct fact *answer)
{
	int64_t reference, other;
	const struct message *m = answer->observation.message;
	if (answer->kind != RUN_OBSERVATION || !m ||
	    !message_integer(m, "referenceId", &reference))
		return;
	for (size_t i = p->facts.count;
	     i-- > 0 && i + ANSWER_LINES_MAX >= p->facts.count;) {
		const struct fact *f = &p->facts.items[i];
		if (f->kind != RUN_STIMULUS || f->test != answer->test ||
		    strcmp(f->party, answer->party) != 0 ||
		    !f->observation.message ||
		    !message_integer(
			f->observation.message, "referenceId", &other) ||
		    other != reference)
			continue;
		vec_push(&p->answers.ns, answer->time_ns - f->time_ns);
		return;
	}
}

static void
check_unit(struct foreign_transcript *p)
{
	int64_t median_ns;
	const char *unit;
	p->answers.first_ns = p->starts.count ? p->starts.items[0] : 0;
	if (p->has_unit ||
	    !foreign_unit_is_doubtful(&p->answers, &median_ns, &unit))
		return;
	record_file_complain(p->file,
	    "the times are too small for nanoseconds: an answer takes "
	    "%" PRId64 " of them (median of %zu); if the unit is another, say "
	    "\"unit\":\"%s\" in the first line, if not, \"unit\":\"ns\"",
	    median_ns, p->answers.ns.count, unit ? unit : "ms");
}

static void
keep_fact(struct foreign_transcript *p, const struct fact *fact)
{
	struct foreign_case *c = &p->cases.items[fact->test];
	note_answer(p, fact);
	c->last_fact = p->facts.count;
	if (!c->is_observed)
		c->first_fact = c->last_fact;
	c->is_observed = true;
	if (!c->origin && fact->source && c->lease.interaction)
		c->origin = mem_printf("interaction %s, from %s%s%s",
		    c->lease.interaction, fact->source,
		    c->engine ? "; reporting is " : "",
		    c->engine ? c->engine : "");
	vec_push(&p->facts, *fact);
}

static bool
read_line(struct foreign_transcript *p, struct json_object o)
{
	struct fact fact = { .line = record_file_line(p->file) };
	read_unit(p, o);
	if (record_file_is_bad(p->file) || json_document_problem(o.document) ||
	    !find_case(p, o))
		return false;
	if (json_has(o, "bind"))
		return read_bind(p, json_get_object(o, "bind"));
	if (!read_time(p, o, &fact.time_ns))
		return false;
	if (!json_has(o, "direction") && !json_has(o, "party") &&
	    !json_has(o, "message")) { /* listened until then */
		p->cases.items[p->current].cut =
		    keep(p, json_find_text(o, "cut", NULL));
		return true;
	}
	fact.test = p->current;
	bool good = read_fact(p, o, &fact);
	if (good)
		keep_fact(p, &fact);
	else
		observation_clear(&fact.observation);
	return good;
}

static void
complete(struct foreign_transcript *p)
{
	for (size_t i = 0; i < p->cases.count; i++) {
		struct foreign_case *c = &p->cases.items[i];
		c->lease.parties = c->parties.items;
		c->lease.party_count = (unsigned)c->parties.count;
		c->lease.sight = c->is_partial ? &c->sight : NULL;
		struct run_case test = { .index = (unsigned)i,
			.suite = c->suite,
			.phase = c->phase,
			.name = c->name,
			.file = "",
			.requirement = "" };
		vec_push(&p->tests, test);
	}
	p->run = (struct run_facts){ .program_version = "",
		.target_name = "",
		.target_url = "",
		.server_name = "",
		.server_version = "",
		.host_name = "",
		.cases = p->tests.items,
		.case_count = (unsigned)p->tests.count,
		.jobs = 1 };
}

const char *
foreign_transcript_origin(const struct foreign_transcript *p, unsigned index)
{
	return p->cases.items[index].origin;
}

int64_t
foreign_transcript_resolution_ns(const struct foreign_transcript *p)
{
	return p->has_unit ? p->unit_ns : 0;
}

struct foreign_transcript *
foreign_transcript_read(struct record_file *file, const char *case_path)
{
	struct foreign_transcript *p = mem_zalloc(sizeof(*p));
	struct json_document *record;
	p->file = file;
	p->default_path = case_path;
	while ((record = record_file_next(file))) {
		bool good = read_line(p, json_document_root(record));
		const char *problem = json_document_problem(record);
		if (!good && problem && !record_file_is_bad(file))
			record_file_complain(file, "%s", problem);
	}
	if (!record_file_is_bad(file) && record_file_is_cut(file))
		record_file_complain(file,
		    "the last line has no newline: it may have been cut off");
	if (!record_file_is_bad(file) && p->cases.count == 0)
		record_file_complain(file, "the transcript is empty");
	if (!record_file_is_bad(file))
		check_unit(p);
	if (record_file_is_bad(file)) {
		foreign_transcript_free(p);
		return NULL;
	}
	complete(p);
	return p;
}

static struct run_event
event_of(
    const struct foreign_transcript *p, enum run_event_kind kind, unsigned test)
{
	return (struct run_event){
		.kind = kind, .run = &p->run, .test = &p->tests.items[test]
	};
}

static void
tell_fact(const struct foreign_transcript *p, const struct fact *fact,
    struct sink *sink)
{
	struct run_event event = event_of(p, fact->kind, fact->test);
	event.time_ns = event.case_time_ns = fact->time_ns;
	event.party = fact->party;
	event.source = fact->source;
	event.reason = fact->reason;
	if (fact->kind == RUN_OBSERVATION) {
		event.observation = &fact->observation;
	} else {
		event.stimulus.number = fact->line;
		event.stimulus.message = fact->observation.message;
		event.stimulus.protocol = fact->observation.protocol;
	}
	sink->event(sink, &event);
}

static void
tell_start(const struct foreign_transcript *p, unsigned test, struct sink *sink)
{
	struct run_event event = event_of(p, RUN_CASE_STARTED, test);
	event.lease = &p->cases.items[test].lease;
	sink->event(sink, &event);
}

static void
tell_end(const struct foreign_transcript *p, unsigned test, struct sink *sink)
{
	struct run_event event = event_of(p, RUN_CASE_ENDED, test);
	event.case_time_ns = p->cases.items[test].end_ns;
	event.notice = p->cases.items[test].cut;
	sink->event(sink, &event);
}

/*
 * A partial case is begun and ended where its facts are, so that thousands of
 * them need no more memory than one; whole ones know of each other.
 */
void
foreign_transcript_play(const struct foreign_transcript *p, struct sink *sink)
{
	struct run_event started = { .kind = RUN_STARTED, .run = &p->run };
	sink->event(sink, &started);
	for (unsigned i = 0; i < p->run.case_count; i++)
		if (!p->cases.items[i].is_partial)
			tell_start(p, i, sink);
	for (size_t i = 0; i < p->facts.count; i++) {
		const struct fact *fact = &p->facts.items[i];
		const struct foreign_case *c = &p->cases.items[fact->test];
		if (c->is_partial && i == c->first_fact)
			tell_start(p, fact->test, sink);
		tell_fact(p, fact, sink);
		if (c->is_partial && i == c->last_fact)
			tell_end(p, fact->test, sink);
	}
	for (unsigned i = 0; i < p->run.case_count; i++)
		if (!p->cases.items[i].is_partial)
			tell_end(p, i, sink);
}

void
foreign_transcript_free(struct foreign_transcript *p)
{
	if (!p)
		return;
	for (size_t i = 0; i < p->facts.count; i++)
		observation_clear(&p->facts.items[i].observation);
	for (size_t i = 0; i < p->cases.count; i++) {
		struct foreign_case *c = &p->cases.items[i];
		free(c->path);
		free(c->suite);
		free(c->phase);
		free(c->name);
		vec_free(&c->parties);
		free(c->origin);
		free((void *)c->sight.requests);
		free((void *)c->sight.events);
	}
	for (size_t i = 0; i < p->texts.count; i++)
		free(p->texts.items[i]);
	vec_free(&p->texts);
	vec_free(&p->facts);
	vec_free(&p->cases);
	vec_free(&p->tests);
	vec_free(&p->starts);
	vec_free(&p->answers.ns);
	record_file_close(p->file);
	free(p);
}
