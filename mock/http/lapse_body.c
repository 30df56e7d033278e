/* SPDX-License-Identifier: Apache-2.0 */
/* Lapses with what comes up: the lines of a body are rewritten. */
#include "mock/http/lapse_state.h"

#include "core/mem.h"
#include "wire/json_frame.h"
#include "wire/json_tree.h"

#include <stdlib.h>
#include <string.h>

#define SHORT_LINE_BYTES ((size_t)64 << 10)
#define SMALL_MESSAGE_VALUES 1000
/* A body may grow by a member in each line. */
#define BODY_MAX_BYTES ((size_t)8 << 20)

/* What is made of a line. */
enum fate {
	LINE_KEPT,
	LINE_IGNORED, /* an empty line takes its place */
	LINE_SPOILT,  /* one that is no frame does */
};

/* A line, and what it says. */
struct line {
	const char *text;
	size_t size;
	struct frame frame;
	bool is_frame;
	char problem[JSON_PROBLEM_SIZE];
};

/* --- single lines --- */

static bool
has(const uint32_t *parties, size_t count, uint32_t party)
{
	for (size_t i = 0; i < count; i++)
		if (parties[i] == party)
			return true;
	return false;
}

#define HAS(set, party) has((set)->items, (set)->count, party)

/* Was it never opened? */
static bool
is_stranger(const struct lapse *l, const struct line *line)
{
	return line->is_frame && !HAS(&l->opened, line->frame.party) &&
	    !HAS(&l->closed, line->frame.party);
}

static enum fate
shorten(const struct lapse *l, const struct line *line)
{
	(void)l;
	return line->size > SHORT_LINE_BYTES ? LINE_SPOILT : LINE_KEPT;
}

static enum fate
spoil_empty(const struct lapse *l, const struct line *line)
{
	(void)l;
	return line->size == 0 ? LINE_SPOILT : LINE_KEPT;
}

static enum fate
spoil_unknown(const struct lapse *l, const struct line *line)
{
	static const char *const known[] = { "frame", "party", "name", "fence",
		"protocol", "message", NULL };
	struct json_tree tree = { 0 };
	char problem[JSON_PROBLEM_SIZE];
	enum fate fate = LINE_KEPT;
	(void)l;
	if (line->is_frame &&
	    json_tree_read(&tree, line->text, line->size, problem, NULL)) {
		unsigned found = 0;
		for (unsigned i = 0; known[i]; i++)
			found +=
			    json_node_find(tree.nodes.items, known[i]) != NULL;
		if (found < tree.nodes.items[0].count)
			fate = LINE_SPOILT;
	}
	json_tree_free(&tree);
	return fate;
}

static bool
is_send(const struct line *line)
{
	return memmem(
	    line->text, line->size, "messageName", strlen("messageName"));
}

static enum fate
ignore_malformed(const struct lapse *l, const struct line *line)
{
	(void)l;
	return !line->is_frame && line->size && !is_send(line) ? LINE_IGNORED
							       : LINE_KEPT;
}

static enum fate
ignore_nameless(const struct lapse *l, const struct line *line)
{
	(void)l;
	return line->is_frame && line->frame.kind == FRAME_OPEN &&
		!*frame_text(&line->frame)
	    ? LINE_IGNORED
	    : LINE_KEPT;
}

static enum fate
ignore_open(const struct lapse *l, const struct line *line)
{
	(void)l;
	return line->is_frame && line->frame.kind == FRAME_OPEN ? LINE_IGNORED
								: LINE_KEPT;
}

static enum fate
ignore_closed(const struct lapse *l, const struct line *line)
{
	return line->is_frame && HAS(&l->closed, line->frame.party)
	    ? LINE_IGNORED
	    : LINE_KEPT;
}

static enum fate
ignore_early_close(const struct lapse *l, const struct line *line)
{
	return line->is_frame && line->frame.kind == FRAME_CLOSE &&
		HAS(&l->fresh, line->frame.party)
	    ? LINE_IGNORED
	    : LINE_KEPT;
}

