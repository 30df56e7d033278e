/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two values of an attribute side by side, with the part marked that differs.
 */
#include "core/mem.h"
#include "reports/html/html_parts.h"

#include <stdlib.h>
#include <string.h>

static bool
is_inside_character(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

/* How many bytes both start with, in whole characters. */
static size_t
common_start(const char *a, const char *b)
{
	size_t size = 0;
	while (a[size] && a[size] == b[size])
		size++;
	while (size > 0 &&
	    (is_inside_character(a[size]) || is_inside_character(b[size])))
		size--;
	return size;
}

/* How many bytes both end with, after their common start. */
static size_t
common_end(const char *a, const char *b, size_t start)
{
	size_t a_size = strlen(a), b_size = strlen(b), size = 0;
	while (size < a_size - start && size < b_size - start &&
	    a[a_size - size - 1] == b[b_size - size - 1])
		size++;
	while (size > 0 && is_inside_character(a[a_size - size]))
		size--;
	return size;
}

static void
add_part(
    struct xml_writer *w, const char *element, const char *text, size_t size)
{
	if (size == 0)
		return;
	char *part = mem_strndup(text, size);
	if (element)
		html_element(w, element, NULL, part);
	else
		html_text(w, part);
	free(part);
}

static void
add_side(
    struct xml_writer *w, const char *name, const char *text, const char *other)
{
	size_t start = common_start(text, other);
	size_t end = common_end(text, other, start);
	size_t size = strlen(text);
	html_open(w, "tr", name);
	xml_start(w, "th");
	xml_attribute(w, "scope", "row");
	xml_text(w, name);
	xml_end(w);
	xml_start(w, "td");
	add_part(w, NULL, text, start);
	add_part(w, "mark", text + start, size - start - end);
	add_part(w, NULL, text + size - end, end);
	xml_end(w);
	xml_end(w);
}

void
html_print_difference(struct xml_writer *w, const struct finding_difference *d)
{
	if (!d->what)
		return;
	html_open(w, "table", "difference");
	html_element(w, "caption", NULL, d->what);
	xml_start(w, "tbody");
	add_side(w, "expected", d->expected, d->observed);
	add_side(w, "observed", d->observed, d->expected);
	xml_end(w);
	xml_end(w);
}
