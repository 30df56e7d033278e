/* SPDX-License-Identifier: Apache-2.0 */
/* How a ladder looks: its lifelines, arrows and labels, as lines of text. */
#include "reports/ladder_items.h"

#include "core/escape.h"
#include "core/mem.h"
#include "core/text/wrap.h"
#include "model/party.h"
#include "wire/frame.h"

#include <stdlib.h>
#include <string.h>

/* Columns of a lifeline: apart enough to see an arrow, not to seek its end. */
#define COLUMN_MIN 4U
#define COLUMN_MAX 12U
/* Next to the lifelines: the longest name of a message. */
#define TEXT_COLUMNS 26U
#define TEXT_GAP 3U
/* Frames within frames share the last bar from here on. */
#define BARS_MAX 6U
#define BAR_COLUMNS 2U
#define TEXT_MAX_BYTES ((size_t)1 << 10)

static const struct glyphs {
	const char *lifeline, *crossing, *left, *right, *stop;
	const char *open, *divide, *close, *bar, *rule;
	const char *lines[LINE_COUNT];
} utf8_glyphs = { "│", "┼", "◀", "▶", "x", "┌", "├", "└", "│", "─",
	{ "─", "╌", "═" } },
  ascii_glyphs = { "|", "+", "<", ">", "x", "+", "+", "+", "|", "-",
	  { "-", ".", "=" } };

/* Where everything is; columns count from 0. */
struct layout {
	const struct glyphs *glyphs;
	unsigned width, gutter, column;
	unsigned count; /* of parties */
	unsigned names[CAST_SIZE];
	unsigned x[CAST_SIZE]; /* by position in party_names() */
	unsigned server;
};

/* One line on its way out. */
struct canvas {
	const char *cells[LADDER_WIDTH_MAX];
};

static unsigned
clamp(unsigned value, unsigned least, unsigned most)
{
	return value < least ? least : value > most ? most : value;
}

static void
lay_out(const struct ladder *l, unsigned width, bool ascii, struct layout *ret)
{
	unsigned bars = l->deepest < BARS_MAX ? l->deepest : BARS_MAX;
	*ret = (struct layout){
		.glyphs = ascii ? &ascii_glyphs : &utf8_glyphs,
		.width = clamp(width, LADDER_WIDTH_MIN, LADDER_WIDTH_MAX),
		.gutter = BAR_COLUMNS * bars,
	};
	for (unsigned i = 0; i < CAST_SIZE; i++)
		if (l->party_set >> i & 1)
			ret->names[ret->count++] = i;
	unsigned room = ret->gutter + TEXT_GAP + TEXT_COLUMNS;
	room = ret->width > room ? ret->width - room : 0;
	/* The lifelines, and half a column to the server's. */
	ret->column =
	    clamp(2 * room / (2 * ret->count + 1), COLUMN_MIN, COLUMN_MAX);
	for (unsigned i = 0; i < ret->count; i++)
		ret->x[ret->names[i]] =
		    ret->gutter + ret->column * i + ret->column / 2;
	ret->server = ret->gutter + ret->column * ret->count + ret->column / 2;
}

/* Lifelines, and the bars of 'depth' frames. */
static void
draw_ground(const struct layout *y, unsigned depth, struct canvas *c)
{
	for (unsigned i = 0; i < LADDER_WIDTH_MAX; i++)
		c->cells[i] = " ";
	for (unsigned i = 0; i < depth && i < BARS_MAX; i++)
		c->cells[BAR_COLUMNS * i] = y->glyphs->bar;
	for (unsigned i = 0; i < y->count; i++)
		c->cells[y->x[y->names[i]]] = y->glyphs->lifeline;
	c->cells[y->server] = y->glyphs->lifeline;
}

/* A lifeline is crossed; what did not come leaves it, and every other cell. */
static void
draw_cell(const struct glyphs *g, const struct item *item, bool is_even,
    const char **cell)
{
	bool is_lifeline = *cell == g->lifeline;
	if (!item->is_ghost)
		*cell = is_lifeline ? g->crossing : g->lines[item->line];
	else if (!is_lifeline && !is_even)
		*cell = g->lines[item->line];
}

