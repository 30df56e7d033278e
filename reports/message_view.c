/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/message_view.h"

#include "core/clock.h"
#include "core/escape.h"
#include "core/mem.h"
#include "core/source.h"
#include "core/text/wrap.h"
#include "core/vec.h"
#include "record/transcript.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Where texts begin after "  protocol ". */
#define LABEL_COLUMNS 12
#define LINE_MAX_BYTES ((size_t)8 << 10)
#define COLUMNS 80
/* After longer ones the value follows directly. */
#define PATH_COLUMNS 36
#define NS_DIGITS 9
#define DIGITS_MIN 3

/* A message with a reference: a request, or the answer to one. */
struct referenced {
	bool is_sent;
	unsigned number;
	char *party, *name; /* owned */
	int64_t reference;
};

struct message_view {
	struct sink sink;
	unsigned number, last;
	bool is_virtual; /* the times of a simulation */
	VEC(struct referenced) referenced;
	/* The message itself: */
	bool is_found, is_sent;
	struct buf title, seen, step, content;
	char *party; /* owned */
	char *path;  /* owned: the case's, and how it ended */
};

/* --- what is said about it --- */

static void
add_line(struct buf *into, const char *label, const char *text)
{
	wrap_labelled(label, LABEL_COLUMNS, text, COLUMNS, into);
}

/* "0.077123456 s", "0.412 s": nothing is rounded here. */
static void
add_seconds(struct buf *into, int64_t ns)
{
	int digits = NS_DIGITS;
	int64_t fraction = ns % NS_PER_S;
	for (; digits > DIGITS_MIN && fraction % 10 == 0; digits--)
		fraction /= 10;
	buf_printf(into, "%" PRId64 ".%0*" PRId64 " s", ns / NS_PER_S, digits,
	    fraction);
}

static void
add_time(struct message_view *v, const struct run_event *event)
{
	struct buf line;
	buf_init(&line, LINE_MAX_BYTES);
	add_seconds(&line, event->case_time_ns);
	buf_add_text(&line, " since the start of the case, ");
	add_seconds(&line, event->time_ns);
	buf_add_text(&line, " since that of the run");
	if (v->is_virtual)
		buf_add_text(&line, "; both are virtual");
	add_line(&v->seen, "time", buf_text(&line));
	buf_free(&line);
}

/* When it was not yet there, and what the server's own clock says. */
static void
add_clocks(struct message_view *v, const struct run_event *event)
{
	const struct observation *o = event->observation;
	struct buf line;
	buf_init(&line, LINE_MAX_BYTES);
	if (o->earliest_ns != o->time_ns) {
		buf_add_text(&line, "not yet there at ");
		add_seconds(
		    &line, event->case_time_ns - (o->time_ns - o->earliest_ns));
		add_line(&v->seen, "read", buf_text(&line));
		buf_clear(&line);
	}
	if (o->server_time_us >= 0) {
		add_seconds(&line, o->server_time_us * NS_PER_US);
		buf_add_text(&line, " by the clock of the server");
		add_line(&v->seen, "sent", buf_text(&line));
	}
	buf_free(&line);
}

static void
add_attributes(struct message_view *v, const struct message *m)
{
	size_t count = message_count(m);
	for (size_t i = 0; i < count; i++) {
		const struct attribute *a = message_attribute(m, i);
		size_t start = v->content.size;
		buf_add_text(&v->content, "  ");
		transcript_add_name(&v->content, a->path);
		buf_pad(&v->content, ' ',
		    PATH_COLUMNS - (int)(v->content.size - start));
		buf_add_text(&v->content, "  ");
		transcript_add_value(&v->content, a, 0);
		buf_add_char(&v->content, '\n');
	}
}

static void
add_frame(struct message_view *v, const struct observation *o)
{
	if (o->problem) {
		buf_add_text(&v->content, "problem     ");
		escape_line(&v->content, o->problem, strlen(o->problem));
		buf_add_char(&v->content, '\n');
	}
	if (o->raw) {
		buf_add_text(&v->content, "raw         ");
		escape_quoted(&v->content, o->raw, o->raw_size, 0);
		buf_add_char(&v->content, '\n');
	}
}

