/* SPDX-License-Identifier: Apache-2.0 */
#include "core/escape.h"
#include "tests/core/suites.h"

#include <string.h>

static const struct sequence {
	const char *bytes;
	size_t size;
	size_t length;
	unsigned code;
} sequences[] = {
	{ "a", 1, 1, 'a' },
	{ "\0", 1, 1, 0 },
	{ "\xC3\xA9", 2, 2, 0xE9 },
	{ "\xE2\x86\x92", 3, 3, 0x2192 },
	{ "\xF0\x9F\x98\x80", 4, 4, 0x1F600 },
	{ "\xF4\x8F\xBF\xBF", 4, 4, 0x10FFFF },
	{ "", 0, 0, 0 },
	{ "\x80", 1, 0, 0 },                 /* a continuation alone */
	{ "\xC3", 1, 0, 0 },                 /* cut off */
	{ "\xE2\x86", 2, 0, 0 },             /* cut off */
	{ "\xC3(", 2, 0, 0 },                /* no continuation */
	{ "\xC0\x80", 2, 0, 0 },             /* overlong */
	{ "\xE0\x80\xAF", 3, 0, 0 },         /* overlong */
	{ "\xF0\x80\x80\x80", 4, 0, 0 },     /* overlong */
	{ "\xED\xA0\x80", 3, 0, 0 },         /* a surrogate */
	{ "\xF4\x90\x80\x80", 4, 0, 0 },     /* past U+10FFFF */
	{ "\xF8\x88\x80\x80\x80", 5, 0, 0 }, /* five bytes */
	{ "\xFF", 1, 0, 0 },
};

START_TEST(utf8_sequences)
{
	const struct sequence *q = &sequences[_i];
	unsigned code = 0;
	ck_assert_uint_eq(utf8_next(q->bytes, q->size, &code), q->length);
	ck_assert_uint_eq(code, q->code);
	ck_assert_uint_eq(utf8_next(q->bytes, q->size, NULL), q->length);
}
END_TEST

START_TEST(length_is_in_characters)
{
	ck_assert_uint_eq(utf8_length(""), 0);
	ck_assert_uint_eq(utf8_length("abc"), 3);
	ck_assert_uint_eq(utf8_length("\xC3\xA9\xE2\x86\x92"), 2);
}
END_TEST

static const struct line {
	const char *bytes;
	const char *escaped;
} lines[] = {
	{ "", "" }, { "plain text", "plain text" },
	{ "\xC3\xA9 \xE2\x86\x92", "\xC3\xA9 \xE2\x86\x92" },
	{ "a\nb\tc\rd", "a\\nb\\tc\\rd" }, { "\033[31mred", "\\x1B[31mred" },
	{ "\x7F", "\\x7F" },
	{ "\xC2\x9B", "\\x9B" },                 /* a C1 control character */
	{ "\xFF\xC3", "\\xFF\\xC3" },            /* bad UTF-8 */
	{ "\xE2\x80\xAE", "\\u{202E}" },         /* right-to-left override */
	{ "\xE2\x81\xA6", "\\u{2066}" },         /* isolate */
	{ "\xE2\x80\x8B", "\\u{200B}" },         /* zero width space */
	{ "\xEF\xBB\xBF", "\\u{FEFF}" },         /* byte order mark */
	{ "\xE2\x80\xA8", "\\u{2028}" },         /* line separator */
	{ "\xD8\x9C", "\\u{061C}" },             /* Arabic letter mark */
	{ "\xF3\xA0\x81\x81", "\\u{E0041}" },    /* a tag character */
	{ "1..0\nnot ok 1", "1..0\\nnot ok 1" }, /* would forge TAP */
};

START_TEST(lines_are_harmless)
{
	struct buf b;
	buf_init(&b, 1000);
	const struct line *l = &lines[_i];
	ck_assert(escape_line(&b, l->bytes, strlen(l->bytes)));
	ck_assert_str_eq(buf_text(&b), l->escaped);
	buf_free(&b);
}
END_TEST

START_TEST(every_byte_makes_one_line)
{
	struct buf b;
	buf_init(&b, 10000);
	for (int c = 0; c < 256; c++) {
		char byte = (char)c;
		ck_assert(escape_line(&b, &byte, 1));
	}
	for (size_t i = 0; i < b.size; i++)
		ck_assert(b.bytes[i] >= 0x20 && b.bytes[i] < 0x7F);
	buf_free(&b);
}
END_TEST

/* The same for all destinations, but for the two that XML text may have. */
START_TEST(a_character_looks_alike_everywhere)
{
	for (unsigned code = 0x80; code < 0x3000; code++) {
		char bytes[] = { (char)(0xE0 | code >> 12),
			(char)(0x80 | (code >> 6 & 0x3F)),
			(char)(0x80 | (code & 0x3F)) };
		struct buf line, xml;
		buf_init(&line, 100);
		buf_init(&xml, 100);
		escape_line(&line, bytes, sizeof(bytes));
		escape_xml_legal(&xml, bytes, sizeof(bytes));
		ck_assert_str_eq(buf_text(&line), buf_text(&xml));
		if (code >= 0x800)
			ck_assert_int_eq(utf8_is_harmful(code),
			    memcmp(buf_text(&line), bytes, 3) != 0);
		buf_free(&line);
		buf_free(&xml);
	}
}
END_TEST

