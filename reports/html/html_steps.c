/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/html/html_steps.h"

#include "core/clock.h"
#include "core/escape.h"
#include "core/mem.h"
#include "core/source.h"
#include "record/transcript.h"

#include <stdlib.h>
#include <string.h>

#define TEXT_MAX_BYTES ((size_t)4 << 10)
#define LABEL_MAX_BYTES ((size_t)2 << 10)
#define NAME_CHARACTERS_MAX 60
/* The largest integer that a script can distinguish from its neighbours. */
#define SCRIPT_INTEGER_MAX (INT64_C(1) << 53)

/* --- JSON inside of a page --- */

/* Most texts are names, and stay as they are. */
static bool
is_plain(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (text[i] < ' ' || text[i] > '~' || text[i] == '\\')
			return false;
	return true;
}

void
html_add_string(struct json_writer *w, const char *text)
{
	size_t size = strlen(text);
	struct buf legal;
	if (is_plain(text, size)) {
		json_add_characters(w, NULL, text, size);
		return;
	}
	buf_init(&legal, SIZE_MAX / 2);
	escape_xml_legal(&legal, text, size);
	json_add_characters(w, NULL, buf_text(&legal), legal.size);
	buf_free(&legal);
}

/* --- labels --- */

static void
add_name(struct json_writer *w, const char *name)
{
	struct buf b;
	size_t size = strlen(name);
	if (size <= NAME_CHARACTERS_MAX && is_plain(name, size)) {
		html_add_string(w, name);
		return;
	}
	buf_init(&b, LABEL_MAX_BYTES);
	if (size <= NAME_CHARACTERS_MAX)
		escape_line(&b, name, size);
	else
		escape_quoted(&b, name, size, NAME_CHARACTERS_MAX);
	html_add_string(w, buf_text(&b));
	buf_free(&b);
}

static unsigned
add_label(struct html_strings *strings, const char *party, enum html_kind kind,
    const char *protocol, const char *name)
{
	struct buf label;
	struct json_writer w = { .into = &label, .is_in_markup = true };
	buf_init(&label, LABEL_MAX_BYTES);
	json_begin_list(&w, NULL);
	add_name(&w, party);
	json_add_integer(&w, NULL, kind);
	add_name(&w, protocol);
	add_name(&w, name);
	json_end_list(&w);
	unsigned number = label.truncated
	    ? 0
	    : string_table_add(&strings->labels, label.bytes);
	buf_free(&label);
	return number;
}

static unsigned
add_place(struct html_strings *strings, const char *file, unsigned line)
{
	char *text = mem_printf("%s:%u", source_file_name(file), line);
	unsigned number = string_table_add(&strings->places, text);
	free(text);
	return number + 1;
}

void
html_strings_init(struct html_strings *p)
{
	add_label(p, "server", HTML_RECEIVED, "", "one of too many names");
	string_table_add(&p->places, "one of too many places");
}

void
html_strings_free(struct html_strings *p)
{
	string_table_free(&p->labels);
	string_table_free(&p->places);
}

/* --- collecting --- */

static unsigned
label_observation(struct html_strings *strings, const char *party,
    const struct observation *o)
{
	switch (o->kind) {
	case OBSERVED_MESSAGE:
		return add_label(strings, party, HTML_RECEIVED, o->protocol,
		    message_name(o->message));
	case OBSERVED_MALFORMED:
		return add_label(
		    strings, party, HTML_MALFORMED, "", "malformed frame");
	case OBSERVED_DISCONNECTED:
		return add_label(
		    strings, party, HTML_DISCONNECTED, "", "disconnected");
	}
	return 0;
}

static unsigned
label_stimulus(struct html_strings *strings, const struct run_event *event)
{
	const struct message *m = event->stimulus.message;
	if (!m)
		return add_label(
		    strings, event->party, HTML_DISCONNECTS, "", "disconnects");
	return add_label(strings, event->party, HTML_SENT,
	    event->stimulus.protocol ? event->stimulus.protocol : "",
	    message_name(m));
}

static char *
text_of(const struct run_event *event)
{
	struct buf b;
	buf_init(&b, TEXT_MAX_BYTES);
	transcript_add_content(&b, event);
	const char *text = buf_text(&b);
	char *copy = NULL;
	text += strspn(text, " ");
	if (*text)
		copy = mem_strdup(text);
	buf_free(&b);
	return copy;
}

void
html_steps_take(struct html_steps *s, const struct run_event *event,
    struct html_strings *strings)
{
	const struct observation *o = event->observation;
	bool is_sent = event->kind == RUN_STIMULUS;
	const struct message *m =
	    is_sent ? event->stimulus.message : o->message;
	struct html_step step = { .time_ns = event->case_time_ns,
		.number = is_sent ? event->stimulus.number : o->number,
		.is_sent = is_sent,
		.reference = -1 };
	if (step.number == 0)
		return;
	if (s->items.count >= HTML_STEPS_MAX) {
		s->dropped++;
		return;
	}
	step.label = is_sent ? label_stimulus(strings, event)
			     : label_observation(strings, event->party, o);
	if (m && message_integer(m, "referenceId", &step.reference) &&
	    (step.reference < 0 || step.reference > SCRIPT_INTEGER_MAX))
		step.reference = -1;
	step.text = text_of(event);
	vec_push(&s->items, step);
}

/* --- the finding --- */

/* The position after the step of that number; 0: no such step. */
static size_t
find_behind(const struct html_steps *s, unsigned number)
{
	for (size_t i = 0; number && i < s->items.count; i++)
		if (s->items.items[i].number == number)
			return i + 1;
	return 0;
}

