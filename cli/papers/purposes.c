/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/papers/purposes.h"

#include "core/escape.h"
#include "core/mem.h"
#include "core/text/wrap.h"
#include "core/vec.h"
#include "reports/html/html_markup.h"
#include "reports/paper/sheet.h"

#include <stdlib.h>
#include <string.h>

#define COLUMNS 80U
/* Where texts begin after an id. */
#define LABEL_COLUMNS 14

struct purpose {
	const struct suite *suite;
	const struct fixture_case *test;
	const struct requirement *requirement;
};

struct purposes {
	VEC(struct purpose) items;
};

struct purposes *
purposes_new(void)
{
	return mem_zalloc(sizeof(struct purposes));
}

void
purposes_free(struct purposes *p)
{
	if (!p)
		return;
	vec_free(&p->items);
	free(p);
}

void
purposes_add(
    struct purposes *p, const struct suite *s, const struct fixture_case *c)
{
	for (size_t i = 0; i < c->requirements.count; i++) {
		struct purpose one = { s, c, &c->requirements.items[i] };
		vec_push(&p->items, one);
	}
}

static bool
plays(const struct fixture_case *c, const struct fixture_case *other)
{
	for (size_t i = 0; i < c->plays.count; i++)
		if (c->plays.items[i]->played->target == other)
			return true;
	return false;
}

/* How many of the suite play that case. */
static unsigned
count_players(const struct purpose *p)
{
	unsigned count = 0;
	for (size_t i = 0; i < p->suite->fixtures.count; i++) {
		const struct fixture *f = p->suite->fixtures.items[i];
		for (size_t j = 0; j < f->cases.count; j++)
			count += plays(f->cases.items[j], p->test);
	}
	return count;
}

/* "conference/x/y, and 2 cases that play it"; to be freed by buf_free(). */
static struct buf
cases_of(const struct purpose *p)
{
	struct buf text;
	unsigned more = count_players(p);
	buf_init(&text, SIZE_MAX / 2);
	buf_printf(&text, "%s/%s/%s", p->suite->name, p->test->fixture->phase,
	    p->test->name);
	if (more)
		buf_printf(&text, ", and %u case%s that play%s it", more,
		    more == 1 ? "" : "s", more == 1 ? "s" : "");
	return text;
}

static void
print_text(const struct purposes *p, struct buf *into)
{
	for (size_t i = 0; i < p->items.count; i++) {
		const struct purpose *one = &p->items.items[i];
		struct buf cases = cases_of(one);
		char *head =
		    mem_printf("%s, §%s of %s", one->requirement->level,
			one->test->fixture->section, one->suite->document);
		buf_add_text(into, i ? "\n" : "");
		wrap_labelled(
		    one->requirement->id, LABEL_COLUMNS, head, COLUMNS, into);
		wrap_labelled("  purpose", LABEL_COLUMNS,
		    one->requirement->text, COLUMNS, into);
		wrap_labelled("  shown by", LABEL_COLUMNS, buf_text(&cases),
		    COLUMNS, into);
		free(head);
		buf_free(&cases);
	}
}

static void
add_cell(struct buf *into, const char *text)
{
	buf_add_char(into, ' ');
	escape_markdown(into, text, strlen(text));
	buf_add_text(into, " |");
}

static void
print_markdown(const struct purposes *p, struct buf *into)
{
	buf_add_text(into,
	    "| id | level | section | purpose | shown by |\n"
	    "|---|---|---|---|---|\n");
	for (size_t i = 0; i < p->items.count; i++) {
		const struct purpose *one = &p->items.items[i];
		struct buf cases = cases_of(one);
		buf_add_char(into, '|');
		add_cell(into, one->requirement->id);
		add_cell(into, one->requirement->level);
		add_cell(into, one->test->fixture->section);
		add_cell(into, one->requirement->text);
		add_cell(into, buf_text(&cases));
		buf_add_char(into, '\n');
		buf_free(&cases);
	}
}

static void
add_row(struct sheet *s, const struct purpose *one)
{
	struct buf cases = cases_of(one);
	xml_start(s->w, "tr");
	sheet_cell(s, "id", one->requirement->id);
	sheet_cell(s, NULL, one->requirement->level);
	sheet_cell(s, NULL, one->test->fixture->section);
	sheet_cell(s, NULL, one->requirement->text);
	sheet_cell(s, "ids", buf_text(&cases));
	xml_end(s->w);
	buf_free(&cases);
}

static bool
print_html(const struct purposes *p, struct buf *into)
{
	static const char *const columns[] = { "Id", "Level", "Section",
		"Purpose", "Shown by", NULL };
	struct sheet s = { 0 };
	sheet_open(&s, "Test purposes");
	html_open(s.w, "article", "page");
	html_element(s.w, "h1", NULL, "Test purposes");
	html_open_table(s.w, "Test purposes", "purposes", columns);
	xml_start(s.w, "tbody");
	for (size_t i = 0; i < p->items.count; i++)
		add_row(&s, &p->items.items[i]);
	return sheet_close(&s, into);
}

bool
purposes_print(
    const struct purposes *p, enum purposes_form form, struct buf *into)
{
	switch (form) {
	case PURPOSES_NONE:
		break;
	case PURPOSES_TEXT:
		print_text(p, into);
		break;
	case PURPOSES_MARKDOWN:
		print_markdown(p, into);
		break;
	case PURPOSES_HTML:
		return print_html(p, into);
	}
	return !into->truncated;
}
