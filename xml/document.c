/* SPDX-License-Identifier: Apache-2.0 */
#include "xml/document.h"

#include "core/escape.h"
#include "core/mem.h"
#include "xml/cursor.h"
#include "xml/libxml_error.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>
#include <string.h>

/* One parse: what libxml2's callbacks share. */
struct parse {
	struct xml_document *document;
	struct diag *diag;
	xmlParserCtxtPtr context;
	struct xml_cursor cursor;
	struct xml_node *open; /* the innermost open element */
	unsigned depth, count;
	bool *self_closed; /* of each open element, by depth */
	bool stopped;      /* an error was reported */
};

/* What is not in the storage of the document. */
void
xml_node_clear(struct xml_node *n)
{
	for (size_t i = 0; i < n->children.count; i++)
		xml_node_clear(n->children.items[i]);
	vec_free(&n->children);
	buf_free(&n->text);
}

struct xml_node *
xml_node_copy(struct xml_document *d, const struct xml_node *from,
    struct xml_node *parent)
{
	struct xml_node *n = xml_storage_take(&d->storage, sizeof(*n));
	*n = *from;
	n->parent = parent;
	memset(&n->children, 0, sizeof(n->children));
	buf_init(&n->text, SOURCE_MAX_BYTES);
	buf_add(&n->text, buf_text(&from->text), from->text.size);
	for (size_t i = 0; i < from->children.count; i++) {
		struct xml_node *child =
		    xml_node_copy(d, from->children.items[i], n);
		vec_push(&n->children, child);
	}
	return n;
}

void
xml_document_free(struct xml_document *d)
{
	if (!d)
		return;
	if (d->root)
		xml_node_clear(d->root);
	xml_storage_free(&d->storage);
	source_unref(d->source);
	free(d);
}

const struct xml_attribute *
xml_node_attribute(const struct xml_node *n, const char *name)
{
	for (size_t i = 0; i < n->attributes.count; i++)
		if (strcmp(n->attributes.items[i].name, name) == 0)
			return &n->attributes.items[i];
	return NULL;
}

static void
stop(struct parse *p)
{
	p->stopped = true;
	xmlStopParser(p->context);
}

static bool
is_within_limits(struct parse *p, const struct place *at)
{
	if (p->depth == XML_MAX_DEPTH)
		diag_error(p->diag, at,
		    "elements are nested deeper than the limit of %d",
		    XML_MAX_DEPTH);
	else if (p->count == XML_MAX_NODES)
		diag_error(p->diag, at,
		    "the file has more elements than the limit of %d",
		    XML_MAX_NODES);
	else
		return true;
	stop(p);
	return false;
}

static char *
store(struct parse *p, const xmlChar *text)
{
	const char *bytes = (const char *)text;
	return xml_storage_copy(&p->document->storage, bytes, strlen(bytes));
}

static char *
store_name(struct parse *p, const xmlChar *prefix, const xmlChar *name)
{
	if (!prefix)
		return store(p, name);
	char *whole = mem_printf("%s:%s", prefix, name);
	char *stored = store(p, BAD_CAST whole);
	free(whole);
	return stored;
}

/* Mostly that of the parent, which is kept once. */
static const char *
store_name_space(struct parse *p, const xmlChar *uri)
{
	const xmlChar *text = uri ? uri : BAD_CAST "";
	const char *known = p->open ? p->open->name_space : "";
	return strcmp(known, (const char *)text) == 0 ? known : store(p, text);
}

/* libxml2 gives five pointers an attribute: name, prefix, URI, value, end. */
static void
add_attributes(
    struct parse *p, struct xml_node *n, int count, const xmlChar **attributes)
{
	bool *empty = &p->self_closed[p->depth];
	struct place name_at, value_at;
	n->attributes.items = xml_storage_take(&p->document->storage,
	    (size_t)count * sizeof(*n->attributes.items));
	for (int i = 0; i < count; i++, attributes += 5) {
		if (!xml_cursor_attribute(
			&p->cursor, &name_at, &value_at, empty))
			return;
		n->attributes.items[n->attributes.count++] =
		    (struct xml_attribute){
			    .name = store_name(p, attributes[1], attributes[0]),
			    .value = xml_storage_copy(&p->document->storage,
				(const char *)attributes[3],
				(size_t)(attributes[4] - attributes[3])),
			    .name_at = name_at,
			    .value_at = value_at,
		    };
	}
	xml_cursor_attribute(&p->cursor, &name_at, &value_at, empty);
}