static void
add_title(struct message_view *v, const char *name, const char *protocol)
{
	buf_printf(&v->title, "#%u ", v->number);
	transcript_add_name(&v->title, name);
	if (protocol && *protocol) {
		buf_add_text(&v->title, "  ");
		transcript_add_name(&v->title, protocol);
	}
	buf_printf(&v->title, v->is_sent ? "  %s → server" : "  server → %s",
	    v->party);
}

/* --- collecting --- */

static void
keep_reference(struct message_view *v, const struct run_event *event,
    const struct message *m, unsigned number)
{
	int64_t reference;
	if (!m || !message_integer(m, "referenceId", &reference))
		return;
	struct referenced one = { .is_sent = event->kind == RUN_STIMULUS,
		.number = number,
		.party = mem_strdup(event->party),
		.name = mem_strdup(message_name(m)),
		.reference = reference };
	vec_push(&v->referenced, one);
}

static void
note_step(struct message_view *v, const char *file, unsigned line, bool is_main)
{
	const char *name = source_file_name(file);
	escape_line(&v->step, name, strlen(name));
	buf_printf(&v->step, ":%u", line);
	if (!is_main)
		buf_add_text(&v->step, ", of what the case rests on");
}

static void
take_stimulus(struct message_view *v, const struct run_event *event)
{
	const struct message *m = event->stimulus.message;
	add_title(
	    v, m ? message_name(m) : "disconnects", event->stimulus.protocol);
	add_time(v, event);
	if (event->stimulus.file)
		note_step(v, event->stimulus.file, event->stimulus.line,
		    event->stimulus.is_main);
	if (m)
		add_attributes(v, m);
}

static void
take_observation(struct message_view *v, const struct run_event *event)
{
	const struct observation *o = event->observation;
	const char *name = NULL;
	switch (o->kind) {
	case OBSERVED_MESSAGE:
		name = message_name(o->message);
		break;
	case OBSERVED_MALFORMED:
		name = "malformed frame";
		break;
	case OBSERVED_DISCONNECTED:
		name = "disconnected";
		break;
	}
	add_title(v, name, o->protocol);
	add_time(v, event);
	add_clocks(v, event);
	if (o->message)
		add_attributes(v, o->message);
	add_frame(v, o);
}

static void
take(struct message_view *v, const struct run_event *event)
{
	bool is_sent = event->kind == RUN_STIMULUS;
	unsigned number =
	    is_sent ? event->stimulus.number : event->observation->number;
	keep_reference(v, event,
	    is_sent ? event->stimulus.message : event->observation->message,
	    number);
	v->last = number > v->last ? number : v->last;
	if (number != v->number || v->is_found)
		return;
	v->is_found = true;
	v->is_sent = is_sent;
	v->party = mem_strdup(event->party);
	if (is_sent)
		take_stimulus(v, event);
	else
		take_observation(v, event);
}

/* --- the step, or why it has none --- */

static const struct matched_message *
find_match(const struct message_view *v, const struct outcome *o)
{
	for (unsigned i = 0; i < o->match_count; i++)
		if (o->matches[i].number == v->number)
			return &o->matches[i];
	return NULL;
}

static void
note_finding(struct message_view *v, const struct outcome *o)
{
	const struct finding_place *p = &o->place;
	buf_printf(&v->step, "none: %s", o->sentence ? o->sentence : "");
	if (!p->message)
		return;
	buf_add_text(&v->step, " Expected was ");
	escape_line(&v->step, p->message, strlen(p->message));
	buf_printf(&v->step, " at %s (%s:%u).", p->party,
	    source_file_name(p->file), p->line);
}

static void
free_referenced(struct message_view *v)
{
	for (size_t i = 0; i < v->referenced.count; i++) {
		free(v->referenced.items[i].party);
		free(v->referenced.items[i].name);
	}
	vec_free(&v->referenced);
}

/* "conference/invitation-rejected/agent-rejects  fail" */
static void
name_case(
    struct message_view *v, const struct run_case *test, const char *verdict)
{
	free(v->path);
	v->path = mem_printf(
	    "%s/%s/%s  %s", test->suite, test->phase, test->name, verdict);
}