static enum fate
ignore_strange_send(const struct lapse *l, const struct line *line)
{
	return is_stranger(l, line) && line->frame.kind == FRAME_SEND
	    ? LINE_IGNORED
	    : LINE_KEPT;
}

static enum fate
ignore_strange_fence(const struct lapse *l, const struct line *line)
{
	return is_stranger(l, line) && line->frame.kind == FRAME_FENCE
	    ? LINE_IGNORED
	    : LINE_KEPT;
}

static enum fate
ignore_downward(const struct lapse *l, const struct line *line)
{
	(void)l;
	return line->is_frame && line->frame.kind >= FRAME_OPENED ? LINE_IGNORED
								  : LINE_KEPT;
}

static bool
is_too_wide(const struct line *line)
{
	return !line->is_frame && strstr(line->problem, "64 bits");
}

static enum fate
ignore_large(const struct lapse *l, const struct line *line)
{
	(void)l;
	return !line->is_frame && line->size && is_send(line) &&
		!is_too_wide(line)
	    ? LINE_IGNORED
	    : LINE_KEPT;
}

static enum fate
ignore_wide(const struct lapse *l, const struct line *line)
{
	(void)l;
	return is_too_wide(line) ? LINE_IGNORED : LINE_KEPT;
}

static enum fate
spoil_many_values(const struct lapse *l, const struct line *line)
{
	(void)l;
	return line->is_frame && line->frame.message &&
		message_count(line->frame.message) > SMALL_MESSAGE_VALUES
	    ? LINE_SPOILT
	    : LINE_KEPT;
}

static enum fate
spoil_escapes(const struct lapse *l, const struct line *line)
{
	(void)l;
	return memmem(line->text, line->size, "\\u", 2) ? LINE_SPOILT
							: LINE_KEPT;
}

static const struct line_lapse {
	enum binding_fault fault;
	enum fate (*decide)(const struct lapse *l, const struct line *line);
} line_lapses[] = {
	{ BREAKS_SHORT_LINES, shorten },
	{ BREAKS_NO_EMPTY_LINES, spoil_empty },
	{ BREAKS_STRICT_MEMBERS, spoil_unknown },
	{ BREAKS_LENIENT_LINES, ignore_malformed },
	{ BREAKS_NEVER_OPENED, ignore_open },
	{ BREAKS_NAMED_ONLY, ignore_nameless },
	{ BREAKS_IGNORES_CLOSED, ignore_closed },
	{ BREAKS_IGNORES_EARLY_CLOSE, ignore_early_close },
	{ BREAKS_IGNORES_STRANGERS, ignore_strange_send },
	{ BREAKS_STRANGE_FENCES, ignore_strange_fence },
	{ BREAKS_ANY_KIND, ignore_downward },
	{ BREAKS_LARGE_MESSAGES, ignore_large },
	{ BREAKS_LARGE_NUMBERS, ignore_wide },
	{ BREAKS_SMALL_MESSAGES, spoil_many_values },
	{ BREAKS_NO_ESCAPES, spoil_escapes },
};

static enum fate
fate_of(const struct lapse *l, const struct line *line)
{
	size_t count = sizeof(line_lapses) / sizeof(line_lapses[0]);
	for (size_t i = 0; i < count; i++)
		if (line_lapses[i].fault == l->fault)
			return line_lapses[i].decide(l, line);
	return LINE_KEPT;
}

/* --- the body --- */

struct lines {
	VEC(struct line) items;
	bool is_torn; /* the last one has no newline */
};

static void
read_lines(const struct buf *body, struct lines *ret)
{
	const char *at = buf_text(body), *end = at + body->size;
	*ret = (struct lines){ 0 };
	while (at < end) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		struct line line = { .text = at };
		line.size = (size_t)((newline ? newline : end) - at);
		at += line.size + 1;
		if (line.size && line.text[line.size - 1] == '\r')
			line.size--;
		if (line.size)
			line.is_frame = json_parse_frame(
			    line.text, line.size, &line.frame, line.problem);
		ret->is_torn = !newline;
		vec_push(&ret->items, line);
	}
}