static void
on_start(void *user, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int namespace_count, const xmlChar **namespaces,
    int attribute_count, int defaulted_count, const xmlChar **attributes)
{
	(void)prefix, (void)namespace_count, (void)namespaces;
	(void)defaulted_count;
	struct parse *p = user;
	if (p->stopped)
		return;
	xml_cursor_to_tag(&p->cursor);
	struct place at = xml_cursor_start_tag(&p->cursor);
	if (!is_within_limits(p, &at))
		return;
	struct xml_node *n =
	    xml_storage_take(&p->document->storage, sizeof(*n));
	n->name = store(p, name);
	n->name_space = store_name_space(p, uri);
	n->at = at;
	n->parent = p->open;
	buf_init(&n->text, SOURCE_MAX_BYTES);
	if (p->open)
		vec_push(&p->open->children, n);
	else
		p->document->root = n;
	add_attributes(p, n, attribute_count, attributes);
	p->open = n;
	p->depth++;
	p->count++;
}

static void
on_end(
    void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	(void)name, (void)prefix, (void)uri;
	struct parse *p = user;
	if (p->stopped || !p->open)
		return;
	p->open = p->open->parent;
	p->depth--;
	if (p->self_closed[p->depth])
		return;
	xml_cursor_to_tag(&p->cursor);
	xml_cursor_end_tag(&p->cursor);
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void
on_text(void *user, const xmlChar *text, int size)
{
	struct parse *p = user;
	if (p->stopped || !p->open)
		return;
	const char *bytes = (const char *)text;
	size_t blank = 0;
	while (blank < (size_t)size && is_blank(bytes[blank]))
		blank++;
	if (blank < (size_t)size && !p->open->text_at.source)
		p->open->text_at = xml_cursor_text(&p->cursor);
	if (!p->open->text_at.source)
		return;
	buf_add(&p->open->text, bytes, (size_t)size);
}

static void
on_document_type(void *user, const xmlChar *name, const xmlChar *external,
    const xmlChar *system)
{
	(void)name, (void)external, (void)system;
	struct parse *p = user;
	xml_cursor_to_tag(&p->cursor);
	struct place at = xml_cursor_start_tag(&p->cursor);
	diag_error(
	    p->diag, &at, "a document type declaration is not allowed here");
	diag_note(p->diag, "remove <!DOCTYPE ...> and write entities out");
	stop(p);
}

/* Plain words for what authors get wrong most; others in libxml2's own. */
static const struct wording {
	int code;
	const char *text;
} wordings[] = {
	{ XML_ERR_TAG_NOT_FINISHED, "the file ends inside an open element" },
	{ XML_ERR_DOCUMENT_END,
	    "there is more text after the end of the root element" },
	{ XML_ERR_DOCUMENT_EMPTY, "an element was expected here" },
	{ XML_ERR_ATTRIBUTE_NOT_STARTED,
	    "a value in quotes was expected "
	    "here" },
	{ XML_ERR_ATTRIBUTE_WITHOUT_VALUE, "an attribute needs ='value'" },
	{ XML_ERR_LT_IN_ATTRIBUTE, "'<' in a value is written &lt;" },
	{ XML_ERR_NAME_REQUIRED,
	    "a name was expected here; '&' itself is "
	    "written &amp;" },
	{ XML_ERR_ENTITYREF_SEMICOL_MISSING,
	    "a reference ends in ';'; '&' "
	    "itself is written &amp;" },
	{ XML_ERR_GT_REQUIRED, "'>' was expected here" },
};

static const char *
find_wording(int code)
{
	for (size_t i = 0; i < sizeof(wordings) / sizeof(wordings[0]); i++)
		if (wordings[i].code == code)
			return wordings[i].text;
	return NULL;
}

static void
report_error(struct parse *p, xml_error_argument e)
{
	struct place at = { p->document->source,
		e->line > 0 ? (unsigned)e->line : 1,
		e->int2 > 0 ? (unsigned)e->int2 : 1, 1 };
	const char *plain = find_wording(e->code);
	const char *text = e->message ? e->message : "unknown error\n";
	if (e->code == XML_ERR_TAG_NAME_MISMATCH && e->str1 && e->str2)
		diag_error(p->diag, &at,
		    "not well-formed: <%s> of line %d is closed by </%s>",
		    e->str1, e->int1, e->str2);
	else if (plain)
		diag_error(p->diag, &at, "not well-formed: %s", plain);
	else
		diag_error(p->diag, &at, "not well-formed: %.*s",
		    (int)strcspn(text, "\n"), text);
}

static void
on_error(void *user, xml_error_argument e)
{
	struct parse *p = user;
	if (p->stopped || e->level == XML_ERR_WARNING)
		return;
	report_error(p, e);
	stop(p);
}

static bool
is_empty(const struct source *s)
{
	for (size_t i = 0; i < s->size; i++)
		if (!is_blank(s->text[i]))
			return false;
	return true;
}

static bool
looks_like_utf16(const struct source *s)
{
	const unsigned char *u = (const unsigned char *)s->text;
	return s->size >= 2 &&
	    ((u[0] == 0xFE && u[1] == 0xFF) || (u[0] == 0xFF && u[1] == 0xFE) ||
		u[0] == 0 || u[1] == 0);
}

static bool
check_encoding(struct source *s, struct diag *diag)
{
	struct place whole = { .source = s };
	if (is_empty(s)) {
		diag_error(diag, &whole, "the file is empty");
		return false;
	}
	if (looks_like_utf16(s)) {
		diag_error(diag, &whole, "the file is in UTF-16");
		diag_note(diag, "save it as UTF-8");
		return false;
	}
	size_t valid = utf8_valid_size(s->text, s->size);
	if (valid == s->size)
		return true;
	struct place at = source_place(s, valid, 1);
	diag_error(diag, &at, "byte 0x%02X is not UTF-8",
	    (unsigned)(unsigned char)s->text[valid]);
	diag_note(diag, "save the file as UTF-8");
	return false;
}

static void
set_handlers(struct parse *p)
{
	xmlSAXHandler *sax = p->context->sax;
	memset(sax, 0, sizeof(*sax));
	sax->initialized = XML_SAX2_MAGIC;
	sax->startElementNs = on_start;
	sax->endElementNs = on_end;
	sax->characters = on_text;
	sax->cdataBlock = on_text;
	sax->ignorableWhitespace = on_text;
	sax->internalSubset = on_document_type;
	sax->serror = on_error;
	p->context->userData = p;
}

static void
run_parser(struct parse *p, const struct source *s)
{
	bool self_closed[XML_MAX_DEPTH + 1] = { false };
	p->self_closed = self_closed;
	xml_cursor_init(&p->cursor, s);
	p->context = xmlCreateMemoryParserCtxt(s->text, (int)s->size);
	if (!p->context) {
		struct place whole = { .source = s };
		diag_error(p->diag, &whole, "cannot create an XML parser");
		return;
	}
	set_handlers(p);
	/*
	 * The bytes are UTF-8, whatever the declaration says.  NOENT makes
	 * "&amp;" in a value an "&"; there is no DTD that could add entities.
	 */
	xmlCtxtUseOptions(p->context,
	    XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_IGNORE_ENC);
	xmlParseDocument(p->context);
	if (p->context->myDoc)
		xmlFreeDoc(p->context->myDoc);
	xmlFreeParserCtxt(p->context);
}

static bool
check_crowd(const struct source *s, struct diag *diag)
{
	struct place at;
	if (!xml_cursor_find_crowd(s, XML_MAX_ATTRIBUTES, &at))
		return true;
	diag_error(diag, &at,
	    "the element has more attributes than the limit of %d",
	    XML_MAX_ATTRIBUTES);
	return false;
}

struct xml_document *
xml_document_parse(struct source *source, struct diag *diag)
{
	if (!check_encoding(source, diag) || !check_crowd(source, diag))
		return NULL;
	unsigned errors = diag->error_count;
	struct xml_document *d = mem_zalloc(sizeof(*d));
	d->source = source_ref(source);
	struct parse p = { .document = d, .diag = diag };
	run_parser(&p, source);
	if (diag->error_count == errors && d->root)
		return d;
	xml_document_free(d);
	return NULL;
}