static void
mark_step(struct html_steps *s, unsigned number, enum html_mark mark)
{
	size_t behind = find_behind(s, number);
	if (behind)
		s->items.items[behind - 1].mark = mark;
}

/* Which lines of fixtures the messages were taken for; both are in order. */
static void
note_matches(
    struct html_steps *s, const struct outcome *o, struct html_strings *strings)
{
	unsigned k = 0;
	for (size_t i = 0; i < s->items.count; i++) {
		struct html_step *step = &s->items.items[i];
		while (
		    k < o->match_count && o->matches[k].number < step->number)
			k++;
		if (k == o->match_count || o->matches[k].number != step->number)
			continue;
		step->place =
		    add_place(strings, o->matches[k].file, o->matches[k].line);
		step->is_main = o->matches[k].is_main;
	}
}

/* As in the ladder of the console: where it was seen not to have come. */
static size_t
place_of_ghost(const struct html_steps *s, const struct finding_place *p)
{
	size_t at = find_behind(s, p->behind);
	return p->behind && !at ? s->items.count : at;
}

static void
insert_ghost(
    struct html_steps *s, const struct outcome *o, struct html_strings *strings)
{
	const struct finding_place *p = &o->place;
	size_t at = place_of_ghost(s, p);
	struct html_step ghost = { .mark = HTML_GHOST, .reference = -1 };
	ghost.label = add_label(
	    strings, p->party, HTML_RECEIVED, p->protocol, p->message);
	ghost.place = add_place(strings, p->file, p->line);
	ghost.is_main = true;
	ghost.time_ns = at ? s->items.items[at - 1].time_ns : 0;
	vec_push(&s->items, ghost);
	memmove(&s->items.items[at + 1], &s->items.items[at],
	    (s->items.count - 1 - at) * sizeof(ghost));
	s->items.items[at] = ghost;
}

/* How many steps belong to the preambles, which a reader may skip. */
static size_t
count_preamble(const struct html_steps *s, const struct outcome *o)
{
	size_t at = 0;
	if (outcome_blames_server(o) && o->verdict == VERDICT_INCONCLUSIVE)
		return 0;
	while (at < s->items.count && !s->items.items[at].is_main &&
	    !s->items.items[at].mark)
		at++;
	if (at == s->items.count)
		return 0;
	while (at > 0 && !s->items.items[at - 1].is_sent)
		at--;
	while (at > 0 && s->items.items[at - 1].is_sent)
		at--;
	return at;
}

/* --- writing --- */

/* The last significant member; the first two are always written. */
static unsigned
count_members(const struct html_step *step, bool has_text)
{
	return has_text            ? 7
	    : step->mark           ? 6
	    : step->reference >= 0 ? 5
	    : step->place          ? 4
	    : step->number         ? 3
				   : 2;
}

static void
add_step(struct json_writer *w, const struct html_step *step, int64_t ms,
    bool has_text)
{
	unsigned count = count_members(step, has_text);
	json_begin_list(w, NULL);
	json_add_integer(w, NULL, step->label);
	json_add_integer(w, NULL, ms);
	if (count > 2)
		json_add_integer(w, NULL, step->number);
	if (count > 3)
		json_add_integer(w, NULL, step->place);
	if (count > 4 && step->reference >= 0)
		json_add_integer(w, NULL, step->reference);
	else if (count > 4)
		json_add_null(w, NULL);
	if (count > 5)
		json_add_integer(w, NULL, step->mark);
	if (count > 6)
		html_add_string(w, step->text);
	json_end_list(w);
}

/* Details are worth most where something is wrong, so those have a share of
 * their own. */
static bool
takes_text(const struct html_step *step, size_t *share)
{
	size_t size = step->text ? strlen(step->text) : 0;
	if (size == 0 || size > *share)
		return false;
	*share -= size;
	return true;
}

static void
add_steps(struct json_writer *w, const struct html_steps *s, size_t *share)
{
	int64_t before_ms = 0;
	json_begin_list(w, NULL);
	for (size_t i = 0; i < s->items.count; i++) {
		const struct html_step *step = &s->items.items[i];
		int64_t ms = step->time_ns / NS_PER_MS;
		add_step(w, step, ms - before_ms, takes_text(step, share));
		before_ms = ms;
	}
	json_end_list(w);
}

void
html_steps_print(struct html_steps *s, const struct outcome *outcome,
    struct html_strings *strings, struct html_budget *budget, struct buf *into)
{
	struct json_writer w = { .into = into, .is_in_markup = true };
	size_t preamble = 0;
	bool passed = outcome && verdict_is_pass(outcome->verdict);
	if (outcome) {
		note_matches(s, outcome, strings);
		mark_step(s, outcome->place.first, HTML_FIRST);
		mark_step(s, outcome->place.observed, HTML_WRONG);
		if (outcome->place.message)
			insert_ghost(s, outcome, strings);
		preamble = count_preamble(s, outcome);
	}
	json_begin_list(&w, NULL);
	json_add_integer(&w, NULL, (int64_t)preamble);
	json_add_integer(&w, NULL, (int64_t)s->dropped);
	add_steps(&w, s, passed ? &budget->passed : &budget->others);
	json_end_list(&w);
	html_steps_free(s);
}

void
html_steps_free(struct html_steps *s)
{
	for (size_t i = 0; i < s->items.count; i++)
		free(s->items.items[i].text);
	vec_free(&s->items);
	s->dropped = 0;
}
