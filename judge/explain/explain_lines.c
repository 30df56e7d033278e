/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lines below the sentence: what it comes after, what was expected and
 * what was observed.
 */
#include "core/escape.h"
#include "core/text/duration.h"
#include "judge/explain/explanation.h"
#include "judge/record.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DETAIL_MAX_BYTES 32768

/* A line of the comparison; columns are aligned over all lines. */
struct line {
	const char *label; /* "request", "after", "expected", "observed" */
	char *position;    /* "#7  0.412 s", or "" */
	char *route;       /* "server → agent1" */
	char *message;     /* escaped */
	char *rest;
};

#define MAX_LINES 5

struct lines {
	const struct explanation *x;
	struct line lines[MAX_LINES];
	unsigned count;
};

static struct line *
add_line(struct lines *s, const char *label, bool from_server, unsigned party,
    const char *message)
{
	const struct explanation *x = s->x;
	struct line *l = &s->lines[s->count++];
	struct buf name;
	buf_init(&name, EXPLAIN_LINE_MAX_BYTES);
	escape_line(&name, message, strlen(message));
	*l = (struct line){ .label = label, .message = buf_take(&name) };
	l->route = from_server
	    ? mem_printf("server → %s", party_name(x, party))
	    : mem_printf("%s → server", party_name(x, party));
	return l;
}

static char *
record_position(const struct explanation *x, const struct record *r)
{
	char seconds[DURATION_TEXT_SIZE], number[16] = "";
	if (r->number)
		snprintf(number, sizeof(number), "#%u", r->number);
	return mem_printf("%-3s %s s", number,
	    duration_print_s(seconds, r->time_ns - x->m->start_ns));
}

/* The attribute in which the two sides differ, if it is one. */
static void
add_attribute(const struct explanation *x, bool is_expected, struct buf *b)
{
	struct finding_difference d;
	if (x->d.finding != FINDING_WRONG_ATTRIBUTE)
		return;
	explain_difference(x, &d);
	buf_printf(b, "%s %s  ", d.what, is_expected ? d.expected : d.observed);
	finding_difference_clear(&d);
}

static void
add_record_rest(
    const struct explanation *x, const struct record *r, struct buf *b)
{
	if (record_reference(r) >= 0)
		buf_printf(b, "ref %" PRId64 "  ", record_reference(r));
	if (!r->is_stimulus && r->protocol[0]) {
		escape_line(b, r->protocol, strlen(r->protocol));
		buf_add_text(b, r->is_derived ? " (derived)  " : "  ");
	}
	if (x->d.record >= 0 && r == record_at(x, x->d.record))
		add_attribute(x, false, b);
	const char *text = match_record_text(x->m, r);
	if (text && text[0])
		escape_quoted(b, text, strlen(text), EXPLAIN_VALUE_CHARACTERS);
}

static void
add_record_line(struct lines *s, const char *label, int record)
{
	const struct explanation *x = s->x;
	const struct record *r = record_at(x, record);
	struct line *l =
	    add_line(s, label, !r->is_stimulus, r->party, match_record_name(r));
	struct buf b;
	buf_init(&b, EXPLAIN_LINE_MAX_BYTES);
	add_record_rest(x, r, &b);
	l->position = record_position(x, r);
	l->rest = buf_take(&b);
}

static void
add_answered(
    const struct explanation *x, const struct pattern_event *e, struct buf *b)
{
	const struct config *c = &x->m->configs[0];
	if (e->answers < 0)
		return;
	buf_printf(b, "answers %s", event_at(x, e->answers)->step->id);
	if (bits_has(c->set, (unsigned)e->answers))
		buf_printf(b, " (ref %" PRId64 ")",
		    record_reference(record_at(x, c->at[e->answers])));
	buf_add_text(b, "  ");
}

static void
add_event_line(struct lines *s, int event)
{
	const struct explanation *x = s->x;
	const struct pattern_event *e = event_at(x, event);
	struct line *l = add_line(
	    s, "expected", !event_is_stimulus(e->kind), e->party, e->name);
	struct buf b;
	buf_init(&b, EXPLAIN_LINE_MAX_BYTES);
	add_answered(x, e, &b);
	if (e->kind == EVENT_RECEIVE && e->step->protocol[0])
		buf_printf(&b, "%s  ", e->step->protocol);
	if (event == x->d.event)
		add_attribute(x, true, &b);
	buf_printf(&b, "%s:%u", explain_file(e->fixture), e->step->at.line);
	l->position = mem_strdup("");
	l->rest = buf_take(&b);
}

/*
 * What the runner did last before the observation, or at all; and before that,
 * the request that the finding is about, if that is another one.
 */
static void
add_stimulus_lines(struct lines *s)
{
	const struct explanation *x = s->x;
	int request = explain_request(x);
	int i = explain_last_stimulus(x);
	if (request >= 0 && request != i)
		add_record_line(s, "request", request);
	if (i >= 0)
		add_record_line(s, "after", i);
}

static void
add_lines(struct lines *s)
{
	const struct explanation *x = s->x;
	const struct divergence *d = &x->d;
	add_stimulus_lines(s);
	bool is_cause;
	int expected = explain_wanted(x, &is_cause);
	if (expected >= 0)
		add_event_line(s, expected);
	if (d->finding == FINDING_DUPLICATE || d->answer == ANSWER_SECOND)
		add_record_line(s, "first", d->other);
	if (d->answer == ANSWER_WITH_EFFECT)
		add_record_line(s, "answered", d->other);
	if (d->record >= 0)
		add_record_line(s, "observed", d->record);
	if (d->answer == ANSWER_BESIDES)
		add_record_line(s, "as well", d->other);
}

static int
wider(int width, const char *text)
{
	int length = (int)utf8_length(text);
	return length > width ? length : width;
}

static void
add_column(struct buf *b, const char *text, int width)
{
	buf_add_text(b, text);
	buf_pad(b, ' ', width - (int)utf8_length(text) + 2);
}

static char *
print_lines(const struct lines *s)
{
	int position = 0, route = 0, message = 0;
	struct buf b;
	buf_init(&b, DETAIL_MAX_BYTES);
	for (unsigned i = 0; i < s->count; i++) {
		position = wider(position, s->lines[i].position);
		route = wider(route, s->lines[i].route);
		message = wider(message, s->lines[i].message);
	}
	for (unsigned i = 0; i < s->count; i++) {
		const struct line *l = &s->lines[i];
		add_column(&b, l->label, 8);
		add_column(&b, l->position, position);
		add_column(&b, l->route, route);
		add_column(&b, l->message, message);
		buf_add_text(&b, l->rest);
		while (b.size && b.bytes[b.size - 1] == ' ')
			b.bytes[--b.size] = '\0';
		buf_add_char(&b, '\n');
	}
	return buf_take(&b);
}

char *
explain_lines(const struct explanation *x)
{
	struct lines s = { .x = x };
	add_lines(&s);
	char *text = print_lines(&s);
	for (unsigned i = 0; i < s.count; i++) {
		free(s.lines[i].position);
		free(s.lines[i].route);
		free(s.lines[i].message);
		free(s.lines[i].rest);
	}
	return text;
}