static const struct quoted {
	const char *bytes;
	size_t most;
	const char *escaped;
} quoted[] = {
	{ "", 0, "''" },
	{ "abc", 0, "'abc'" },
	{ "abc", 3, "'abc'" },
	{ "abcdefghijkl", 9, "'abcdef...jkl'" },
	{ "abcdefghijkl", 1, "'a...'" },
	{ "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9", 3,
	    "'\xC3\xA9\xC3\xA9...\xC3\xA9'" },
	{ "\xFF\xFF\xFF\xFF", 3, "'\\xFF\\xFF...\\xFF'" },
	{ "\x80\x80\x80\x80\x80\x80", 3, "'\\x80\\x80...\\x80'" },
	{ "ab\x80\x80\x80\x80", 3, "'ab...\\x80'" },
	{ "a\nb", 3, "'a\\nb'" },
};

START_TEST(quotations_are_cut_in_the_middle)
{
	struct buf b;
	buf_init(&b, 1000);
	const struct quoted *q = &quoted[_i];
	ck_assert(escape_quoted(&b, q->bytes, strlen(q->bytes), q->most));
	ck_assert_str_eq(buf_text(&b), q->escaped);
	buf_free(&b);
}
END_TEST

static const struct line xml[] = {
	{ "a\tb\nc", "a\tb\nc" },
	{ "<&>\"'", "<&>\"'" },
	{ "a\x01", "a\\x01" },
	{ "a\rb", "a\\rb" },
	{ "a\x7F", "a\\x7F" },
	{ "\xC2\x9B", "\\x9B" }, /* as ESC [ */
	{ "\xFF", "\\xFF" },
	{ "\xEF\xBF\xBE", "\\u{FFFE}" },
	{ "\xED\xA0\x80", "\\xED\\xA0\\x80" },
	{ "\xE2\x80\xAE", "\\u{202E}" },
	{ "\xE2\x80\x8D", "\\u{200D}" },
	{ "\xC2\xAD", "\\xAD" },
	{ "\xEF\xBF\xBD", "\xEF\xBF\xBD" },
	{ "\xC3\xA4\xE2\x86\x92\xF0\x9F\x98\x80",
	    "\xC3\xA4\xE2\x86\x92\xF0\x9F\x98\x80" },
};

START_TEST(xml_gets_only_legal_characters)
{
	struct buf b;
	buf_init(&b, 1000);
	const struct line *l = &xml[_i];
	ck_assert(escape_xml_legal(&b, l->bytes, strlen(l->bytes)));
	ck_assert_str_eq(buf_text(&b), l->escaped);
	buf_free(&b);
}
END_TEST

START_TEST(each_destination_has_its_own)
{
	static const char text[] = "\x1b[1m 100%:, #1 <b>&|*_`\x01";
	struct buf b;
	buf_init(&b, 1000);
	ck_assert(escape_tap(&b, text, strlen(text)));
	ck_assert_str_eq(
	    buf_text(&b), "\\\\x1B[1m 100%:, \\#1 <b>&|*_`\\\\x01");
	buf_clear(&b);
	ck_assert(escape_markdown(&b, text, strlen(text)));
	ck_assert_str_eq(buf_text(&b),
	    "\\\\x1B\\[1m 100%:, \\#1 &lt;b>&amp;\\|\\*\\_\\`\\\\x01");
	buf_clear(&b);
	ck_assert(escape_github(&b, text, strlen(text)));
	ck_assert_str_eq(buf_text(&b), "\\x1B[1m 100%25:, #1 <b>&|*_`\\x01");
	buf_clear(&b);
	ck_assert(escape_github_property(&b, text, strlen(text)));
	ck_assert_str_eq(
	    buf_text(&b), "\\x1B[1m 100%25%3A%2C #1 <b>&|*_`\\x01");
	buf_free(&b);
}
END_TEST

START_TEST(what_does_not_fit_is_told)
{
	struct buf b;
	buf_init(&b, 3);
	ck_assert(!escape_line(&b, "abcd", 4));
	ck_assert(!escape_quoted(&b, "abcd", 4, 0));
	ck_assert(!escape_xml_legal(&b, "abcd", 4));
	ck_assert(!escape_tap(&b, "abcd", 4));
	ck_assert(!escape_markdown(&b, "abcd", 4));
	ck_assert(!escape_github(&b, "abcd", 4));
	ck_assert(b.truncated);
	buf_free(&b);
}
END_TEST

#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

Suite *
escape_suite(void)
{
	Suite *s = suite_create("escape");
	TCase *c = tcase_create("escape");
	tcase_add_loop_test(c, utf8_sequences, 0, COUNT(sequences));
	tcase_add_test(c, length_is_in_characters);
	tcase_add_loop_test(c, lines_are_harmless, 0, COUNT(lines));
	tcase_add_test(c, every_byte_makes_one_line);
	tcase_add_test(c, a_character_looks_alike_everywhere);
	tcase_add_loop_test(
	    c, quotations_are_cut_in_the_middle, 0, COUNT(quoted));
	tcase_add_loop_test(c, xml_gets_only_legal_characters, 0, COUNT(xml));
	tcase_add_test(c, each_destination_has_its_own);
	tcase_add_test(c, what_does_not_fit_is_told);
	suite_add_tcase(s, c);
	return s;
}