static void
free_lines(struct lines *lines)
{
	for (size_t i = 0; i < lines->items.count; i++)
		frame_clear(&lines->items.items[i].frame);
	vec_free(&lines->items);
}

static bool
is_bad(const struct line *line)
{
	return line->size && !line->is_frame;
}

static void
note_frame(struct lapse *l, const struct line *line)
{
	uint32_t party = line->frame.party;
	if (!line->is_frame)
		return;
	if (line->frame.kind == FRAME_OPEN && !HAS(&l->opened, party)) {
		vec_push(&l->opened, party);
		vec_push(&l->fresh, party);
	} else if (line->frame.kind == FRAME_CLOSE) {
		vec_push(&l->closed, party);
		for (size_t i = 0; i < l->opened.count; i++)
			if (l->opened.items[i] == party)
				l->opened.items[i] =
				    l->opened.items[--l->opened.count];
	}
}

static void
add_text(struct buf *into, const struct line *line)
{
	buf_add(into, line->text, line->size);
	buf_add_char(into, '\n');
}

/* A request without a reference gets one. */
static void
add_with_reference(struct buf *into, struct line *line)
{
	if (!line->is_frame || line->frame.kind != FRAME_SEND ||
	    message_has(line->frame.message, "referenceId")) {
		add_text(into, line);
		return;
	}
	struct message *lent = message_copy(line->frame.message);
	message_set_integer(lent, "referenceId", INT32_MAX);
	line->frame.protocol = message_keep(lent, line->frame.protocol);
	message_unref(line->frame.message);
	line->frame.message = lent;
	json_print_frame(&line->frame, into);
}

static void
add_line(struct lapse *l, struct buf *into, struct line *line)
{
	switch (fate_of(l, line)) {
	case LINE_IGNORED:
		buf_add_char(into, '\n');
		break;
	case LINE_SPOILT:
		buf_add_text(into, "spoilt\n");
		break;
	case LINE_KEPT:
		if (l->fault == BREAKS_LENT_REFERENCES)
			add_with_reference(into, line);
		else
			add_text(into, line);
		break;
	}
	note_frame(l, line);
}

/* The first line that is no frame, alone, where it is; false: there is none. */
static bool
keep_only_bad(const struct lines *lines, struct buf *into)
{
	for (size_t i = 0; i < lines->items.count; i++) {
		if (is_bad(&lines->items.items[i])) {
			add_text(into, &lines->items.items[i]);
			return true;
		}
		buf_add_char(into, '\n');
	}
	buf_clear(into);
	return false;
}

static void
add_bad_last(const struct lines *lines, struct buf *into)
{
	for (size_t i = 0; i < lines->items.count; i++)
		if (!is_bad(&lines->items.items[i]))
			add_text(into, &lines->items.items[i]);
	for (size_t i = 0; i < lines->items.count; i++)
		if (is_bad(&lines->items.items[i]))
			add_text(into, &lines->items.items[i]);
}

static void
rewrite(struct lapse *l, struct lines *lines, struct buf *into)
{
	size_t count = lines->items.count;
	if (l->fault == BREAKS_ALL_OR_NOTHING && keep_only_bad(lines, into))
		return;
	if (l->fault == BREAKS_APPLIED_AFTER) {
		add_bad_last(lines, into);
		return;
	}
	if (l->fault == BREAKS_LOST_LAST_LINE && lines->is_torn)
		count--;
	for (size_t i = 0; i < count; i++)
		add_line(l, into,
		    &lines->items
			 .items[l->fault == BREAKS_BACKWARDS ? count - 1 - i
							     : i]);
}

void
lapse_body(struct lapse *l, unsigned channel, struct buf *body)
{
	struct lines lines;
	struct buf changed;
	if (!l)
		return;
	lapse_turn_to(l, channel);
	l->fresh.count = 0;
	read_lines(body, &lines);
	buf_init(&changed, BODY_MAX_BYTES);
	rewrite(l, &lines, &changed);
	free_lines(&lines);
	changed.truncated = body->truncated;
	buf_free(body);
	*body = changed;
}
