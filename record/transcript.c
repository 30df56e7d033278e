/* SPDX-License-Identifier: Apache-2.0 */
#include "record/transcript.h"

#include "core/escape.h"
#include "core/text/duration.h"
#include "core/text/size.h"

#include <inttypes.h>
#include <string.h>

/* More would wrap on every terminal; a machine reads the recording instead. */
#define ATTRIBUTES_MAX 8
#define VALUE_CHARACTERS_MAX 40
#define NAME_CHARACTERS_MAX 60
#define RAW_CHARACTERS_MAX 120

/* "server → reporting", the longest of a direction. */
#define DIRECTION_COLUMNS 18

void
transcript_add_name(struct buf *into, const char *name)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "0123456789._-";
	size_t size = strlen(name);
	if (size > 0 && size <= NAME_CHARACTERS_MAX &&
	    strspn(name, letters) == size)
		buf_add(into, name, size);
	else
		escape_quoted(into, name, size, NAME_CHARACTERS_MAX);
}

void
transcript_add_value(
    struct buf *into, const struct attribute *a, size_t characters_max)
{
	char number[ATTRIBUTE_TEXT_SIZE];
	switch (a->kind) {
	case VALUE_STRING:
		escape_quoted(into, a->text, a->text_size, characters_max);
		break;
	case VALUE_NULL:
		buf_add_text(into, "null");
		break;
	case VALUE_EMPTY_OBJECT:
		buf_add_text(into, "{}");
		break;
	case VALUE_EMPTY_LIST:
		buf_add_text(into, "[]");
		break;
	case VALUE_BOOLEAN:
	case VALUE_INTEGER:
	case VALUE_REAL:
		buf_add_text(into, attribute_text(a, number));
		break;
	}
}

static void
add_attributes(struct buf *into, const struct message *message)
{
	size_t count = message_count(message), shown = 0, hidden = 0;
	int64_t reference;

	if (message_integer(message, "referenceId", &reference))
		buf_printf(into, "  ref %" PRId64, reference);
	for (size_t i = 0; i < count; i++) {
		const struct attribute *a = message_attribute(message, i);
		if (a->kind == VALUE_INTEGER &&
		    strcmp(a->path, "referenceId") == 0)
			continue;
		if (shown == ATTRIBUTES_MAX) {
			hidden++;
			continue;
		}
		buf_add_text(into, shown++ ? " " : "  ");
		transcript_add_name(into, a->path);
		buf_add_char(into, '=');
		transcript_add_value(into, a, VALUE_CHARACTERS_MAX);
	}
	if (hidden)
		buf_printf(into, " and %zu more", hidden);
}

static void
add_start(struct buf *into, unsigned number, int64_t time_ns, const char *from,
    const char *to)
{
	char time[DURATION_TEXT_SIZE];
	int name_length = (int)(utf8_length(from) + utf8_length(to));
	buf_printf(into, "#%-3u %7s s  %s → %s", number,
	    duration_print_s(time, time_ns), from, to);
	buf_pad(into, ' ', DIRECTION_COLUMNS - name_length - 3);
	buf_add_text(into, "  ");
}

static void
add_problem(struct buf *into, const struct observation *o)
{
	if (o->problem) {
		buf_add_text(into, "  ");
		escape_line(into, o->problem, strlen(o->problem));
	}
	if (o->raw) {
		buf_add_text(into, "  ");
		escape_quoted(into, o->raw, o->raw_size, RAW_CHARACTERS_MAX);
	}
}

void
transcript_add_content(struct buf *into, const struct run_event *event)
{
	const struct message *m = event->kind == RUN_STIMULUS
	    ? event->stimulus.message
	    : event->observation->message;
	if (m)
		add_attributes(into, m);
	else if (event->kind == RUN_OBSERVATION)
		add_problem(into, event->observation);
}

static void
add_observation(struct buf *into, const struct run_event *event)
{
	const struct observation *o = event->observation;
	add_start(into, o->number, event->case_time_ns, "server", event->party);
	switch (o->kind) {
	case OBSERVED_MESSAGE:
		transcript_add_name(into, message_name(o->message));
		buf_add_text(into, "  ");
		transcript_add_name(into, o->protocol);
		break;
	case OBSERVED_MALFORMED:
		buf_add_text(into, "malformed frame");
		break;
	case OBSERVED_DISCONNECTED:
		buf_add_text(into, "disconnected");
		break;
	}
	transcript_add_content(into, event);
}

/* Without a message: the runner closes the party's connection. */
static void
add_stimulus(struct buf *into, const struct run_event *event)
{
	const struct message *m = event->stimulus.message;
	add_start(into, event->stimulus.number, event->case_time_ns,
	    event->party, "server");
	if (m)
		transcript_add_name(into, message_name(m));
	else
		buf_add_text(into, "disconnects");
	transcript_add_content(into, event);
}

static void
add_left_out(struct buf *into, const struct run_event *event)
{
	char size[SIZE_TEXT_SIZE];
	uint64_t count = event->left_out.count;
	buf_printf(into, "%" PRIu64 " message%s, %s, left out", count,
	    count == 1 ? "" : "s", size_print(size, event->left_out.bytes));
}

void
transcript_add(struct buf *into, const struct run_event *event)
{
	if (event->kind == RUN_LEFT_OUT)
		add_left_out(into, event);
	else if (event->kind == RUN_OBSERVATION)
		add_observation(into, event);
	else
		add_stimulus(into, event);
	buf_add_char(into, '\n');
}
