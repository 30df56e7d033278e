/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/option/fixture_sketch.h"

#include <string.h>

#define NOTE_MAX_BYTES ((size_t)1 << 10)

struct drawing {
	const struct fixture_sketch_source *choice;
	const struct cast *cast;
	bool is_preamble;
	struct sketch *into;
	const struct finding_place *finding; /* or NULL */
	bool forbidden;                      /* inside an <absent> */
};

static void draw_step(const struct drawing *d, const struct step *s);

static bool
holds(const struct drawing *d, const struct step *s)
{
	return suite_condition_holds(
	    d->choice->suite, d->choice->target, s->when);
}

/* A further part of a note or title. */
static void
add_gap(struct buf *b)
{
	if (b->size > 0)
		buf_add_text(b, ", ");
}

/* As written, without the braces around names of timers. */
static void
add_time(struct buf *b, const char *word, const struct time_sum *t)
{
	if (!t->given)
		return;
	add_gap(b);
	buf_printf(b, "%s ", word);
	for (const char *c = t->text; *c; c++)
		if (*c != '{' && *c != '}')
			buf_add_char(b, *c);
}

static void
add_window(struct buf *b, const struct window *w)
{
	add_time(b, "not before", w->not_before);
	add_time(b, "within", w->within);
	if (w->since)
		buf_printf(b, " since %s", w->since);
}

/* "R1=late: The request ...": once, below the diagram. */
static void
explain_choice(const struct drawing *d, const char *name)
{
	const struct reading *r = suite_find_reading(d->choice->suite, name);
	const char *value =
	    suite_choice(d->choice->suite, d->choice->target, name);
	const char *meaning = r && value ? reading_meaning(r, value) : NULL;
	if (!r || !value)
		return;
	char *text =
	    mem_printf("%s=%s: %s", name, value, meaning ? meaning : r->title);
	sketch_explain(d->into, text);
	free(text);
}

static void
add_condition(
    const struct drawing *d, struct buf *b, const struct condition *when)
{
	if (!when->reading)
		return;
	explain_choice(d, when->reading);
	add_gap(b);
	buf_printf(b, "by %s=", when->reading);
	for (size_t i = 0; i < when->values.count; i++)
		buf_printf(b, "%s%s", i ? "|" : "", when->values.items[i]);
}

static void
add_note(const struct drawing *d, struct buf *b, const struct step *s)
{
	if (s->id)
		buf_printf(b, "(%s)", s->id);
	if (s->answers) {
		add_gap(b);
		buf_printf(b, "answers %s", s->answers);
	}
	if (s->due_later || s->owed) {
		add_gap(b);
		buf_add_text(
		    b, s->owed ? "due now, unless it has come" : "or later");
	}
	add_window(b, &s->window);
	add_condition(d, b, s->when);
}

/* The line may be played several times, by others. */
static bool
is_marked(const struct drawing *d, const struct step *s)
{
	const struct finding_place *f = d->finding;
	return f && f->file && f->party && f->line == s->at.line &&
	    strcmp(f->file, s->at.source->name) == 0 &&
	    strcmp(f->party, cast_actual(d->cast, s->party)) == 0;
}

static void
draw_message(const struct drawing *d, const struct step *s)
{
	struct buf note;
	struct sketch_line line = { .kind = SKETCH_RECEIVE,
		.party = cast_actual(d->cast, s->party),
		.forbidden = d->forbidden,
		.protocol = s->protocol,
		.text = s->message,
		.line = s->at.line,
		.is_marked = is_marked(d, s) };
	buf_init(&note, NOTE_MAX_BYTES);
	add_note(d, &note, s);
	line.note = buf_text(&note);
	if (s->kind == STEP_SEND) {
		line.kind = SKETCH_SEND;
	} else if (s->kind == STEP_DISCONNECT) {
		line.kind = SKETCH_DISCONNECT;
		line.text = "disconnects";
	} else if (s->kind == STEP_CLOSED) {
		line.kind = SKETCH_DISCONNECT;
		line.text = "is disconnected by the server";
	}
	sketch_add(d->into, &line);
	buf_free(&note);
}

static void
add_edge(const struct drawing *d, enum sketch_kind kind, const char *title)
{
	sketch_add(
	    d->into, &(struct sketch_line){ .kind = kind, .text = title });
}

static size_t
count_held(const struct drawing *d, const struct step *s)
{
	size_t count = 0;
	for (size_t i = 0; i < s->children.count; i++)
		count += holds(d, s->children.items[i]);
	return count;
}

static void
draw_children(const struct drawing *d, const struct step *s)
{
	for (size_t i = 0; i < s->children.count; i++)
		draw_step(d, s->children.items[i]);
}

/* "invitation-accepted/two-agents (agent2 is agent3)" */
static void
add_name(const struct fixture_case *test, bool as_preamble,
    const struct cast *cast, struct buf *into)
{
	const char *const *names = party_names();
	unsigned own = as_preamble ? test->parties_as_preamble : test->parties;
	const char *gap = " (";
	buf_printf(into, "%s/%s", test->fixture->phase, test->name);
	for (unsigned i = 0; i < CAST_SIZE; i++) {
		if (!(own >> i & 1) || cast->actual[i] == i)
			continue;
		buf_printf(
		    into, "%s%s is %s", gap, names[i], names[cast->actual[i]]);
		gap = ", ";
	}
	if (*gap == ',')
		buf_add_char(into, ')');
}

