/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/run/stepper_view.h"

#include "core/clock.h"
#include "core/escape.h"
#include "core/text/duration.h"
#include "core/text/wrap.h"

#include <stdio.h>
#include <string.h>

/* With what may come next, one screen. */
#define LADDER_ITEMS_SHOWN 8
#define PROSPECTS_SHOWN 12
/* "  reporting ". */
#define LABEL_COLUMNS 12
#define TEXT_MAX_BYTES ((size_t)4 << 10)

enum key_command
key_command_of(char key)
{
	switch (key) {
	case '\r':
	case '\n':
	case ' ':
	case 'n':
		return KEY_NEXT;
	case 'u':
		return KEY_UNTIL;
	case 's':
		return KEY_SEND;
	case 'f':
		return KEY_FINDING;
	case 'c':
		return KEY_CONTINUE;
	case 'l':
		return KEY_LADDER;
	case '?':
	case 'h':
		return KEY_HELP;
	case 'q':
		return KEY_QUIT;
	}
	return KEY_UNKNOWN;
}

bool
stepper_halts(struct step_plan *plan, enum step_moment moment)
{
	bool is_stimulus = moment == MOMENT_SEND;
	switch (plan->command) {
	case KEY_CONTINUE:
	case KEY_QUIT:
		return false;
	case KEY_FINDING:
		return moment == MOMENT_FINDING;
	case KEY_UNTIL:
		return is_stimulus;
	case KEY_SEND:
		if (is_stimulus)
			plan->command = KEY_NEXT;
		return false;
	case KEY_NEXT:
	case KEY_LADDER:
	case KEY_HELP:
	case KEY_UNKNOWN:
		break;
	}
	return true;
}

static void
add_text(struct buf *into, const char *text)
{
	escape_line(into, text, strlen(text));
}

/* "1.95 s": as fine as it matters here. */
static void
add_left(struct buf *into, const char *word, int64_t ns)
{
	char left[DURATION_TEXT_SIZE];
	buf_printf(
	    into, "%s %s", word, duration_print(left, ns - ns % NS_PER_MS));
}

static const char *
party_of(const struct sighting *s, const struct pattern_event *e)
{
	return s->pattern->parties.items[e->party].name;
}

static const char *
file_of(const struct pattern_event *e)
{
	return source_file_name(e->fixture->source->path);
}

static void
add_answered(
    const struct sighting *s, const struct pattern_event *e, struct buf *into)
{
	if (e->answers < 0)
		return;
	buf_printf(into, "answers %s, ",
	    s->pattern->events.items[e->answers].step->id);
}

/* "not before 300 ms, within 1.95 s". */
static void
add_window(const struct sighting *s, const struct match_prospect *next,
    struct buf *into)
{
	if (next->from_ns > s->now_ns) {
		add_left(into, "not before", next->from_ns - s->now_ns);
		buf_add_text(into, ", ");
	}
	if (next->until_ns == TIME_NEVER_NS)
		buf_add_text(into, "at any time");
	else if (next->until_ns < s->now_ns)
		buf_add_text(into, "overdue");
	else
		add_left(into, "within", next->until_ns - s->now_ns);
	if (!next->is_sure)
		buf_add_text(into, ", perhaps");
}

static void
add_place(const struct pattern_event *e, struct buf *into)
{
	buf_printf(into, "  %s:%u", file_of(e), e->step->at.line);
}

/* Everything but the party. */
static void
add_event(const struct sighting *s, const struct match_prospect *next,
    struct buf *into)
{
	const struct pattern_event *e = &s->pattern->events.items[next->event];
	switch (e->kind) {
	case EVENT_RECEIVE:
		buf_printf(into, "gets %s  %s  ", e->name, e->step->protocol);
		add_answered(s, e, into);
		add_window(s, next, into);
		break;
	case EVENT_SEND:
		buf_printf(into, "sends %s", e->name);
		if (next->from_ns > s->now_ns)
			add_left(
			    into, "  not before", next->from_ns - s->now_ns);
		break;
	case EVENT_DISCONNECT:
		buf_add_text(into, "disconnects");
		break;
	case EVENT_WAIT:
		buf_add_text(into, "gets nothing that <absent> lists  ");
		add_window(s, next, into);
		break;
	case EVENT_BAN:
		break;
	}
	add_place(e, into);
}

