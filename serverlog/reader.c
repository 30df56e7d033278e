/* SPDX-License-Identifier: Apache-2.0 */
#include "serverlog/reader.h"

#include "core/mem.h"
#include "serverlog/parts.h"

#include <stdlib.h>
#include <string.h>

/* Numbers of lines have five digits. */
#define NUMBERS 100000

/* The message that was dumped last: to whom it went may follow. */
struct dumped {
	bool is_there, has_recipient, is_event;
	char name[LOG_NAME_MAX_BYTES + 1]; /* "": the dump states none */
	struct log_place at;
};

struct reader {
	const struct vocabulary *vocabulary;
	struct diag *diag;
	struct log_parts parts;
	const struct log_listener *listener; /* while it runs */
	struct log_clients clients;
	unsigned char roles[NUMBERS];
	unsigned file; /* being read */
	struct stamp_clock clock;
	struct block block;
	struct dumped dumped;
	struct log_place counted; /* the message whose faults were counted */
	struct log_totals totals;
};

static const char *const fault_texts[] = {
	[LOG_GARBAGE] = "lines that are no part of a record",
	[LOG_LONG_LINE] = "lines of more than 64 KiB, of which the start was "
			  "read",
	[LOG_LONG_RECORD] = "records of more than 1 MiB, of which the start "
			    "was read",
	[LOG_OPEN_VALUE] = "values without an end",
	[LOG_ODD_LINE] = "lines in messages that are no attributes",
	[LOG_BAD_BYTES] = "values that are not UTF-8",
	[LOG_DROPPED] = "attributes beyond a limit",
	[LOG_TIME_BACK] = "times before that of the line before",
	[LOG_NO_RECIPIENT] = "messages without a recipient, which count as "
			     "not sent",
	[LOG_ORPHAN] = "recipients without a message",
	[LOG_CUT_OFF] = "files that end in the middle of a line",
};

const char *
log_fault_text(enum log_fault_kind kind)
{
	return fault_texts[kind];
}

struct reader *
reader_new(const char *const *paths, unsigned count,
    const struct vocabulary *vocabulary, struct diag *diag)
{
	struct reader *r = mem_zalloc(sizeof(*r));
	r->vocabulary = vocabulary;
	r->diag = diag;
	r->totals.first_ms = r->totals.last_ms = STAMP_NONE;
	block_init(&r->block);
	for (unsigned i = 0; i < NUMBERS; i++)
		r->roles[i] = (unsigned char)vocabulary_role(vocabulary, i);
	log_clients_add_mapped(&r->clients, vocabulary);
	if (log_parts_read(&r->parts, paths, count, diag))
		return r;
	reader_free(r);
	return NULL;
}

const char *
reader_refusal(const struct reader *r)
{
	return r->parts.refusal;
}

static void
note_fault(struct reader *r, enum log_fault_kind kind, struct log_place at,
    uint64_t count)
{
	struct log_fault *f = &r->totals.faults[kind];
	if (count && !f->count)
		f->at = at;
	f->count += count;
}

static struct log_place
place_of(const struct reader *r, const struct log_line *line)
{
	return (struct log_place){ r->file, line->number };
}

/* --- who is who --- */

static bool
find_integer(const struct block *b, const char *name, int64_t *ret)
{
	struct span value;
	return block_find(b, name, &value) && dump_read_integer(value, ret);
}

static char *
find_text(const struct block *b, const char *name)
{
	struct span value;
	return block_find(b, name, &value) ? mem_strndup(value.at, value.size)
					   : NULL;
}

static void
note_login(struct log_client *c, const struct block *b)
{
	char *agent_id = find_text(b, LOG_AGENT);
	char *place_id = find_text(b, LOG_PLACE);
	if (agent_id)
		log_client_bind(c, agent_id, place_id);
	c->is_logging_in = true;
	free(agent_id);
	free(place_id);
}

static void
note_answer(struct log_client *c, const struct block *b, bool is_granted)
{
	int64_t reference_id;
	if ((!c->is_logging_in && !c->is_logging_out) ||
	    !find_integer(b, LOG_REFERENCE, &reference_id) ||
	    reference_id != c->login_reference)
		return;
	if (is_granted)
		c->is_logged_in = c->is_logging_in ? KNOWN_YES : KNOWN_NO;
	c->is_logging_in = c->is_logging_out = false;
}

/* What a message says of the client, whatever it is about. */
static void
note_session(const struct log_message *m)
{
	struct log_client *c = m->client;
	bool logs_in = strcmp(m->name, "RequestAgentLogin") == 0;
	if (!m->is_to_server) {
		if (strcmp(m->name, "EventAck") == 0)
			note_answer(c, m->block, true);
		else if (strcmp(m->name, "EventError") == 0)
			note_answer(c, m->block, false);
		return;
	}
	if (!logs_in && strcmp(m->name, "RequestAgentLogout") != 0)
		return;
	if (!find_integer(m->block, LOG_REFERENCE, &c->login_reference))
		return;
	c->is_logging_in = c->is_logging_out = false;
	if (logs_in)
		note_login(c, m->block);
	else
		c->is_logging_out = true;
}

