/* SPDX-License-Identifier: Apache-2.0 */
#include "load/element/attributes.h"

#include "core/text/ere.h"
#include "core/vec.h"
#include "load/element/reader.h"
#include "load/element/spelling.h"
#include "model/template.h"
#include "wire/message.h"

#include <string.h>

static const struct element_rule send_rule = {
	.name = "attribute",
	.required = WORDS("name", "value"),
	.optional = WORDS("type"),
	.may_be_empty = "value",
};

static const struct element_rule receive_rule = {
	.name = "attribute",
	.required = WORDS("name"),
	.optional =
	    WORDS("value", "matches", "type", "present", "missing", "capture"),
	.may_be_empty = "value",
};

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

/* In the order of enum attribute_type. */
static const char *const types[] = { "any", "string", "integer", "boolean",
	"object", "list", NULL };

static bool
check_braces(
    const struct xml_attribute *a, enum test_kind kind, struct diag *diag)
{
	struct template_piece piece;
	for (const char *cursor = a->value; template_next(&cursor, &piece);) {
		if (!piece.is_name || template_is_name(piece.bytes, piece.size))
			continue;
		size_t offset = (size_t)(piece.bytes - a->value);
		struct place at = reader_part(a, offset, piece.size);
		if (*piece.bytes == '{')
			diag_error(diag, &at, "a '{' without its '}'");
		else
			diag_error(diag, &at, "'%.*s' is not a name in braces",
			    (int)piece.size, piece.bytes);
		diag_note(diag, "a literal brace is written '{{'%s",
		    kind == TEST_MATCHES ? ", so a repetition x{{3}}" : "");
		return false;
	}
	return true;
}

/* An expression without its names, and where its bytes were before. */
struct plain_expression {
	struct buf text;
	VEC(size_t) offsets;
};

static void
add_plain(struct plain_expression *e, const char *bytes, size_t size,
    size_t offset, size_t step)
{
	buf_add(&e->text, bytes, size);
	for (size_t i = 0; i < size; i++, offset += step)
		vec_push(&e->offsets, offset);
}

/* Escaped, a letter for a name would be an error where a name is one. */
static const char stand_in[] = "\\.";

static void
make_plain(struct plain_expression *e, const char *text)
{
	struct template_piece piece;
	size_t size = strlen(text);
	buf_init(&e->text, 4 * size + 8);
	for (const char *cursor = text; template_next(&cursor, &piece);) {
		size_t offset = (size_t)(piece.bytes - text);
		if (piece.is_name)
			add_plain(e, stand_in, strlen(stand_in), offset, 0);
		else
			add_plain(e, piece.bytes, piece.size, offset, 1);
	}
	vec_push(&e->offsets, size);
}

static void
report_expression(const struct xml_attribute *a,
    const struct plain_expression *e, const struct ere_problem *problem,
    struct diag *diag)
{
	const size_t *offsets = e->offsets.items + problem->offset;
	size_t size = offsets[problem->size] - offsets[0];
	struct place at = reader_part(a, offsets[0], size);
	/* All of a placeholder comes from one place. */
	if (problem->size == strlen(stand_in) && offsets[0] == offsets[1]) {
		diag_error(diag, &at, "a name cannot be used in brackets");
		return;
	}
	diag_error(diag, &at, "this is not an extended regular expression: %s",
	    problem->text);
	if (problem->advice)
		diag_note(diag, "%s", problem->advice);
}

static void
check_expression(const struct xml_attribute *a, struct diag *diag)
{
	struct plain_expression e = { 0 };
	struct ere_problem problem;
	make_plain(&e, a->value);
	struct ere *ere =
	    ere_compile(buf_text(&e.text), ERE_MAX_STATES, &problem);
	if (!ere)
		report_expression(a, &e, &problem, diag);
	ere_free(ere);
	buf_free(&e.text);
	vec_free(&e.offsets);
}

static void
take_text(struct attribute_test *test, enum test_kind kind,
    const struct xml_attribute *a, struct diag *diag)
{
	test->kind = kind;
	test->text = mem_strdup(a->value);
	test->text_at = a->value_at;
	if (check_braces(a, kind, diag) && kind == TEST_MATCHES)
		check_expression(a, diag);
}

static bool
is_integer(const char *text)
{
	text += *text == '-';
	return *text && text[strspn(text, "0123456789")] == '\0' &&
	    strlen(text) <= 18;
}

/* A word where a number belongs may be the name of one. */
static void
note_braces(const char *text, struct diag *diag)
{
	if (template_is_name(text, strlen(text)) && strpbrk(text, LETTERS))
		diag_note(diag, "write a name in braces: '{%s}'", text);
}

/*
 * What the text may become: a name may be a number or, if it is the whole text,
 * a boolean.
 */