static void
end_case(struct message_view *v, const struct run_case *test,
    const struct outcome *o)
{
	const struct matched_message *match = find_match(v, o);
	bool is_certain = !verdict_is_pass(o->verdict);
	name_case(v, test, verdict_name(o->verdict));
	if (!v->is_found || v->is_sent)
		return;
	if (match)
		note_step(v, match->file, match->line, match->is_main);
	else if (v->number == o->place.observed)
		note_finding(v, o);
	else if (is_certain && o->place.observed &&
	    v->number > o->place.observed)
		buf_add_text(&v->step,
		    "none: it came when the verdict was certain already");
	else
		buf_add_text(&v->step,
		    "none: no step lists it, and the server is not blamed for "
		    "it");
}

/* The next attempt has messages of the same numbers, and counts. */
static void
forget(struct message_view *v)
{
	free_referenced(v);
	v->is_found = v->is_sent = false;
	v->last = 0;
	buf_clear(&v->title);
	buf_clear(&v->seen);
	buf_clear(&v->step);
	buf_clear(&v->content);
	free(v->party);
	v->party = NULL;
}

static void
message_view_event(struct sink *sink, const struct run_event *event)
{
	struct message_view *v = (struct message_view *)sink;
	switch (event->kind) {
	case RUN_STARTED:
		v->is_virtual = run_is_simulated(event->run);
		break;
	case RUN_STIMULUS:
		take(v, event);
		break;
	case RUN_OBSERVATION:
		if (event->observation->number)
			take(v, event);
		break;
	case RUN_CASE_ENDED:
		end_case(v, event->test, event->outcome);
		break;
	case RUN_ATTEMPT_ENDED:
		forget(v);
		break;
	case RUN_CASE_STARTED:
		name_case(v, event->test, "not finished");
		break;
	case RUN_PROOF:
	case RUN_QUIET:
	case RUN_LEFT_OUT:
	case RUN_LAG:
	case RUN_NOTICE:
	case RUN_ENDED:
		break;
	}
}

/* --- printing --- */

static const struct referenced *
find_referenced(const struct message_view *v, unsigned number)
{
	for (size_t i = 0; i < v->referenced.count; i++)
		if (v->referenced.items[i].number == number)
			return &v->referenced.items[i];
	return NULL;
}

/* "answers     #22 RequestConference  ref 9": requests, or their answers. */
static void
add_partners(const struct message_view *v, struct buf *into)
{
	const struct referenced *own = find_referenced(v, v->number);
	const char *label = v->is_sent ? "answered by" : "answers";
	for (size_t i = 0; own && i < v->referenced.count; i++) {
		const struct referenced *other = &v->referenced.items[i];
		if (other->is_sent == v->is_sent ||
		    other->reference != own->reference ||
		    strcmp(other->party, own->party) != 0)
			continue;
		struct buf line;
		buf_init(&line, LINE_MAX_BYTES);
		buf_printf(&line, "#%u ", other->number);
		transcript_add_name(&line, other->name);
		buf_printf(&line, "  ref %" PRId64, other->reference);
		add_line(into, label, buf_text(&line));
		buf_free(&line);
		label = "";
	}
	if (own && v->is_sent && *label)
		add_line(into, label, "nothing");
}

bool
message_view_print(const struct message_view *v, struct buf *into)
{
	if (!v->is_found)
		return false;
	if (v->path)
		add_line(into, "case", v->path);
	add_line(into, "message", buf_text(&v->title));
	buf_add_text(into, buf_text(&v->seen));
	add_partners(v, into);
	if (v->step.size)
		add_line(into, "step", buf_text(&v->step));
	buf_add_text(into, buf_text(&v->content));
	return true;
}

/* --- life --- */

struct message_view *
message_view_new(unsigned number)
{
	struct message_view *v = mem_zalloc(sizeof(*v));
	v->sink.event = message_view_event;
	v->number = number;
	buf_init(&v->title, LINE_MAX_BYTES);
	buf_init(&v->seen, LINE_MAX_BYTES);
	buf_init(&v->step, LINE_MAX_BYTES);
	/* A message has its own limit. */
	buf_init(&v->content, SIZE_MAX / 2);
	return v;
}

struct sink *
message_view_sink(struct message_view *v)
{
	return &v->sink;
}

unsigned
message_view_last(const struct message_view *v)
{
	return v->last;
}

void
message_view_free(struct message_view *v)
{
	if (!v)
		return;
	free_referenced(v);
	buf_free(&v->title);
	buf_free(&v->seen);
	buf_free(&v->step);
	buf_free(&v->content);
	free(v->party);
	free(v->path);
	free(v);
}
