/* SPDX-License-Identifier: Apache-2.0 */
#include "record/ndjson_outcome.h"

#include "record/ndjson_head.h"

void
ndjson_add_step(struct json_writer *w, const struct run_facts *run,
    const char *file, unsigned line, bool is_main)
{
	ndjson_add_file(w, run, file);
	json_add_integer(w, "line", line);
	if (is_main)
		json_add_boolean(w, "main", true);
}

static void
add_match(struct json_writer *w, const struct run_facts *run,
    const struct matched_message *m)
{
	json_begin_object(w, NULL);
	json_add_integer(w, "number", m->number);
	ndjson_add_step(w, run, m->file, m->line, m->is_main);
	/* The median of a whole run is none of its shards' medians. */
	if (run->shard.total && m->within) {
		json_add_text(w, "within", m->within);
		json_add_integer(w, "limit", m->limit_ns);
		json_add_integer(w, "slack", m->slack_ns);
	}
	json_end_object(w);
}

static void
add_matches(
    struct json_writer *w, const struct run_facts *run, const struct outcome *o)
{
	json_begin_list(w, "matches");
	for (unsigned i = 0; i < o->match_count; i++)
		add_match(w, run, &o->matches[i]);
	json_end_list(w);
}

static void
add_number(struct json_writer *w, const char *key, unsigned number)
{
	if (number)
		json_add_integer(w, key, number);
}

/* Only what there is of it. */
static void
add_place(struct json_writer *w, const struct run_facts *run,
    const struct finding_place *p)
{
	if (!finding_is_placed(p))
		return;
	json_begin_object(w, "place");
	add_number(w, "after", p->after);
	add_number(w, "first", p->first);
	add_number(w, "observed", p->observed);
	add_number(w, "behind", p->behind);
	add_number(w, "preamble", p->preamble);
	if (p->message) {
		json_begin_object(w, "expected");
		json_add_text(w, "party", p->party);
		json_add_text(w, "message", p->message);
		json_add_text(w, "protocol", p->protocol);
		json_add_boolean(w, "ghost", p->is_ghost);
		ndjson_add_file(w, run, p->file);
		json_add_integer(w, "line", p->line);
		json_end_object(w);
	}
	json_end_object(w);
}

static void
add_difference(struct json_writer *w, const struct finding_difference *d)
{
	if (!d->what)
		return;
	json_begin_object(w, "difference");
	json_add_text(w, "what", d->what);
	json_add_text(w, "expected", d->expected);
	json_add_text(w, "observed", d->observed);
	json_end_object(w);
}

static void
add_sketch_line(struct json_writer *w, const struct sketch_line *line)
{
	json_begin_object(w, NULL);
	json_add_text(w, "kind", sketch_kind_name(line->kind));
	json_add_text(w, "party", line->party);
	json_add_text(w, "text", line->text);
	json_add_text(w, "protocol", line->protocol);
	if (line->note && *line->note)
		json_add_text(w, "note", line->note);
	if (line->forbidden)
		json_add_boolean(w, "forbidden", true);
	if (line->is_marked)
		json_add_boolean(w, "marked", true);
	if (line->line)
		json_add_integer(w, "line", line->line);
	json_end_object(w);
}

static void
add_expected(struct json_writer *w, const struct sketch *expected)
{
	json_begin_object(w, "expected");
	json_add_text(w, "title", expected->title);
	json_begin_list(w, "lines");
	for (size_t i = 0; i < expected->lines.count; i++)
		add_sketch_line(w, &expected->lines.items[i]);
	json_end_list(w);
	if (expected->words.count)
		json_begin_list(w, "words");
	for (size_t i = 0; i < expected->words.count; i++)
		json_add_text(w, NULL, expected->words.items[i]);
	if (expected->words.count)
		json_end_list(w);
	json_end_object(w);
}

static void
add_blamed(struct json_writer *w, const struct blamed_case *blamed)
{
	if (!blamed->phase)
		return;
	json_begin_object(w, "preamble");
	json_add_text(w, "phase", blamed->phase);
	json_add_text(w, "name", blamed->name);
	json_end_object(w);
}

void
ndjson_add_outcome(struct json_writer *w, const struct run_event *event)
{
	const struct outcome *o = event->outcome;
	json_add_text(w, "suite", event->test->suite);
	json_add_text(w, "phase", event->test->phase);
	json_add_text(w, "name", event->test->name);
	json_add_text(w, "verdict", verdict_name(o->verdict));
	json_add_text(w, "finding", finding_name(o->finding));
	json_add_text(w, "sentence", o->sentence);
	json_add_text(w, "detail", o->detail);
	add_blamed(w, &o->blamed);
	json_add_text(w, "seenIn", o->seen_in);
	json_add_integer(w, "duration", o->duration_ns);
	json_add_integer(w, "lag", o->lag_ns);
	if (o->path_delay_ns)
		json_add_integer(w, "pathDelay", o->path_delay_ns);
	add_matches(w, event->run, o);
	add_place(w, event->run, &o->place);
	add_difference(w, &o->difference);
	if (event->expected)
		add_expected(w, event->expected);
}