static void
add_played(const struct drawing *d, struct buf *b, const struct step *s)
{
	struct cast cast = cast_compose(d->cast, &s->cast);
	buf_add_text(b, "as in ");
	add_name(s->played->target, true, &cast, b);
}

/* What a block says about its children. */
static void
add_meaning(const struct drawing *d, struct buf *b, const struct step *s)
{
	switch (s->kind) {
	case STEP_SEQ:
		buf_add_text(b, "in this order at each party");
		break;
	case STEP_STRICT:
		buf_add_text(b, "in this order across parties");
		break;
	case STEP_ALL:
		buf_add_text(b, "all, in any order");
		break;
	case STEP_OPTIONAL:
		buf_add_text(b, "optional");
		break;
	case STEP_REPEAT:
		buf_printf(b, "%u to %u times", s->min, s->max);
		break;
	case STEP_WHILE:
		buf_add_text(b, "while the server's timer runs");
		break;
	case STEP_ABSENT:
		buf_add_text(b, "absent: none of these");
		break;
	case STEP_CHOICE:
		buf_add_text(b, "choice");
		break;
	case STEP_PLAY:
		add_played(d, b, s);
		break;
	case STEP_PROBE:
		buf_printf(b, "probe that %s", s->that);
		break;
	case STEP_SEND:
	case STEP_DISCONNECT:
	case STEP_RECEIVE:
	case STEP_CLOSED:
	case STEP_DUE:
		break;
	}
}

static void
add_title(const struct drawing *d, struct buf *b, const struct step *s)
{
	add_meaning(d, b, s);
	add_window(b, &s->window);
	add_condition(d, b, s->when);
}

static bool
is_sequence(const struct step *s)
{
	return s->kind == STEP_SEQ || s->kind == STEP_STRICT ||
	    s->kind == STEP_ALL;
}

/* Around one step alone, an order without a time says nothing. */
static bool
is_plain(const struct drawing *d, const struct step *s)
{
	const struct window *w = &s->window;
	return is_sequence(s) && count_held(d, s) < 2 && !w->within->given &&
	    !w->not_before->given && !s->when->reading;
}

static void
draw_block(const struct drawing *d, const struct step *s)
{
	struct buf title;
	struct drawing below = *d;
	if (is_plain(d, s)) {
		draw_children(d, s);
		return;
	}
	if (count_held(d, s) == 0)
		return;
	buf_init(&title, NOTE_MAX_BYTES);
	add_title(d, &title, s);
	below.forbidden |= s->kind == STEP_ABSENT;
	add_edge(d, SKETCH_OPEN, buf_text(&title));
	draw_children(&below, s);
	add_edge(d, SKETCH_CLOSE, NULL);
	buf_free(&title);
}

/* "choice, either: all, in any order", then "or: ..." */
static void
add_branch_title(const struct drawing *d, const struct step *choice,
    const struct step *s, unsigned number, struct buf *b)
{
	if (number == 0) {
		add_title(d, b, choice);
		add_gap(b);
	}
	buf_add_text(b, number == 0 ? "either" : "or");
	if (!is_sequence(s) || is_plain(d, s))
		return;
	buf_add_text(b, ": ");
	add_title(d, b, s);
}

/* A branch has the place between two divisions instead of a frame. */
static void
draw_branch(const struct drawing *d, const struct step *choice,
    const struct step *s, unsigned number)
{
	struct buf title;
	buf_init(&title, NOTE_MAX_BYTES);
	add_branch_title(d, choice, s, number, &title);
	add_edge(
	    d, number == 0 ? SKETCH_OPEN : SKETCH_DIVIDE, buf_text(&title));
	if (is_sequence(s))
		draw_children(d, s);
	else
		draw_step(d, s);
	buf_free(&title);
}

static void
draw_choice(const struct drawing *d, const struct step *s)
{
	unsigned number = 0;
	for (size_t i = 0; i < s->children.count; i++)
		if (holds(d, s->children.items[i]))
			draw_branch(d, s, s->children.items[i], number++);
	if (number > 0)
		add_edge(d, SKETCH_CLOSE, NULL);
}

static void
draw_step(const struct drawing *d, const struct step *s)
{
	if (!holds(d, s))
		return;
	switch (s->kind) {
	case STEP_SEND:
	case STEP_DISCONNECT:
	case STEP_RECEIVE:
	case STEP_CLOSED:
	case STEP_DUE:
		draw_message(d, s);
		break;
	case STEP_CHOICE:
		draw_choice(d, s);
		break;
	case STEP_SEQ:
	case STEP_STRICT:
	case STEP_ALL:
	case STEP_OPTIONAL:
	case STEP_REPEAT:
	case STEP_WHILE:
	case STEP_ABSENT:
	case STEP_PLAY:
		draw_block(d, s);
		break;
	case STEP_PROBE:
		if (!d->is_preamble)
			draw_block(d, s);
		break;
	}
}

void
fixture_sketch_draw(const struct fixture_sketch_source *choice,
    const struct performance *p, const struct finding_place *finding,
    struct sketch *into)
{
	struct drawing d = { .choice = choice,
		.cast = &p->cast,
		.is_preamble = p->is_preamble,
		.into = into,
		.finding = finding };
	draw_children(&d, p->test->body);
}

void
fixture_sketch_name(const struct performance *p, struct buf *into)
{
	add_name(p->test, p->is_preamble, &p->cast, into);
}
