/* SPDX-License-Identifier: Apache-2.0 */
#include "serverlog/log_map.h"

#include "core/source_file.h"
#include "core/text/suggest.h"

#include <stdlib.h>
#include <string.h>

/* Words of one statement. */
#define WORDS_MAX 5
/* A site has some hundred names; each is looked for in order. */
#define STATEMENTS_MAX 10000

struct statement {
	const struct source *source;
	struct span words[WORDS_MAX];
	size_t count;
	struct vocabulary *into;
	struct diag *diag;
};

static struct place
place_of(const struct statement *s, size_t word)
{
	const struct span *w = &s->words[word < s->count ? word : s->count - 1];
	return source_place(
	    s->source, (size_t)(w->at - s->source->text), w->size);
}

static char *
text_of(const struct statement *s, size_t word)
{
	return word < s->count
	    ? mem_strndup(s->words[word].at, s->words[word].size)
	    : NULL;
}

/* The position of the word among the names, or -1 after reporting. */
static int
choose(const struct statement *s, size_t word, const char *what,
    const char *const *names)
{
	char *text = text_of(s, word);
	struct suggestion near;
	suggest_start(&near, text);
	for (int i = 0; names[i]; i++) {
		suggest_offer(&near, names[i]);
		if (strcmp(text, names[i]) == 0) {
			free(text);
			return i;
		}
	}
	struct place at = place_of(s, word);
	diag_error(s->diag, &at, "unknown %s '%s'", what, text);
	diag_did_you_mean(s->diag, near.best);
	free(text);
	return -1;
}

static void
read_message(const struct statement *s)
{
	struct mapped_name m = { text_of(s, 1), text_of(s, 2) };
	vec_push(&s->into->messages, m);
}

/* A name, and perhaps of which messages, and the path. */
static void
read_attribute(const struct statement *s)
{
	struct mapped_attribute a = { .name = text_of(s, 1),
		.messages = s->count > 3 ? text_of(s, 2) : NULL,
		.path = text_of(s, s->count - 1) };
	vec_push(&s->into->attributes, a);
}

static void
read_value(const struct statement *s)
{
	struct mapped_value v = { text_of(s, 1), text_of(s, 2), text_of(s, 3) };
	vec_push(&s->into->values, v);
}

static void
read_client(const struct statement *s)
{
	int kind = choose(s, 2, "kind of client", client_kind_names());
	if (kind < 0)
		return;
	struct mapped_client c = { .label = text_of(s, 1),
		.kind = (enum client_kind)kind,
		.agent_id = text_of(s, 3),
		.place_id = text_of(s, 4) };
	vec_push(&s->into->clients, c);
}

static void
read_number(const struct statement *s)
{
	struct mapped_number n = { 0, LINE_OTHER };
	struct span w = s->words[1];
	for (size_t i = 0; i < w.size && w.size == 5; i++) {
		bool is_digit = w.at[i] >= '0' && w.at[i] <= '9';
		n.number =
		    is_digit ? n.number * 10 + (unsigned)(w.at[i] - '0') : 0;
		if (!is_digit)
			break;
	}
	if (n.number == 0) {
		struct place at = place_of(s, 1);
		diag_error(s->diag, &at,
		    "'%.*s' is no number of a line; it must have five digits",
		    (int)w.size, w.at);
		return;
	}
	int role = choose(s, 2, "role of a line", line_role_names());
	n.role = (enum line_role)(role < 0 ? 0 : role);
	if (role >= 0)
		vec_push(&s->into->numbers, n);
}

/* By name: how many words there may be, and what they are. */
static const struct {
	size_t min, max;
	void (*read)(const struct statement *s);
	const char *form;
} kinds[] = {
	{ 3, 3, read_message, "message LOG-NAME NAME" },
	{ 3, 4, read_attribute, "attribute LOG-NAME [MESSAGES] PATH" },
	{ 4, 4, read_value, "value PATH LOG-VALUE VALUE" },
	{ 3, 5, read_client, "client NAME KIND [AGENT-ID [PLACE-ID]]" },
	{ 3, 3, read_number, "number DIGITS ROLE" },
};

static const char *const kind_names[] = { "message", "attribute", "value",
	"client", "number", NULL };

static void
read_statement(const struct statement *s, bool has_more)
{
	int kind = choose(s, 0, "statement", kind_names);
	if (kind < 0)
		return;
	struct place at = place_of(s, 0);
	if (s->count < kinds[kind].min || s->count > kinds[kind].max ||
	    has_more)
		diag_error(s->diag, &at, "the statement must be '%s'",
		    kinds[kind].form);
	else
		kinds[kind].read(s);
}

/* A word, or a text between apostrophes, which may have spaces. */
static struct span
take(struct span *line)
{
	struct span word;
	if (*line->at == '\'' && span_take_quoted(line, &word))
		return word;
	return span_take_word(line);
}

static void
read_line(struct statement *s, struct span line)
{
	s->count = 0;
	line = span_trim(line);
	while (line.size && *line.at != '#' && s->count < WORDS_MAX) {
		s->words[s->count++] = take(&line);
		line = span_trim(line);
	}
	if (s->count)
		read_statement(s, line.size && *line.at != '#');
}

bool
log_map_parse(struct source *source, struct vocabulary *into, struct diag *diag)
{
	unsigned errors = diag->error_count;
	struct statement s = { .source = source, .into = into, .diag = diag };
	const char *bytes;
	size_t size;
	for (unsigned i = 1; source_line(source, i, &bytes, &size); i++) {
		struct place at = { .source = source, .line = i, .column = 1 };
		if (size && bytes[size - 1] == '\r')
			size--;
		if (i > STATEMENTS_MAX) {
			diag_error(
			    diag, &at, "more than %d lines", STATEMENTS_MAX);
			break;
		}
		read_line(&s, (struct span){ bytes, size });
	}
	return diag->error_count == errors;
}

bool
log_map_read(const char *path, struct vocabulary *into, struct diag *diag)
{
	struct source *source = source_read(path, SOURCE_MAX_BYTES, diag);
	bool good = source && log_map_parse(source, into, diag);
	source_unref(source);
	return good;
}
