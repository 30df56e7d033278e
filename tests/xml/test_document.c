/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/xml/suites.h"
#include "xml/document.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct xml_document *
parse_bytes(const char *bytes, size_t size, struct diag *diag)
{
	struct source *s = source_from_text("a.xml", bytes, size);
	struct xml_document *d = xml_document_parse(s, diag);
	source_unref(s);
	return d;
}

static struct xml_document *
parse(const char *text)
{
	struct diag diag;
	diag_init(&diag);
	struct xml_document *d = parse_bytes(text, strlen(text), &diag);
	ck_assert_msg(diag.items.count == 0, "%s",
	    diag.items.count ? diag.items.items[0].text : "");
	return d;
}

static void
assert_place(struct place at, unsigned line, unsigned column, unsigned length)
{
	ck_assert_uint_eq(at.line, line);
	ck_assert_uint_eq(at.column, column);
	ck_assert_uint_eq(at.length, length);
}

START_TEST(attributes_know_their_places)
{
	struct xml_document *d =
	    parse("<a x=\"1\"><!-- <b z=\"no\"/> --><?p <b?><b\n"
		  "  y = \"\xC3\xA9&lt;\"\tz='2'/></a>");
	const struct xml_node *b = d->root->children.items[0];
	const struct xml_attribute *y = xml_node_attribute(b, "y");
	const struct xml_attribute *z = xml_node_attribute(b, "z");
	assert_place(d->root->at, 1, 1, 2);
	assert_place(d->root->attributes.items[0].value_at, 1, 7, 1);
	assert_place(b->at, 1, 38, 2);
	ck_assert_str_eq(y->value, "\xC3\xA9<");
	assert_place(y->name_at, 2, 3, 1);
	assert_place(y->value_at, 2, 8, 5);
	assert_place(z->name_at, 2, 15, 1);
	assert_place(z->value_at, 2, 18, 1);
	ck_assert_ptr_null(xml_node_attribute(b, "x"));
	xml_document_free(d);
}
END_TEST

START_TEST(namespaces_are_no_attributes)
{
	struct xml_document *d =
	    parse("<p:a xmlns:p='urn:p' q='1' xmlns='urn:d'>"
		  "<b p:c='2' xmlnsx='3'/></p:a>");
	const struct xml_node *b = d->root->children.items[0];
	ck_assert_str_eq(d->root->name, "a");
	ck_assert_str_eq(d->root->name_space, "urn:p");
	ck_assert_uint_eq(d->root->attributes.count, 1);
	assert_place(d->root->attributes.items[0].name_at, 1, 22, 1);
	ck_assert_str_eq(b->name_space, "urn:d");
	ck_assert_str_eq(b->attributes.items[0].name, "p:c");
	ck_assert_str_eq(b->attributes.items[1].name, "xmlnsx");
	ck_assert_ptr_eq(b->parent, d->root);
	xml_document_free(d);
}
END_TEST

START_TEST(text_knows_where_it_starts)
{
	struct xml_document *d = parse("<a>\n <b/>\n <!-- x --> tail\n"
				       "<c><![CDATA[<q>]]>&amp;</c></a>");
	const struct xml_node *c = d->root->children.items[1];
	assert_place(d->root->text_at, 3, 13, 4);
	ck_assert_str_eq(buf_text(&c->text), "<q>&");
	assert_place(c->text_at, 4, 4, 9);
	ck_assert_ptr_null(d->root->children.items[0]->text_at.source);
	xml_document_free(d);
}
END_TEST

START_TEST(a_declared_encoding_does_not_count)
{
	struct xml_document *d =
	    parse("\xEF\xBB\xBF<?xml version='1.0' encoding='ISO-8859-1'?>"
		  "<a x='\xC3\xA9'/>");
	ck_assert_str_eq(d->root->attributes.items[0].value, "\xC3\xA9");
	xml_document_free(d);
}
END_TEST

