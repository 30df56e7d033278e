/* SPDX-License-Identifier: Apache-2.0 */
#include "serverlog/heading.h"

#include "core/mem.h"
#include "serverlog/stamp.h"

#include <stdlib.h>
#include <strings.h>

/* The kind of application whose message numbers we know. */
static const char kind_of_server[] = "InteractionServer";

/* "(2) /logs/ixn.log" */
static unsigned
part_of(struct span value)
{
	unsigned part = 0;
	if (!value.size || *value.at != '(')
		return 0;
	for (size_t i = 1; i < value.size && value.at[i] != ')'; i++) {
		if (value.at[i] < '0' || value.at[i] > '9' || part > 99999)
			return 0;
		part = part * 10 + (unsigned)(value.at[i] - '0');
	}
	return part;
}

/* "InteractionServer (98)", also in two words. */
static bool
is_kind_of_server(const char *kind)
{
	const char *wanted = kind_of_server;
	for (; *wanted; kind++) {
		if (*kind == ' ')
			continue;
		if (strncasecmp(kind, wanted, 1) != 0)
			return false;
		wanted++;
	}
	return true;
}

static char *
keep(char *old, struct span value)
{
	free(old);
	return mem_strndup(value.at, value.size);
}

static void
note_line(struct heading *h, struct span line)
{
	const char *colon = line.size ? memchr(line.at, ':', line.size) : NULL;
	if (!colon)
		return;
	struct span name = { line.at, (size_t)(colon - line.at) };
	struct span value = span_trim(span_skip(line, name.size + 1));
	if (span_is(name, "Application name")) {
		h->application = keep(h->application, value);
	} else if (span_is(name, "Application type")) {
		h->kind = keep(h->kind, value);
		h->is_other = !is_kind_of_server(h->kind);
	} else if (span_is(name, "Local time")) {
		stamp_read_dated(value, &h->local_ms);
	} else if (span_is(name, "File")) {
		h->part = part_of(value);
	}
}

/* A log that was cut off at its start has none. */
static bool
begins_record(struct span line)
{
	struct stamp_clock c;
	int64_t ms;
	stamp_start(&c, STAMP_NONE);
	return stamp_take(&c, &line, &ms);
}

/* How a file begins that gzip, zip, xz, zstd or bzip2 has made. */
static const char *
find_unpacker(struct span line)
{
	static const struct {
		const char *start, *unpacker;
	} kinds[] = { { "\x1f\x8b", "gunzip" }, { "PK\x03\x04", "unzip" },
		{ "\xfd"
		  "7zXZ",
		    "unxz" },
		{ "\x28\xb5\x2f\xfd", "unzstd" }, { "BZh", "bunzip2" } };
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (span_starts(line, kinds[i].start))
			return kinds[i].unpacker;
	return NULL;
}

static void
read_lines(struct heading *h, struct log_lines *lines)
{
	struct log_line line;
	while (
	    log_lines_next(lines, &line) && line.number <= HEADING_MAX_LINES) {
		if (line.number == 1)
			h->unpacker = find_unpacker(line.text);
		if (begins_record(line.text))
			return;
		h->lines = line.number;
		if (line.text.size == 0) {
			h->is_there = line.number > 1;
			return;
		}
		note_line(h, line.text);
	}
}

bool
heading_read(const char *path, struct diag *diag, struct heading *ret)
{
	struct log_lines *lines = log_lines_open(path, diag);
	if (!lines)
		return false;
	*ret = (struct heading){ .local_ms = STAMP_NONE };
	read_lines(ret, lines);
	ret->is_there |= ret->kind != NULL;
	if (!ret->is_there)
		ret->lines = 0;
	bool good = !log_lines_are_bad(lines);
	if (!good)
		heading_free(ret);
	log_lines_close(lines);
	return good;
}

void
heading_free(struct heading *h)
{
	free(h->application);
	free(h->kind);
	*h = (struct heading){ .local_ms = STAMP_NONE };
}
