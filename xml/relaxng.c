/* SPDX-License-Identifier: Apache-2.0 */
#include "xml/relaxng.h"

#include "core/mem.h"
#include "xml/libxml_error.h"

#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <stdlib.h>
#include <string.h>

struct relaxng {
	char *path;
	xmlRelaxNGPtr schema;
};

/* The first objection; later ones follow from it. */
struct objection {
	char *text;
	unsigned line;
};

static void
on_error(void *user, xml_error_argument e)
{
	struct objection *o = user;
	const char *text = e->message ? e->message : "unknown error";
	if (o->text)
		return;
	o->text = mem_strndup(text, strcspn(text, "\n"));
	o->line = e->line > 0 ? (unsigned)e->line : 1;
}

void
relaxng_free(struct relaxng *r)
{
	if (!r)
		return;
	xmlRelaxNGFree(r->schema);
	free(r->path);
	free(r);
}

struct relaxng *
relaxng_load(const char *path, struct diag *diag)
{
	struct objection o = { 0 };
	struct relaxng *r = mem_zalloc(sizeof(*r));
	r->path = mem_strdup(path);
	xmlRelaxNGParserCtxtPtr context = xmlRelaxNGNewParserCtxt(path);
	if (context) {
		xmlSetStructuredErrorFunc(&o, on_error);
		xmlRelaxNGSetParserStructuredErrors(context, on_error, &o);
		r->schema = xmlRelaxNGParse(context);
		xmlRelaxNGFreeParserCtxt(context);
		xmlSetStructuredErrorFunc(NULL, NULL);
	}
	if (!r->schema) {
		diag_error(diag, NULL, "cannot use the schema '%s': %s", path,
		    o.text ? o.text : "it cannot be read");
		relaxng_free(r);
		r = NULL;
	}
	free(o.text);
	return r;
}

static bool
validate(struct relaxng *r, xmlDocPtr document, struct objection *o)
{
	xmlRelaxNGValidCtxtPtr context = xmlRelaxNGNewValidCtxt(r->schema);
	if (!context)
		return false;
	xmlRelaxNGSetValidStructuredErrors(context, on_error, o);
	int result = xmlRelaxNGValidateDoc(context, document);
	xmlRelaxNGFreeValidCtxt(context);
	return result == 0;
}

/* The text of a line without its indentation. */
static struct place
place_of_line(const struct source *s, unsigned line)
{
	const char *bytes;
	size_t size;
	if (!source_line(s, line, &bytes, &size))
		return (struct place){ .source = s };
	size_t indentation = 0;
	while (indentation < size && strchr(" \t", bytes[indentation]))
		indentation++;
	return source_place(
	    s, (size_t)(bytes - s->text) + indentation, size - indentation);
}

bool
relaxng_accepts(
    struct relaxng *r, const struct source *source, struct diag *diag)
{
	struct objection o = { 0 };
	bool accepted = false;
	xmlDocPtr document =
	    xmlReadMemory(source->text, (int)source->size, source->path, NULL,
		XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	if (document)
		accepted = validate(r, document, &o);
	xmlFreeDoc(document);
	if (!accepted) {
		struct place at = place_of_line(source, o.line ? o.line : 1);
		diag_error(diag, &at, "the schema %s rejects this file: %s",
		    r->path, o.text ? o.text : "it cannot be parsed");
	}
	free(o.text);
	return accepted;
}
