/* SPDX-License-Identifier: Apache-2.0 */
#include "record/recorded_outcome.h"

#include "core/mem.h"
#include "model/party.h"
#include "record/recorded_value.h"

struct reading {
	struct recorded_outcome *ret;
	const struct recording_head *head;
	struct record_file *file;
};

const char *
recorded_party(struct record_file *file, struct json_object o)
{
	const char *party = json_get_text(o, "party", NULL);
	enum party_role role;
	if (!json_document_problem(o.document) && !party_role_of(party, &role))
		record_file_complain(file,
		    "'party' is not a party; parties are called agent1, "
		    "media, reporting and so on");
	return party;
}

/* Which verdict, or finding, has that name? */
static unsigned
find_name(struct json_object o, const char *key, unsigned count,
    const char *(*name)(unsigned index))
{
	const char *words[FINDING_COUNT + 1];
	for (unsigned i = 0; i < count; i++)
		words[i] = name(i);
	words[count] = NULL;
	return json_get_word(o, key, words);
}

static const char *
name_of_verdict(unsigned index)
{
	return verdict_name((enum verdict)index);
}

static const char *
name_of_finding(unsigned index)
{
	return finding_name((enum finding)index);
}

static unsigned
find_number(struct json_object o, const char *key)
{
	return json_has(o, key) ? recorded_number(o, key) : 0;
}

static struct matched_message
read_match(const struct reading *r, struct json_object o)
{
	struct matched_message m = { .number = recorded_number(o, "number"),
		.file = recording_head_file(r->head, o),
		.line = recorded_number(o, "line"),
		.is_main = recorded_boolean(o, "main"),
		.within = json_find_text(o, "within", NULL) };
	if (m.within) {
		m.limit_ns = recorded_span(o, "limit");
		m.slack_ns = recorded_slack(o, "slack");
	}
	return m;
}

static struct finding_place
read_place(const struct reading *r, struct json_object o)
{
	struct finding_place p = { .after = find_number(o, "after"),
		.first = find_number(o, "first"),
		.observed = find_number(o, "observed"),
		.behind = find_number(o, "behind"),
		.preamble = find_number(o, "preamble") };
	if (!json_has(o, "expected"))
		return p;
	struct json_object e = json_get_object(o, "expected");
	p.message = json_get_text(e, "message", NULL);
	p.party = recorded_party(r->file, e);
	p.protocol = json_get_text(e, "protocol", NULL);
	p.is_ghost = json_get_boolean(e, "ghost");
	p.file = recording_head_file(r->head, e);
	p.line = recorded_number(e, "line");
	return p;
}

/* Borrowed, as all of the outcome. */
static struct finding_difference
read_difference(struct json_object o)
{
	return (struct finding_difference){ .what = (char *)json_get_text(
						o, "what", NULL),
		.expected = (char *)json_get_text(o, "expected", NULL),
		.observed = (char *)json_get_text(o, "observed", NULL) };
}

static bool
is_of_party(enum sketch_kind kind)
{
	return kind == SKETCH_SEND || kind == SKETCH_RECEIVE ||
	    kind == SKETCH_DISCONNECT;
}

static void
read_sketch_line(const struct reading *r, struct json_object o)
{
	const char *words[SKETCH_KIND_COUNT + 1] = { NULL };
	for (int i = 0; i < SKETCH_KIND_COUNT; i++)
		words[i] = sketch_kind_name((enum sketch_kind)i);
	struct sketch_line line = {
		.kind = (enum sketch_kind)json_get_word(o, "kind", words),
		.protocol = json_find_text(o, "protocol", NULL),
		.note = json_find_text(o, "note", NULL),
		.forbidden = recorded_boolean(o, "forbidden"),
		.is_marked = recorded_boolean(o, "marked"),
		.line = find_number(o, "line"),
	};
	if (is_of_party(line.kind))
		line.party = recorded_party(r->file, o);
	if (line.kind != SKETCH_CLOSE)
		line.text = json_get_text(o, "text", NULL);
	if (!sketch_add(&r->ret->expected, &line))
		record_file_complain(
		    r->file, "the blocks of 'expected' do not nest");
}

static void
read_expected(
    const struct reading *r, struct json_object o, struct run_event *event)
{
	struct sketch *expected = &r->ret->expected;
	sketch_clear(expected);
	expected->title = mem_strdup(json_get_text(o, "title", NULL));
	size_t count = json_get_count(o, "lines");
	for (size_t i = 0; i < count && !record_file_is_bad(r->file); i++)
		read_sketch_line(r, json_get_item(o, "lines", i));
	count = json_has(o, "words") ? json_get_count(o, "words") : 0;
	for (size_t i = 0; i < count && !record_file_is_bad(r->file); i++)
		sketch_explain(expected, json_get_item_text(o, "words", i));
	if (expected->depth > 0)
		record_file_complain(
		    r->file, "the blocks of 'expected' do not end");
	event->expected = expected;
}

static struct blamed_case
read_blamed(struct json_object o)
{
	return (struct blamed_case){ .phase = json_get_text(o, "phase", NULL),
		.name = json_get_text(o, "name", NULL) };
}

void
recorded_outcome_read(struct recorded_outcome *p,
    const struct recording_head *head, struct record_file *file,
    struct json_object o, struct run_event *event)
{
	const struct reading reading = { p, head, file }, *r = &reading;
	p->outcome =
	    (struct outcome){ .verdict = (enum verdict)find_name(
				  o, "verdict", VERDICT_COUNT, name_of_verdict),
		    .finding = (enum finding)find_name(
			o, "finding", FINDING_COUNT, name_of_finding),
		    /* Borrowed: this outcome is never cleared. */
		    .sentence = (char *)json_find_text(o, "sentence", NULL),
		    .detail = (char *)json_find_text(o, "detail", NULL),
		    .seen_in = (char *)json_find_text(o, "seenIn", NULL),
		    .duration_ns = recorded_span(o, "duration"),
		    .lag_ns = recorded_span(o, "lag"),
		    .path_delay_ns = json_has(o, "pathDelay")
			? recorded_span(o, "pathDelay")
			: 0 };
	if (json_has(o, "preamble"))
		p->outcome.blamed = read_blamed(json_get_object(o, "preamble"));
	p->matches.count = 0;
	size_t count = json_get_count(o, "matches");
	for (size_t i = 0; i < count && !record_file_is_bad(r->file); i++)
		vec_push(
		    &p->matches, read_match(r, json_get_item(o, "matches", i)));
	p->outcome.matches = p->matches.items;
	p->outcome.match_count = (unsigned)p->matches.count;
	if (json_has(o, "place"))
		p->outcome.place = read_place(r, json_get_object(o, "place"));
	if (json_has(o, "difference"))
		p->outcome.difference =
		    read_difference(json_get_object(o, "difference"));
	if (json_has(o, "expected"))
		read_expected(r, json_get_object(o, "expected"), event);
	event->outcome = &p->outcome;
}

void
recorded_outcome_free(struct recorded_outcome *r)
{
	vec_free(&r->matches);
	sketch_clear(&r->expected);
}