/* The label that a line names: in apostrophes, after "client" if possible. */
static struct span
find_label(struct span text)
{
	static const char *const words[] = { "client name '", "client '",
		"server '", "'" };
	struct span label = { text.at, 0 };
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t at = span_find(text, words[i]);
		struct span rest = span_skip(text, at);
		if (at < text.size && span_take_quoted(&rest, &label))
			break;
	}
	return label;
}

static void
note_client(struct reader *r, const struct entry *e, enum client_kind kind)
{
	struct log_client *c =
	    log_clients_find(&r->clients, find_label(e->text));
	if (!c)
		return;
	c->kind = kind;
	log_client_note(c, e->time_ms);
}

static void
note_end(struct reader *r, const struct entry *e, const struct log_line *line)
{
	struct log_loss loss = { .time_ms = e->time_ms,
		.at = place_of(r, line),
		.client = log_clients_find(&r->clients, find_label(e->text)) };
	if (!loss.client)
		return;
	loss.is_by_server = r->roles[e->number] == LINE_CLOSED;
	r->listener->lost(r->listener->context, &loss);
	log_client_end(loss.client, e->time_ms);
}

/* --- messages --- */

static void
tell(struct reader *r, struct log_message *m)
{
	m->block = &r->block;
	m->name = r->dumped.name;
	if (m->is_report && m->client->kind == CLIENT_UNKNOWN)
		m->client->kind = CLIENT_REPORTING;
	r->dumped.has_recipient = true;
	log_client_note(m->client, 0);
	note_session(m);
	r->listener->message(r->listener->context, m);
}

/* A message that says not who got it, and that no line after it did. */
static void
end_dump(struct reader *r)
{
	if (r->dumped.is_there && r->dumped.is_event &&
	    !r->dumped.has_recipient)
		note_fault(r, LOG_NO_RECIPIENT, r->dumped.at, 1);
	r->dumped.is_there = false;
}

static void
take_dump(struct reader *r)
{
	struct dump_heading h;
	struct log_place at = { r->file, r->block.line };
	end_dump(r);
	r->totals.messages++;
	note_fault(r, LOG_LONG_RECORD, at, r->block.is_cut);
	bool is_headed = dump_read_heading(block_heading(&r->block), &h);
	if (is_headed && h.protocol != DUMP_OPEN_MEDIA)
		return;
	r->dumped = (struct dumped){ .is_there = true,
		.is_event = !is_headed || h.direction == DUMP_FROM_SERVER,
		.at = at };
	if (!is_headed)
		return;
	vocabulary_message(r->vocabulary, h.name, r->dumped.name);
	struct log_message m = { .time_ms = r->block.entry.time_ms,
		.at = at,
		.is_to_server = h.direction == DUMP_TO_SERVER,
		.client = log_clients_find(&r->clients, h.peer) };
	if (m.client)
		tell(r, &m);
}

/* The name of a message that the line states, if it does. */
static bool
find_name(const struct reader *r, struct span text, char *into)
{
	struct span quoted;
	while (span_take_quoted(&text, &quoted)) {
		if (!span_starts(quoted, "Event") &&
		    !span_starts(quoted, "event_") &&
		    !span_starts(quoted, "Request") &&
		    !span_starts(quoted, "request_"))
			continue;
		vocabulary_message(r->vocabulary, quoted, into);
		return true;
	}
	return false;
}

/* The message before it went to one client more. */
static void
take_recipient(struct reader *r, const struct entry *e,
    const struct log_line *line, bool is_report)
{
	char name[LOG_NAME_MAX_BYTES + 1];
	struct log_message m = { .time_ms = e->time_ms,
		.at = place_of(r, line),
		.is_report = is_report,
		.client = log_clients_find(&r->clients, find_label(e->text)) };
	bool is_named = find_name(r, e->text, name);
	struct dumped *d = &r->dumped;
	if (d->is_there && d->is_event && is_named && !d->name[0])
		memcpy(d->name, name, sizeof(name));
	if (!d->is_there || !d->is_event || !m.client || !d->name[0] ||
	    (is_named && strcmp(name, d->name) != 0)) {
		note_fault(r, LOG_ORPHAN, m.at, 1);
		return;
	}
	m.is_report |= m.client->kind == CLIENT_REPORTING;
	tell(r, &m);
}

/* "... reference id: 41". */
static void
take_refusal(
    struct reader *r, const struct entry *e, const struct log_line *line)
{
	static const char mark[] = "reference id:";
	size_t at = span_find(e->text, mark);
	struct log_refusal told = { .time_ms = e->time_ms,
		.at = place_of(r, line),
		.number = e->number,
		.text = e->text };
	struct span rest = span_trim(span_skip(e->text, at + sizeof(mark) - 1));
	if (at < e->text.size && dump_read_integer(rest, &told.reference_id))
		r->listener->refused(r->listener->context, &told);
}

/* --- lines --- */