static void
draw_arrow(const struct layout *y, const struct item *item, struct canvas *c)
{
	const struct glyphs *g = y->glyphs;
	unsigned party = y->x[item->party];
	if (item->direction == LADDER_NO_MESSAGE) {
		c->cells[party] = g->stop;
		return;
	}
	for (unsigned x = party + 1; x < y->server; x++)
		draw_cell(g, item, (x - party) % 2 == 0, &c->cells[x]);
	bool up = item->direction == LADDER_TO_SERVER;
	c->cells[up ? y->server - 1 : party + 1] = item->forbidden ? g->stop
	    : up                                                   ? g->right
								   : g->left;
}

static void
print_cells(const struct canvas *c, unsigned end, struct buf *into)
{
	for (unsigned x = 0; x < end; x++)
		buf_add_text(into, c->cells[x]);
}

static void
end_line(struct buf *into)
{
	while (into->size > 0 && into->bytes[into->size - 1] == ' ')
		into->bytes[--into->size] = '\0';
	buf_add_char(into, '\n');
}

/* The next piece of *text that fits, which is then advanced past it. */
static void
print_piece(const char **text, size_t columns, struct buf *into)
{
	size_t size = wrap_line(*text, columns);
	buf_add(into, *text, size);
	*text += size;
	*text += strspn(*text, " ");
}

/* "EventInvite  ! duplicate  #6 0.004s"; the caller frees it. */
static char *
label_of(const struct item *item)
{
	return mem_printf("%s%s%s%s%s", item->text, item->mark ? "  ! " : "",
	    item->mark ? item->mark : "", item->note ? "  " : "",
	    item->note ? item->note : "");
}

static void
print_arrow(const struct layout *y, const struct item *item, struct buf *into)
{
	struct canvas c;
	char *label = label_of(item);
	const char *text = label;
	unsigned start = y->server + TEXT_GAP;
	draw_ground(y, item->depth, &c);
	draw_arrow(y, item, &c);
	print_cells(&c, start, into);
	print_piece(&text, y->width - start, into);
	end_line(into);
	while (*text) {
		draw_ground(y, item->depth, &c);
		print_cells(&c, start + BAR_COLUMNS, into);
		print_piece(&text, y->width - start - BAR_COLUMNS, into);
		end_line(into);
	}
	free(label);
}

/* Over the whole width, lifelines or not. */
static void
print_remark(const struct layout *y, const struct item *item, struct buf *into)
{
	const char *text = item->text ? item->text : "";
	const char *before = "! ";
	while (*text) {
		buf_add_text(into, before);
		print_piece(&text, y->width - BAR_COLUMNS, into);
		end_line(into);
		before = "  ";
	}
}

/* Over the whole width, lifelines or not. */
static void
print_line(const struct layout *y, const char *text, struct buf *into)
{
	while (*text) {
		print_piece(&text, y->width, into);
		end_line(into);
	}
}

/* From 'x' on a rule, over the lifelines up to the server's. */
static void
print_rule(const struct layout *y, size_t x, struct buf *into)
{
	for (; x <= y->server; x++)
		buf_add_text(into, y->glyphs->rule);
	end_line(into);
}

static void
print_edge(const struct layout *y, const struct item *item, const char *corner,
    struct buf *into)
{
	struct canvas c;
	const char *text = item->text ? item->text : "";
	unsigned depth = item->depth < BARS_MAX ? item->depth : BARS_MAX - 1;
	unsigned start = BAR_COLUMNS * depth;
	draw_ground(y, depth, &c);
	c.cells[start] = corner;
	while (*text) {
		const char *piece = text;
		print_cells(&c, start + 1, into);
		buf_add_char(into, ' ');
		print_piece(&text, y->width - start - 2, into);
		if (!*text) {
			buf_add_char(into, ' ');
			print_rule(y, start + 3 + utf8_length(piece), into);
			return;
		}
		end_line(into);
		c.cells[start] = y->glyphs->bar;
	}
	print_cells(&c, start + 1, into);
	print_rule(y, start + 1, into);
}

