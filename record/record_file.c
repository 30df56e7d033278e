/* SPDX-License-Identifier: Apache-2.0 */
#include "record/record_file.h"

#include "core/mem.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK_BYTES ((size_t)64 << 10)

struct record_file {
	struct diag *diag;
	struct trace *trace;   /* NULL: no trace */
	struct source *source; /* the name, for messages; without its text */
	FILE *stream;
	struct buf unread;
	size_t at;     /* start of the next line in 'unread' */
	unsigned line; /* of the newest record */
	unsigned byte; /* in it, from 1: where the error is */
	struct json_document record;
	struct seal_check *seal;
	bool bad, cut;
	bool is_ahead;          /* no trace is written */
	bool has_record, again; /* 'record' is one; it is the next one */
};

struct record_file *
record_file_open(const char *path, struct diag *diag)
{
	struct source *source = source_from_text(path, "", 0);
	struct place whole = { .source = source };
	FILE *stream = fopen(path, "re");
	if (!stream) {
		diag_error(diag, &whole, "cannot be read: %s", strerror(errno));
		source_unref(source);
		return NULL;
	}
	struct record_file *f = mem_zalloc(sizeof(*f));
	f->diag = diag;
	f->source = source;
	f->stream = stream;
	f->byte = 1;
	f->seal = seal_check_new();
	buf_init(&f->unread, RECORD_MAX_BYTES + CHUNK_BYTES);
	return f;
}

void
record_file_set_trace(struct record_file *f, struct trace *trace)
{
	f->trace = trace;
}

void
record_file_close(struct record_file *f)
{
	if (!f)
		return;
	json_document_free(&f->record);
	buf_free(&f->unread);
	seal_check_free(f->seal);
	fclose(f->stream);
	source_unref(f->source);
	free(f);
}

void
record_file_complain(struct record_file *f, const char *format, ...)
{
	struct place at = { f->source, f->line, f->byte ? f->byte : 1, 1 };
	struct buf text;
	va_list ap;
	buf_init(&text, SOURCE_MAX_BYTES);
	va_start(ap, format);
	buf_vprintf(&text, format, ap);
	va_end(ap);
	diag_error(f->diag, &at, "%s", buf_text(&text));
	buf_free(&text);
	f->bad = true;
}

bool
record_file_is_bad(const struct record_file *f)
{
	return f->bad;
}

unsigned
record_file_line(const struct record_file *f)
{
	return f->line;
}

void
record_file_rewind(struct record_file *f)
{
	f->again = f->has_record;
}

void
record_file_look_ahead(struct record_file *f, bool is_ahead)
{
	f->is_ahead = is_ahead;
}

bool
record_file_restart(struct record_file *f)
{
	if (fseek(f->stream, 0, SEEK_SET) != 0) {
		record_file_complain(f,
		    "the recording of a load is read twice, so it must be a "
		    "file, and not a pipe");
		return false;
	}
	buf_clear(&f->unread);
	f->at = 0;
	f->line = 0;
	f->cut = f->has_record = f->again = false;
	seal_check_free(f->seal);
	f->seal = seal_check_new();
	return true;
}

bool
record_file_is_cut(const struct record_file *f)
{
	return f->cut;
}

/* Read on; false at the end, or after an error. */
static bool
read_chunk(struct record_file *f)
{
	char chunk[CHUNK_BYTES];
	buf_consume(&f->unread, f->at);
	f->at = 0;
	size_t size = fread(chunk, 1, sizeof(chunk), f->stream);
	if (ferror(f->stream))
		record_file_complain(f, "cannot be read: %s", strerror(errno));
	return size > 0 && !f->bad && buf_add(&f->unread, chunk, size);
}

/* The size of the line at 'at', or SIZE_MAX if there is no further line. */
static size_t
find_line(struct record_file *f)
{
	size_t looked = 0;
	for (;;) {
		size_t size = f->unread.size - f->at;
		const char *start = size ? f->unread.bytes + f->at : NULL;
		const char *end = size > looked
		    ? memchr(start + looked, '\n', size - looked)
		    : NULL;
		if (end)
			return (size_t)(end - start);
		looked = size;
		if (size > RECORD_MAX_BYTES) {
			f->line++;
			record_file_complain(f,
			    "the line is longer than the %zu bytes that are "
			    "read",
			    RECORD_MAX_BYTES);
			return SIZE_MAX;
		}
		if (read_chunk(f))
			continue;
		f->cut = size > 0;
		return SIZE_MAX;
	}
}

/* What a JSON reader would say in other words; NULL: nothing. */
static const char *
not_a_record(const char *line, size_t size)
{
	if (size == 0 || (size == 1 && *line == '\r'))
		return "an empty line";
	if (size >= 3 && memcmp(line, "\xEF\xBB\xBF", 3) == 0)
		return "a byte order mark is not allowed here";
	return NULL;
}

/* The line at 'at' as a record; false after reporting. */
static bool
read_record(struct record_file *f, size_t size)
{
	const char *line = f->unread.bytes + f->at;
	const char *wrong = not_a_record(line, size);
	f->line++;
	trace_line(f->is_ahead ? NULL : f->trace, TRACE_READ, line, size);
	f->byte = 1;
	f->has_record =
	    !wrong && json_document_read(&f->record, line, size, &f->byte);
	if (!f->has_record)
		record_file_complain(
		    f, "%s", wrong ? wrong : json_document_problem(&f->record));
	return f->has_record;
}

/* Is the record a seal?  The line goes into the next one. */
static bool
check_seal(struct record_file *f, size_t size)
{
	const char *line = f->unread.bytes + f->at;
	struct json_object o = json_document_root(&f->record);
	const char *event = json_find_text(o, "event", NULL);
	if (!event || strcmp(event, SEAL_EVENT) != 0) {
		seal_check_add(f->seal, line, size);
		return false;
	}
	seal_check_seal(f->seal, line, size,
	    (unsigned)json_find_integer(o, "line", 1, UINT32_MAX, 0),
	    json_find_text(o, "sha256", NULL), json_has(o, "end"));
	return true;
}

struct json_document *
record_file_next(struct record_file *f)
{
	bool is_seal = true;
	if (f->again) {
		f->again = false;
		return &f->record;
	}
	f->has_record = false;
	while (is_seal) {
		size_t size = f->bad ? SIZE_MAX : find_line(f);
		if (size == SIZE_MAX || !read_record(f, size))
			return NULL;
		is_seal = check_seal(f, size + 1);
		f->at += size + 1;
	}
	return &f->record;
}

struct seal_account
record_file_seal(const struct record_file *f)
{
	return seal_check_account(f->seal);
}
