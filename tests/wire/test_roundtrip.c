/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Property: what was parsed is printed as it came.  The generator writes JSON
 * as json_print_message() does, so the texts must be equal.
 */
#include "tests/wire/test_wire.h"

#include "wire/json_message.h"

#include <inttypes.h>
#include <string.h>

#define ROUNDS 3000
#define TEXT_MAX_BYTES 60000

struct generator {
	uint64_t state;
	struct buf text;
	int leaves_left;
};

/* splitmix64: small, seeded, the same everywhere. */
static unsigned
pick(struct generator *g, unsigned below)
{
	uint64_t z = g->state += UINT64_C(0x9E3779B97F4A7C15);
	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return (unsigned)((z ^ z >> 31) % below);
}

/* Keys that look like paths, indices, nothing, or each other. */
static void
write_key(struct generator *g, unsigned number)
{
	static const char *const forms[] = { "k%u", "%u", "%u.", ".%u", "a.%u",
		"ix-1.%u", "\\\"%u", "\xC3\xA9.%u", "k.k%u.k", "0%u" };
	unsigned form = pick(g, sizeof(forms) / sizeof(forms[0]));
	buf_add_char(&g->text, '"');
	if (number || pick(g, 4)) {
		const char *hole = strstr(forms[form], "%u");
		buf_add(&g->text, forms[form], (size_t)(hole - forms[form]));
		buf_printf(&g->text, "%u", number);
		buf_add_text(&g->text, hole + 2);
	}
	buf_add_text(&g->text, "\":");
}

static void write_value(struct generator *g, unsigned depth);

static void
write_container(struct generator *g, unsigned depth, bool is_list)
{
	unsigned count = pick(g, 5);
	buf_add_char(&g->text, is_list ? '[' : '{');
	for (unsigned i = 0; i < count; i++) {
		if (i)
			buf_add_char(&g->text, ',');
		if (!is_list)
			write_key(g, i);
		write_value(g, depth + 1);
	}
	buf_add_char(&g->text, is_list ? ']' : '}');
}

static void
write_leaf(struct generator *g)
{
	static const char *const leaves[] = { "null", "true", "false", "0.1",
		"-2.5e-07", "1e+300", "3.0", "\"\"", "\"\\u0000x\\n\"",
		"-9223372036854775808", "\"\xE2\x82\xAC\"", "\"a.b\"" };
	unsigned form = pick(g, sizeof(leaves) / sizeof(leaves[0]) + 2);
	g->leaves_left--;
	if (form < sizeof(leaves) / sizeof(leaves[0]))
		buf_add_text(&g->text, leaves[form]);
	else
		buf_printf(&g->text, "%u", pick(g, 1000));
}

static void
write_value(struct generator *g, unsigned depth)
{
	unsigned form = pick(g, 5);
	if (form < 2 && depth < 8 && g->leaves_left > 0)
		write_container(g, depth, form == 0);
	else
		write_leaf(g);
}

static void
write_message(struct generator *g)
{
	unsigned count = pick(g, 8);
	buf_clear(&g->text);
	g->leaves_left = 300;
	buf_add_text(&g->text, "{\"messageName\":\"M\"");
	for (unsigned i = 0; i < count; i++) {
		buf_add_char(&g->text, ',');
		write_key(g, i);
		write_value(g, 2);
	}
	buf_add_char(&g->text, '}');
}

static void
assert_same(const struct message *m, const char *text)
{
	struct buf again;
	buf_init(&again, TEXT_MAX_BYTES);
	ck_assert(json_print_message(m, &again));
	ck_assert_str_eq(buf_text(&again), text);
	buf_free(&again);
}

START_TEST(what_was_parsed_is_printed_as_it_came)
{
	struct generator g = { .state = 20 };
	buf_init(&g.text, TEXT_MAX_BYTES);
	for (int i = 0; i < ROUNDS; i++) {
		write_message(&g);
		char problem[JSON_PROBLEM_SIZE] = "";
		const char *text = buf_text(&g.text);
		struct message *m =
		    json_parse_message(text, g.text.size, problem);
		/* keys of one object may collide; then it is refused */
		if (!m) {
			ck_assert_msg(strstr(problem, "duplicate"), "%s in %s",
			    problem, text);
			continue;
		}
		assert_same(m, text);
		struct message *copy = message_copy(m);
		assert_same(copy, text);
		message_unref(copy);
		message_unref(m);
	}
	buf_free(&g.text);
}
END_TEST

/* Each attribute is found under its own path, whatever its keys hold. */
START_TEST(every_path_is_found)
{
	struct generator g = { .state = 21 };
	buf_init(&g.text, TEXT_MAX_BYTES);
	for (int i = 0; i < ROUNDS / 10; i++) {
		write_message(&g);
		char problem[JSON_PROBLEM_SIZE] = "";
		struct message *m =
		    json_parse_message(buf_text(&g.text), g.text.size, problem);
		for (size_t k = 0; m && k < message_count(m); k++) {
			const char *path = message_attribute(m, k)->path;
			const struct attribute *a = message_find(m, path);
			ck_assert_ptr_nonnull(a);
			ck_assert_str_eq(a->path, path);
			ck_assert(message_has(m, path));
		}
		message_unref(m);
	}
	buf_free(&g.text);
}
END_TEST

TCase *
roundtrip_tests(void)
{
	TCase *tests = tcase_create("roundtrip");
	tcase_add_test(tests, what_was_parsed_is_printed_as_it_came);
	tcase_add_test(tests, every_path_is_found);
	return tests;
}