static void
add_prospect(const struct step_picture *p, const struct match_prospect *next,
    struct buf *into)
{
	const struct sighting *s = p->sighting;
	const struct pattern_event *e = &s->pattern->events.items[next->event];
	char label[LABEL_COLUMNS + 1];
	struct buf text;
	snprintf(label, sizeof(label), "  %s",
	    e->kind == EVENT_WAIT ? "nobody" : party_of(s, e));
	buf_init(&text, TEXT_MAX_BYTES);
	add_event(s, next, &text);
	wrap_labelled(label, LABEL_COLUMNS, buf_text(&text), p->width, into);
	buf_free(&text);
}

/* Before a stimulus, what else may come: the stimulus has been printed. */
static bool
is_told(const struct sighting *s, const struct match_prospect *next)
{
	return s->fact->kind == RUN_STIMULUS &&
	    event_is_stimulus(s->pattern->events.items[next->event].kind);
}

/* Returns how many there are to print. */
static unsigned
list_prospects(const struct step_picture *p, const struct match_prospect *next,
    unsigned count, struct buf *into)
{
	unsigned told = 0;
	for (unsigned i = 0; i < count; i++) {
		if (is_told(p->sighting, &next[i]))
			continue;
		if (told == 0)
			buf_add_text(into, "may come next:\n");
		if (told++ < PROSPECTS_SHOWN)
			add_prospect(p, &next[i], into);
	}
	return told;
}

static void
add_prospects(const struct step_picture *p, struct buf *into)
{
	const struct match *m = p->sighting->match;
	struct match_prospect next[PATTERN_MAX_EVENTS];
	unsigned count = match_prospects(m, next);
	if (match_has_diverged(m)) {
		buf_add_text(into,
		    "the verdict is certain: what still comes is evidence\n");
		return;
	}
	unsigned told = list_prospects(p, next, count, into);
	if (told > PROSPECTS_SHOWN)
		buf_printf(into, "  and %u more\n", told - PROSPECTS_SHOWN);
	if (told == 0)
		buf_add_text(into,
		    count ? "nothing may come before it\n"
			  : "nothing may come any more: everything is "
			    "complete\n");
}

/* "halted before #25, at 0.034 s: agent2 sends RequestReject". */
static void
add_title(const struct sighting *s, struct buf *into)
{
	const struct run_event *f = s->fact;
	char time[DURATION_TEXT_SIZE];
	bool is_stimulus = f->kind == RUN_STIMULUS;
	if (f->kind == RUN_QUIET) {
		buf_printf(into, "halted at %s s: what was due has not come\n",
		    duration_print_s(time, f->case_time_ns));
		return;
	}
	buf_printf(into, "halted %s #%u, at %s s: %s ",
	    is_stimulus ? "before" : "after",
	    is_stimulus ? f->stimulus.number : f->observation->number,
	    duration_print_s(time, f->case_time_ns), f->party);
	if (is_stimulus && !f->stimulus.message) {
		buf_add_text(into, "disconnects");
	} else if (is_stimulus) {
		buf_add_text(into, "sends ");
		add_text(into, message_name(f->stimulus.message));
	} else if (f->observation->kind == OBSERVED_MESSAGE) {
		buf_add_text(into, "got ");
		add_text(into, message_name(f->observation->message));
	} else {
		buf_add_text(into,
		    f->observation->kind == OBSERVED_MALFORMED
			? "got a malformed frame"
			: "was disconnected by the server");
	}
	buf_add_char(into, '\n');
}

void
stepper_print(const struct step_picture *p, struct buf *into)
{
	buf_add_char(into, '\n');
	add_title(p->sighting, into);
	ladder_print_end(
	    p->so_far, LADDER_ITEMS_SHOWN, p->width, p->ascii, into);
	add_prospects(p, into);
	buf_add_text(into,
	    p->is_simulated
		? "all timers are stopped\n"
		: "the runner's timers are stopped; the server's own "
		  "continue\n");
}

void
stepper_print_help(struct buf *into)
{
	buf_add_text(into,
	    "  Enter, n  step: on to the next halt, before each message that "
	    "is sent\n"
	    "            and after each that comes\n"
	    "  u         on until the next message is to be sent\n"
	    "  s         send: on until the next message is to be sent, and "
	    "send it;\n"
	    "            at such a halt, send it\n"
	    "  f         on until the finding: what makes the verdict certain, "
	    "if\n"
	    "            anything does\n"
	    "  c         continue to the end of the case\n"
	    "  l         show the whole ladder\n"
	    "  q         quit; all reports are complete\n");
}
