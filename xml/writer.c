/* SPDX-License-Identifier: Apache-2.0 */
#include "xml/writer.h"

#include "core/escape.h"
#include "core/mem.h"

#include <inttypes.h>
#include <libxml/xmlwriter.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct xml_writer {
	struct buf memory;
	xmlTextWriterPtr text;
	bool failed;
	bool is_html;
	bool is_void; /* the element just opened has no end tag in HTML */
};

/* libxml2's functions return a negative number when they fail. */
static void
note_result(struct xml_writer *w, int result)
{
	if (result < 0)
		w->failed = true;
}

/*
 * Called by libxml2 with each piece; its own buffer would be copied as a whole
 * each time.
 */
static int
take_piece(void *context, const char *bytes, int size)
{
	struct xml_writer *w = context;
	return buf_add(&w->memory, bytes, (size_t)size) ? size : -1;
}

static struct xml_writer *
open_writer(void)
{
	struct xml_writer *w = mem_zalloc(sizeof(*w));
	buf_init(&w->memory, SIZE_MAX / 2);
	xmlOutputBufferPtr output =
	    xmlOutputBufferCreateIO(take_piece, NULL, w, NULL);
	w->text = output ? xmlNewTextWriter(output) : NULL;
	w->failed = !w->text;
	return w;
}

struct xml_writer *
xml_writer_new(void)
{
	struct xml_writer *w = open_writer();
	if (w->failed)
		return w;
	note_result(w, xmlTextWriterSetIndent(w->text, 1));
	note_result(w, xmlTextWriterSetIndentString(w->text, BAD_CAST "  "));
	note_result(
	    w, xmlTextWriterStartDocument(w->text, "1.0", "UTF-8", NULL));
	return w;
}

struct xml_writer *
xml_writer_new_html(void)
{
	static const char type[] = "<!DOCTYPE html>\n";
	struct xml_writer *w = open_writer();
	w->is_html = true;
	xml_raw(w, type, sizeof(type) - 1);
	return w;
}

void
xml_writer_free(struct xml_writer *w)
{
	if (!w)
		return;
	if (w->text)
		xmlFreeTextWriter(w->text);
	buf_free(&w->memory);
	free(w);
}

/* The elements of HTML without content that our pages have. */
static bool
is_void_element(const char *name)
{
	static const char *const names[] = { "br", "input", "link", "meta" };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

void
xml_start(struct xml_writer *w, const char *name)
{
	if (w->failed)
		return;
	w->is_void = w->is_html && is_void_element(name);
	note_result(w, xmlTextWriterStartElement(w->text, BAD_CAST name));
}

static char *
legal_copy(const char *bytes, size_t size)
{
	struct buf legal;
	buf_init(&legal, size * ESCAPE_GROWTH_MAX);
	escape_xml_legal(&legal, bytes, size);
	return buf_take(&legal);
}

void
xml_attribute(struct xml_writer *w, const char *name, const char *value)
{
	if (w->failed)
		return;
	char *legal = legal_copy(value, strlen(value));
	note_result(w,
	    xmlTextWriterWriteAttribute(
		w->text, BAD_CAST name, BAD_CAST legal));
	free(legal);
}

void
xml_attribute_number(struct xml_writer *w, const char *name, int64_t value)
{
	char text[24];
	snprintf(text, sizeof(text), "%" PRId64, value);
	xml_attribute(w, name, text);
}

void
xml_text_bytes(struct xml_writer *w, const char *bytes, size_t size)
{
	if (w->failed)
		return;
	char *legal = legal_copy(bytes, size);
	note_result(w, xmlTextWriterWriteString(w->text, BAD_CAST legal));
	free(legal);
}

void
xml_text(struct xml_writer *w, const char *text)
{
	xml_text_bytes(w, text, strlen(text));
}

void
xml_raw(struct xml_writer *w, const char *bytes, size_t size)
{
	if (!w->failed)
		note_result(w,
		    xmlTextWriterWriteRawLen(
			w->text, BAD_CAST bytes, (int)size));
}

void
xml_end(struct xml_writer *w)
{
	if (w->failed)
		return;
	if (w->is_html && !w->is_void)
		note_result(w, xmlTextWriterFullEndElement(w->text));
	else
		note_result(w, xmlTextWriterEndElement(w->text));
	w->is_void = false;
}

bool
xml_writer_finish(struct xml_writer *w, struct buf *into)
{
	bool written = !w->failed;
	if (written) {
		written = xmlTextWriterEndDocument(w->text) >= 0 &&
		    xmlTextWriterFlush(w->text) >= 0 &&
		    buf_add(into, w->memory.bytes, w->memory.size);
	}
	xml_writer_free(w);
	return written;
}