static char *
make_sample(const struct attribute_test *test)
{
	struct template_piece piece;
	struct buf b;
	bool is_integer_wanted = test->type == ATTRIBUTE_INTEGER;
	buf_init(&b, strlen(test->text) + sizeof("true"));
	for (const char *cursor = test->text; template_next(&cursor, &piece);)
		if (piece.is_name)
			buf_add_text(&b, is_integer_wanted ? "0" : "true");
		else
			buf_add(&b, piece.bytes, piece.size);
	return buf_take(&b);
}

static void
check_literal(const struct attribute_test *test,
    const struct xml_attribute *value, struct diag *diag)
{
	char *sample = make_sample(test);
	if (test->type == ATTRIBUTE_INTEGER && !is_integer(sample)) {
		diag_error(diag, &value->value_at,
		    "'%s' is not an integer, as which '%s' is sent", test->text,
		    test->path);
		note_braces(test->text, diag);
	}
	if (test->type == ATTRIBUTE_BOOLEAN && strcmp(sample, "true") != 0 &&
	    strcmp(sample, "false") != 0)
		diag_error(diag, &value->value_at,
		    "'%s' is not 'true' or 'false'; '%s' is sent as a "
		    "boolean",
		    test->text, test->path);
	free(sample);
}

static void
read_sent(struct attribute_test *test, const struct xml_node *n,
    const struct message_spec *spec, struct diag *diag)
{
	static const char *const sendable[] = { "string", "integer", "boolean",
		NULL };
	const struct xml_attribute *value = xml_node_attribute(n, "value");
	const struct xml_attribute *type = reader_attribute(n, "type");
	const struct attribute_spec *known =
	    spec ? message_spec_attribute(spec, test->path) : NULL;
	test->type = known ? known->type : ATTRIBUTE_ANY;
	if (type) {
		int word = reader_word(type, "type", sendable, diag);
		test->type = word < 0
		    ? ATTRIBUTE_ANY
		    : (enum attribute_type)(ATTRIBUTE_STRING + word);
	}
	if (!value)
		return;
	take_text(test, TEST_VALUE, value, diag);
	if (test->type == ATTRIBUTE_OBJECT || test->type == ATTRIBUTE_LIST)
		diag_error(diag, &test->at,
		    "'%s' is %s; send its attributes, such as '%s.name'",
		    test->path,
		    test->type == ATTRIBUTE_LIST ? "a list" : "an object",
		    test->path);
	else
		check_literal(test, value, diag);
}

static void
read_expectation(struct attribute_test *test, const struct xml_attribute *a,
    struct diag *diag)
{
	if (strcmp(a->name, "value") == 0) {
		take_text(test, TEST_VALUE, a, diag);
	} else if (strcmp(a->name, "matches") == 0) {
		take_text(test, TEST_MATCHES, a, diag);
	} else if (strcmp(a->name, "type") == 0) {
		int word = reader_word(a, "type", types + 1, diag);
		test->kind = TEST_TYPE;
		test->type = (enum attribute_type)(word + 1);
	} else {
		reader_word(a, "value", WORDS("yes"), diag);
		test->kind = *a->name == 'p' ? TEST_PRESENT : TEST_MISSING;
	}
}

static void
read_expected(
    struct attribute_test *test, const struct xml_node *n, struct diag *diag)
{
	static const char *const words[] = { "value", "matches", "type",
		"present", "missing", NULL };
	const struct xml_attribute *capture = reader_attribute(n, "capture");
	const char *first = NULL;
	test->kind = TEST_ANY;
	for (size_t i = 0; words[i]; i++) {
		const struct xml_attribute *a = xml_node_attribute(n, words[i]);
		if (a && first) {
			diag_error(diag, &a->name_at,
			    "an <attribute> states one expectation, this one "
			    "has '%s' and '%s'",
			    first, words[i]);
		} else if (a) {
			first = words[i];
			read_expectation(test, a, diag);
		}
	}
	if (!first && !capture) {
		diag_error(diag, &n->at,
		    "this <attribute> expects nothing and keeps nothing");
		diag_note(diag,
		    "add value=, matches=, type=, present=, "
		    "missing= or capture=");
	}
	if (capture && test->kind == TEST_MISSING)
		diag_error(diag, &capture->name_at,
		    "a missing attribute has no value to capture");
	if (capture && reader_check_name(capture, "capture", diag))
		test->capture = mem_strdup(capture->value);
}

void
attribute_read(struct step *step, const struct xml_node *n,
    const struct message_spec *spec, struct diag *diag)
{
	bool sent = step->kind == STEP_SEND;
	reader_check(n, sent ? &send_rule : &receive_rule, diag);
	const struct xml_attribute *name = reader_attribute(n, "name");
	if (!name || !spelling_check_path(name, true, diag))
		return;
	struct attribute_test test = {
		.path = message_path_text(name->value),
		.at = name->value_at,
	};
	check_braces(name, TEST_VALUE, diag);
	if (sent)
		read_sent(&test, n, spec, diag);
	else
		read_expected(&test, n, diag);
	vec_push(&step->attributes, test);
}
