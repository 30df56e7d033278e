/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/xml/suites.h"
#include "xml/document.h"
#include "xml/writer.h"

#include <string.h>

#define DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

static void
assert_written(struct xml_writer *w, const char *wanted)
{
	struct buf b;
	buf_init(&b, 10000);
	ck_assert(xml_writer_finish(w, &b));
	ck_assert_str_eq(buf_text(&b), wanted);
	buf_free(&b);
}

START_TEST(writes_indented_elements)
{
	struct xml_writer *w = xml_writer_new();
	xml_start(w, "a");
	xml_attribute(w, "name", "x");
	xml_attribute_number(w, "count", -5);
	xml_start(w, "b");
	xml_text(w, "one ");
	xml_text_bytes(w, "two three", 3);
	xml_end(w);
	xml_end(w);
	assert_written(w,
	    DECLARATION "<a name=\"x\" count=\"-5\">\n"
			"  <b>one two</b>\n"
			"</a>\n");
}
END_TEST

START_TEST(open_elements_are_closed_at_the_end)
{
	struct xml_writer *w = xml_writer_new();
	xml_start(w, "a");
	xml_start(w, "b");
	assert_written(w,
	    DECLARATION "<a>\n"
			"  <b/>\n"
			"</a>\n");
}
END_TEST

START_TEST(bytes_of_a_peer_cannot_break_it)
{
	static const char bytes[] = "<![CDATA[ ]]>&\x01\xFF\r\n\"'\x7F\0x";
	struct xml_writer *w = xml_writer_new();
	struct diag diag;
	struct buf b;
	buf_init(&b, 10000);
	diag_init(&diag);
	xml_start(w, "a");
	xml_attribute(w, "v", bytes);
	xml_text_bytes(w, bytes, sizeof(bytes) - 1);
	ck_assert(xml_writer_finish(w, &b));
	struct source *s = source_from_text("a.xml", b.bytes, b.size);
	struct xml_document *d = xml_document_parse(s, &diag);
	ck_assert_ptr_nonnull(d);
	ck_assert_str_eq(buf_text(&d->root->text),
	    "<![CDATA[ ]]>&\\x01\\xFF\\r\n\"'\\x7F\\x00x");
	ck_assert_str_eq(d->root->attributes.items[0].value,
	    "<![CDATA[ ]]>&\\x01\\xFF\\r\n\"'\\x7F");
	xml_document_free(d);
	source_unref(s);
	buf_free(&b);
}
END_TEST

START_TEST(what_does_not_fit_is_told)
{
	struct xml_writer *w = xml_writer_new();
	struct buf b;
	buf_init(&b, 10);
	xml_start(w, "a");
	ck_assert(!xml_writer_finish(w, &b));
	ck_assert_uint_eq(b.size, 0);
	buf_free(&b);
}
END_TEST

START_TEST(can_be_given_up)
{
	struct xml_writer *w = xml_writer_new();
	xml_start(w, "a");
	xml_writer_free(w);
	xml_writer_free(NULL);
}
END_TEST

Suite *
writer_suite(void)
{
	Suite *s = suite_create("writer");
	TCase *t = tcase_create("writer");
	tcase_add_test(t, writes_indented_elements);
	tcase_add_test(t, open_elements_are_closed_at_the_end);
	tcase_add_test(t, bytes_of_a_peer_cannot_break_it);
	tcase_add_test(t, what_does_not_fit_is_told);
	tcase_add_test(t, can_be_given_up);
	suite_add_tcase(s, t);
	return s;
}
