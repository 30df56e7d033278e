/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The examples of docs/FIXTURES.md and README.md are true: each ```xml block is
 * loaded, checked against the grammars and by lint, and compiled.  A block that
 * is no whole document is put into one.
 */
#include "judge/pattern/pattern.h"
#include "lint/grammar.h"
#include "lint/lint.h"
#include "lint/target_check.h"
#include "load/catalogue_file.h"
#include "load/suite_file.h"
#include "load/target_file.h"
#include "tests/docs/page.h"
#include "tests/docs/suites.h"
#include "xml/relaxng.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The pages with examples; fewer of them, and they were not found. */
static const struct {
	const char *name;
	size_t examples_min;
} pages[] = { { "docs/FIXTURES.md", 20 }, { "README.md", 1 } };

#define TEXT_MAX_BYTES 100000

/* What an example needs around it, and its result. */
struct trial {
	const struct page_example *example;
	char folder[500];
	struct diag *diag;
};

static bool
starts_with(const char *text, const char *start)
{
	return strncmp(text, start, strlen(start)) == 0;
}

static char *
write_file(const struct trial *t, const char *name, const char *text)
{
	char *path = mem_printf("%s/%s", t->folder, name);
	FILE *f = fopen(path, "w");
	ck_assert_ptr_nonnull(f);
	ck_assert_int_ge(fputs(text, f), 0);
	ck_assert_int_eq(fclose(f), 0);
	return path;
}

static void
remove_file(char *path)
{
	ck_assert_int_eq(unlink(path), 0);
	free(path);
}

/* A table that lists everything: a part of a fixture is free in its messages.
 */
static void
add_table(struct buf *b)
{
	struct suite *s = page_conference();
	buf_add_text(b, "<documented>");
	for (size_t i = 0; i < s->catalogue->messages.count; i++) {
		const struct message_spec *m = s->catalogue->messages.items[i];
		for (unsigned j = 0; j < m->protocol_count; j++)
			buf_printf(b, "<message name='%s' protocol='%s'/>",
			    m->name, m->protocols[j]);
	}
	buf_add_text(b, "</documented>");
	suite_free(s);
}

/* The example as a fixture; 'part' says whether it had to be completed. */
static char *
whole_fixture(const char *text, bool *ret_part)
{
	*ret_part = !starts_with(text, "<fixture");
	if (!*ret_part)
		return mem_strdup(text);
	struct buf b;
	buf_init(&b, TEXT_MAX_BYTES);
	buf_add_text(&b,
	    "<fixture xmlns='urn:ixconform:fixture:1' phase='example' "
	    "section='1.1'><title>t</title>");
	add_table(&b);
	if (starts_with(text, "<case"))
		buf_printf(&b, "%s", text);
	else
		buf_printf(&b,
		    "<case name='example'><requirement id='T-1' level='must'>r"
		    "</requirement><after phase='invitation-accepted'/>%s"
		    "</case>",
		    text);
	buf_add_text(&b, "</fixture>");
	return buf_take(&b);
}

/* Copy a suite's text with paths that hold from anywhere. */
static void
add_suite_text(struct buf *b, const char *text)
{
	char *top = page_path("");
	const char *href;
	while ((href = strstr(text, "href=\"../"))) {
		buf_add(b, text, (size_t)(href - text));
		buf_printf(b, "href=\"%s", top);
		text = href + strlen("href=\"../");
	}
	buf_add_text(b, text);
	free(top);
}

/* Our suite's text with the fixture in it, instead of the one of its phase. */
static char *
suite_around(const char *fixture_text, const char *fixture_path)
{
	struct buf b;
	struct page suite = page_read("suites/conference.xml");
	bool is_setup = !strstr(fixture_text, " section=");
	bool is_in = false;
	char *save, *lines = mem_strdup(suite.source->text);
	buf_init(&b, TEXT_MAX_BYTES);
	for (char *line = strtok_r(lines, "\n", &save); line;
	     line = strtok_r(NULL, "\n", &save)) {
		char phase[100] = "";
		if (strstr(line, "<fixture ") && !is_in) {
			buf_printf(&b, "<%s href=\"%s\"%s/>\n",
			    is_setup ? "setup" : "fixture", fixture_path,
			    strstr(fixture_text, "<rendering name=\"agent\">")
				? " rendering=\"agent\""
				: "");
			is_in = true;
		}
		sscanf(line, " <fixture href=\"../fixtures/conference/%99[^.]",
		    phase);
		char *attribute = mem_printf("phase=\"%s\" section", phase);
		if (!*phase || !strstr(fixture_text, attribute)) {
			add_suite_text(&b, line);
			buf_add_char(&b, '\n');
		}
		free(attribute);
	}
	free(lines);
	page_free(&suite);
	return buf_take(&b);
}

/*
 * A part of a fixture neither receives all that the table lists, nor shows all,
 * nor registers everybody.
 */
static void
lint(struct trial *t, const struct suite *s, bool is_part)
{
	struct diag diag;
	diag_init(&diag);
	lint_suite(s, &diag);
	for (size_t i = 0; i < diag.items.count; i++) {
		const struct diag_item *d = &diag.items.items[i];
		if (is_part &&
		    (strcmp(d->category, "unexercised-row") == 0 ||
			strcmp(d->category, "unprobed-state") == 0 ||
			strcmp(d->category, "unregistered-party") == 0 ||
			strcmp(d->category, "missing-closes") == 0))
			continue;
		diag_error(t->diag, &d->at, "%s", d->text);
	}
	diag_free(&diag);
}

static void
compile(struct trial *t, const struct suite *s, const char *path)
{
	char *target_path = page_path("targets/embedded.xml");
	struct target *target = target_load(target_path, t->diag);
	for (size_t i = 0; i < s->fixtures.count; i++) {
		const struct fixture *f = s->fixtures.items[i];
		if (strcmp(f->source->path, path) != 0)
			continue;
		for (size_t j = 0; j < f->cases.count; j++)
			pattern_free(pattern_compile(
			    s, target, f->cases.items[j], t->diag));
	}
	target_free(target);
	free(target_path);
}

static void
try_loaded_suite(struct trial *t, const struct suite *s, bool is_part)
{
	char *schema = page_path("schema");
	lint(t, s, is_part);
	grammar_check_suite(s, schema, t->diag);
	free(schema);
}

static void
try_fixture(struct trial *t)
{
	bool is_part;
	char *text = whole_fixture(t->example->text, &is_part);
	char *path = write_file(t, "example.xml", text);
	char *suite_text = suite_around(text, path);
	char *suite_path = write_file(t, "suite.xml", suite_text);
	struct suite *s = suite_load(suite_path, NULL, t->diag);
	if (s) {
		try_loaded_suite(t, s, is_part);
		compile(t, s, path);
	}
	suite_free(s);
	remove_file(suite_path);
	remove_file(path);
	free(suite_text);
	free(text);
}

static void
try_suite(struct trial *t)
{
	struct buf b;
	buf_init(&b, TEXT_MAX_BYTES);
	add_suite_text(&b, t->example->text);
	char *path = write_file(t, "suite.xml", buf_text(&b));
	struct suite *s = suite_load(path, NULL, t->diag);
	if (s)
		try_loaded_suite(t, s, false);
	suite_free(s);
	remove_file(path);
	buf_free(&b);
}

static void
try_target(struct trial *t)
{
	char *path = write_file(t, "target.xml", t->example->text);
	char *schema = page_path("schema");
	struct suite *s = page_conference();
	/* The files that it names are not there. */
	struct source *source =
	    source_from_text(path, t->example->text, strlen(t->example->text));
	struct target *target = target_parse(source, t->diag);
	source_unref(source);
	if (target) {
		grammar_check_target(target, schema, t->diag);
		target_check(target, s, t->diag);
	}
	target_free(target);
	suite_free(s);
	remove_file(path);
	free(schema);
}

static void
try_catalogue(struct trial *t)
{
	char *path = write_file(t, "catalogue.xml", t->example->text);
	char *schema = page_path("schema/catalogue.rng");
	struct relaxng *grammar = relaxng_load(schema, t->diag);
	struct catalogue *c = catalogue_load(path, NULL, t->diag);
	if (c)
		relaxng_accepts(grammar, c->source, t->diag);
	catalogue_free(c);
	relaxng_free(grammar);
	remove_file(path);
	free(schema);
}

/* All that is wrong with an example goes to 'diag'. */
static void
try_example(const struct page_example *example, struct diag *diag)
{
	struct trial t = { .example = example, .diag = diag };
	const char *temporary = getenv("TMPDIR");
	snprintf(t.folder, sizeof(t.folder), "%s/ixconform-XXXXXX",
	    temporary ? temporary : "/tmp");
	ck_assert_ptr_nonnull(mkdtemp(t.folder));
	if (starts_with(example->text, "<suite"))
		try_suite(&t);
	else if (starts_with(example->text, "<target"))
		try_target(&t);
	else if (starts_with(example->text, "<catalogue"))
		try_catalogue(&t);
	else
		try_fixture(&t);
	ck_assert_int_eq(rmdir(t.folder), 0);
}

START_TEST(the_examples_are_true)
{
	struct page p = page_read(pages[_i].name);
	ck_assert_uint_ge(p.examples.count, pages[_i].examples_min);
	for (size_t i = 0; i < p.examples.count; i++) {
		struct diag diag;
		diag_init(&diag);
		try_example(&p.examples.items[i], &diag);
		page_assert_silent(&diag, p.examples.items[i].line);
		diag_free(&diag);
	}
	page_free(&p);
}
END_TEST

/* Each kind of example can fail: loaded, linted, compiled. */
static const char *const wrong[] = {
	"<receive at='agent1' message='EventInvit'/>",
	"<choice><receive at='agent1' message='EventInvite'/></choice>",
	"<receive at='agent1' message='EventInvite' within='{no-timer}'/>",
	"<case name='a'><receive at='agent1' message='EventInvite'/></case>",
	"<fixture xmlns='urn:ixconform:fixture:1' phase='p'/>",
	"<suite xmlns='urn:ixconform:suite:1' name='s'/>",
	"<target xmlns='urn:ixconform:target:1' name='t'/>",
	"<catalogue xmlns='urn:ixconform:catalogue:1'/>",
};

START_TEST(a_wrong_example_is_told)
{
	struct page_example e = { .text = (char *)wrong[_i], .line = 1 };
	struct diag diag;
	diag_init(&diag);
	try_example(&e, &diag);
	ck_assert_uint_gt(diag.error_count, 0);
	diag_free(&diag);
}
END_TEST

Suite *
fixtures_suite(void)
{
	Suite *s = suite_create("FIXTURES.md");
	TCase *t = tcase_create("examples");
	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, the_examples_are_true, 0,
	    (int)(sizeof(pages) / sizeof(pages[0])));
	tcase_add_loop_test(t, a_wrong_example_is_told, 0,
	    (int)(sizeof(wrong) / sizeof(wrong[0])));
	suite_add_tcase(s, t);
	return s;
}