static void
print_item(const struct layout *y, const struct item *item, struct buf *into)
{
	switch (item->kind) {
	case ITEM_ARROW:
		print_arrow(y, item, into);
		break;
	case ITEM_REMARK:
		print_remark(y, item, into);
		break;
	case ITEM_FOLD:
		print_line(y, item->text, into);
		break;
	case ITEM_OPEN:
		print_edge(y, item, y->glyphs->open, into);
		break;
	case ITEM_DIVIDE:
		print_edge(y, item, y->glyphs->divide, into);
		break;
	case ITEM_CLOSE:
		print_edge(y, item, y->glyphs->close, into);
		break;
	}
}

/* "agent1", or as much as fits: "ag1", "report." */
static void
add_short_name(const char *name, size_t most, struct buf *into)
{
	size_t size = strlen(name);
	const char *end = name + strcspn(name, "0123456789");
	if (size <= most) {
		buf_add(into, name, size);
		return;
	}
	if (!*end)
		end = ".";
	buf_add(into, name, most - strlen(end));
	buf_add_text(into, end);
}

/* A name above its lifeline. */
static void
print_name(const char *name, unsigned x, size_t most, struct buf *line)
{
	struct buf b;
	buf_init(&b, TEXT_MAX_BYTES);
	add_short_name(name, most, &b);
	size_t start = x > b.size / 2 ? x - b.size / 2 : 0;
	if (line->size > 0 && start <= line->size)
		start = line->size + 1;
	buf_pad(line, ' ', (int)(start - line->size));
	buf_add(line, b.bytes, b.size);
	buf_free(&b);
}

static void
print_names(const struct layout *y, struct buf *into)
{
	struct buf line;
	buf_init(&line, TEXT_MAX_BYTES);
	for (unsigned i = 0; i < y->count; i++)
		print_name(party_names()[y->names[i]], y->x[y->names[i]],
		    y->column - 1, &line);
	print_name("server", y->server, strlen("server"), &line);
	buf_add(into, line.bytes, line.size);
	end_line(into);
	buf_free(&line);
}

static void
print_legend(const struct ladder *l, const struct layout *y, struct buf *into)
{
	static const char *const names[LINE_COUNT] = {
		[LINE_MANAGEMENT] = PROTOCOL_INTERACTION_MANAGEMENT,
		[LINE_REPORTING] = PROTOCOL_REPORTING,
		[LINE_OTHER] = "any other",
	};
	const struct glyphs *g = y->glyphs;
	const char *gap = "";
	for (unsigned i = 0; i < LINE_COUNT; i++) {
		if (!(l->line_set >> i & 1))
			continue;
		buf_printf(into, "%s%s%s%s %s", gap, g->lines[i], g->lines[i],
		    g->right, names[i]);
		gap = "   ";
	}
	end_line(into);
}

static void
print_from(const struct ladder *l, size_t first, unsigned width, bool ascii,
    struct buf *into)
{
	struct layout y;
	if (l->items.count == 0)
		return;
	lay_out(l, width, ascii, &y);
	print_names(&y, into);
	if (first > 0)
		buf_printf(into, "%zu earlier not shown\n", first);
	for (size_t i = first; i < l->items.count; i++)
		print_item(&y, &l->items.items[i], into);
	if (l->dropped)
		buf_printf(into, "and %u more\n", l->dropped);
	if (l->line_set & ~(1u << LINE_NONE))
		print_legend(l, &y, into);
	for (size_t i = 0; i < l->legend.count; i++)
		print_line(&y, l->legend.items[i], into);
}

void
ladder_print(
    const struct ladder *l, unsigned width, bool ascii, struct buf *into)
{
	print_from(l, 0, width, ascii, into);
}

void
ladder_print_end(const struct ladder *l, size_t most, unsigned width,
    bool ascii, struct buf *into)
{
	size_t count = l->items.count;
	print_from(l, count > most ? count - most : 0, width, ascii, into);
}