static void
take_entry(struct reader *r, const struct entry *e, const struct log_line *line)
{
	switch ((enum line_role)r->roles[e->number]) {
	case LINE_OTHER:
		break;
	case LINE_MESSAGE:
		block_start(&r->block, e, line);
		break;
	case LINE_REPORT:
		take_recipient(r, e, line, true);
		break;
	case LINE_COPY:
		take_recipient(r, e, line, false);
		break;
	case LINE_PROXY:
		note_client(r, e, CLIENT_PROXY);
		break;
	case LINE_AGENT:
		note_client(r, e, CLIENT_AGENT);
		break;
	case LINE_MEDIA:
		note_client(r, e, CLIENT_MEDIA);
		break;
	case LINE_REPORTING:
		note_client(r, e, CLIENT_REPORTING);
		break;
	case LINE_GONE:
	case LINE_CLOSED:
		note_end(r, e, line);
		break;
	case LINE_REFUSAL:
		take_refusal(r, e, line);
		break;
	}
}

/* The order of the file is the order: a clock that was set back stands. */
static void
note_time(struct reader *r, struct entry *e, const struct log_line *line)
{
	struct log_totals *t = &r->totals;
	if (t->first_ms == STAMP_NONE)
		t->first_ms = e->time_ms;
	if (t->last_ms != STAMP_NONE && e->time_ms < t->last_ms) {
		note_fault(r, LOG_TIME_BACK, place_of(r, line), 1);
		e->time_ms = t->last_ms;
	}
	t->last_ms = e->time_ms;
}

static void
take_line(struct reader *r, const struct log_line *line)
{
	struct entry e;
	bool was_open;
	note_fault(r, LOG_LONG_LINE, place_of(r, line), line->is_cut);
	note_fault(r, LOG_CUT_OFF, place_of(r, line), line->is_last);
	if (r->block.is_open) {
		if (block_add(&r->block, &r->clock, line, &was_open))
			return;
		note_fault(r, LOG_OPEN_VALUE, place_of(r, line), was_open);
		take_dump(r);
	}
	if (entry_read(&r->clock, line->text, &e)) {
		note_time(r, &e, line);
		take_entry(r, &e, line);
	} else if (line->text.size && !span_is_blank(*line->text.at)) {
		note_fault(r, LOG_GARBAGE, place_of(r, line), 1);
	}
}

static void
end_file(struct reader *r)
{
	struct log_place at = { r->file, r->block.line };
	if (!r->block.is_open)
		return;
	note_fault(r, LOG_OPEN_VALUE, at, r->block.has_open_value);
	r->block.is_open = false;
	take_dump(r);
}

static bool
read_file(struct reader *r, const struct log_part *part)
{
	struct log_line line;
	struct log_lines *lines = log_lines_open(part->path, r->diag);
	if (!lines)
		return false;
	stamp_start(&r->clock,
	    part->heading.local_ms != STAMP_NONE ? part->heading.local_ms
						 : r->totals.last_ms);
	while (log_lines_next(lines, &line)) {
		r->totals.lines++;
		if (line.number > part->heading.lines)
			take_line(r, &line);
	}
	end_file(r);
	r->totals.bytes += log_lines_bytes(lines);
	bool good = !log_lines_are_bad(lines);
	log_lines_close(lines);
	return good;
}

bool
reader_run(struct reader *r, const struct log_listener *listener)
{
	r->listener = listener;
	for (r->file = 0; r->file < r->parts.all.count; r->file++) {
		const struct log_part *part = &r->parts.all.items[r->file];
		if (part->gap) {
			end_dump(r);
			listener->gap(
			    listener->context, r->totals.last_ms, part->gap);
		}
		if (!read_file(r, part))
			return false;
	}
	end_dump(r);
	return true;
}

const struct log_totals *
reader_totals(const struct reader *r)
{
	return &r->totals;
}

struct log_clients *
reader_clients(struct reader *r)
{
	return &r->clients;
}

const char *
reader_path(const struct reader *r, unsigned file)
{
	return r->parts.all.items[file].path;
}

const char *
reader_gap(const struct reader *r, unsigned file)
{
	return r->parts.all.items[file].gap;
}

unsigned
reader_file_count(const struct reader *r)
{
	return (unsigned)r->parts.all.count;
}

struct message *
reader_message(struct reader *r, const struct log_message *m)
{
	struct dump_faults faults = { 0 };
	struct message *message =
	    dump_message(m->block, m->name, r->vocabulary, &faults);
	struct log_place at = { r->file, m->block->line };
	if (at.file != r->counted.file || at.line != r->counted.line) {
		note_fault(r, LOG_ODD_LINE, at, faults.odd_lines);
		note_fault(r, LOG_BAD_BYTES, at, faults.bad_bytes);
		note_fault(r, LOG_DROPPED, at, faults.dropped);
	}
	r->counted = at;
	return message;
}

void
reader_free(struct reader *r)
{
	if (!r)
		return;
	log_parts_free(&r->parts);
	log_clients_free(&r->clients);
	block_free(&r->block);
	free(r);
}