static const struct refusal {
	const char *text;
	const char *says;
} refusals[] = {
	{ "", "the file is empty" },
	{ " \n", "the file is empty" },
	{ "<a><b></a>", "<b> of line 1 is closed by </a>" },
	{ "<a", "not well-formed: '>' was expected here" },
	{ "<a>", "not well-formed: the file ends inside an open element" },
	{ "<a/><b/>", "not well-formed: there is more text after" },
	{ "hello", "not well-formed: an element was expected here" },
	{ "<a x=1/>", "not well-formed: a value in quotes was expected" },
	{ "<a x/>", "not well-formed: an attribute needs ='value'" },
	{ "<a x='1' x='2'/>", "not well-formed: Attribute x redefined" },
	{ "<a>&b;</a>", "not well-formed: Entity 'b' not defined" },
	{ "<p:a/>", "not well-formed: Namespace prefix p" },
	{ "<a x='<'/>", "not well-formed: '<' in a value" },
	{ "<a>\xFF</a>", "byte 0xFF is not UTF-8" },
	{ "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "document type" },
	{ "<!DOCTYPE a SYSTEM 'http://example.com/'><a/>", "document type" },
};

START_TEST(refuses)
{
	const struct refusal *r = &refusals[_i];
	struct diag diag;
	diag_init(&diag);
	ck_assert_ptr_null(parse_bytes(r->text, strlen(r->text), &diag));
	ck_assert_uint_eq(diag.items.count, 1);
	ck_assert_msg(strstr(diag.items.items[0].text, r->says), "says: %s",
	    diag.items.items[0].text);
	diag_free(&diag);
}
END_TEST

START_TEST(refuses_bytes_that_are_no_text)
{
	static const char utf16[] = "\xFF\xFE<\0a\0";
	struct diag diag;
	diag_init(&diag);
	ck_assert_ptr_null(parse_bytes(utf16, sizeof(utf16) - 1, &diag));
	ck_assert_ptr_null(parse_bytes("<a>b\0c</a>", 10, &diag));
	ck_assert_uint_eq(diag.items.count, 2);
	ck_assert_str_eq(diag.items.items[0].text, "the file is in UTF-16");
	diag_free(&diag);
}
END_TEST

static char *
repeated(const char *before, const char *text, int count, const char *after)
{
	struct buf b;
	buf_init(&b, SOURCE_MAX_BYTES);
	buf_add_text(&b, before);
	for (int i = 0; i < count; i++)
		buf_add_text(&b, text);
	buf_add_text(&b, after);
	return buf_take(&b);
}

static void
assert_limit(char *text, const char *says)
{
	struct diag diag;
	diag_init(&diag);
	struct xml_document *d = parse_bytes(text, strlen(text), &diag);
	ck_assert_int_eq(d == NULL, says != NULL);
	if (says)
		ck_assert_ptr_nonnull(strstr(diag.items.items[0].text, says));
	xml_document_free(d);
	diag_free(&diag);
	free(text);
}

/* An element with so many attributes. */
static char *
attributes(int count, const char *value)
{
	struct buf b;
	buf_init(&b, SOURCE_MAX_BYTES);
	buf_add_text(&b, "<a");
	for (int i = 0; i < count; i++)
		buf_printf(&b, " %sx%d%s", i % 2 ? "xmlns:" : "", i, value);
	buf_add_text(&b, "/>");
	return buf_take(&b);
}

START_TEST(limits)
{
	char *ends = repeated("", "</a>", XML_MAX_DEPTH, "");
	assert_limit(repeated("", "<a>", XML_MAX_DEPTH, ends), NULL);
	assert_limit(repeated("", "<a>", XML_MAX_DEPTH + 1, ends),
	    "nested deeper than the limit of 64");
	free(ends);
	assert_limit(repeated("<r>", "<a/>", XML_MAX_NODES - 1, "</r>"), NULL);
	assert_limit(repeated("<r>", "<a/>", XML_MAX_NODES, "</r>"),
	    "more elements than the limit of 50000");
	char *most = attributes(XML_MAX_ATTRIBUTES, "='1'");
	assert_limit(most, NULL);
	assert_limit(attributes(XML_MAX_ATTRIBUTES + 1, "='1'"),
	    "more attributes than the limit of 64");
	/* Well-formed or not, declarations or not, it takes no time. */
	assert_limit(attributes(100000, "='>'"), "more attributes");
	assert_limit(attributes(100000, " = \"<\""), "more attributes");
	assert_limit(attributes(100000, ""), "more attributes");
	assert_limit(repeated("<a><!--", " x='1'", 1000, "--></a>"), NULL);
	assert_limit(repeated("<a>", "<b c='1'/>", 1000, "</a>"), NULL);
}
END_TEST

/* A file cut off anywhere gives exactly one error. */
START_TEST(every_beginning_is_refused)
{
	static const char text[] =
	    "<?xml version='1.0'?><!-- c --><a x='&lt;1'>t<b y=\"2\"\n>"
	    "<![CDATA[q]]></b><c/></a>";
	for (size_t size = 0; size < sizeof(text) - 1; size++) {
		struct diag diag;
		diag_init(&diag);
		ck_assert_ptr_null(parse_bytes(text, size, &diag));
		ck_assert_uint_eq(diag.error_count, 1);
		diag_free(&diag);
	}
}
END_TEST

Suite *
document_suite(void)
{
	Suite *s = suite_create("document");
	TCase *t = tcase_create("document");
	tcase_add_test(t, attributes_know_their_places);
	tcase_add_test(t, namespaces_are_no_attributes);
	tcase_add_test(t, text_knows_where_it_starts);
	tcase_add_test(t, a_declared_encoding_does_not_count);
	tcase_add_loop_test(
	    t, refuses, 0, (int)(sizeof(refusals) / sizeof(refusals[0])));
	tcase_add_test(t, refuses_bytes_that_are_no_text);
	tcase_add_test(t, limits);
	tcase_add_test(t, every_beginning_is_refused);
	suite_add_tcase(s, t);
	return s;
}
