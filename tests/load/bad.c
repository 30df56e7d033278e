/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/load/bad.h"

#include "conformance/ics_review.h"
#include "conformance/waivers.h"
#include "core/source_file.h"
#include "lint/coverage.h"
#include "lint/lint.h"
#include "lint/target_check.h"
#include "load/baseline_file.h"
#include "load/catalogue_file.h"
#include "load/suite_file.h"
#include "load/target_file.h"
#include "tests/load/host.h"

#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MESSAGES_MAX_BYTES 100000
#define HOST "host"
/* 2027-01-15: when the waivers of the examples are asked for. */
#define PAPER_DAY_S INT64_C(1800000000)

static bool
ends_in(const char *text, const char *end)
{
	size_t size = strlen(text), end_size = strlen(end);
	return size >= end_size && strcmp(text + size - end_size, end) == 0;
}

static bool
starts_with(const char *text, const char *start)
{
	return strncmp(text, start, strlen(start)) == 0;
}

static int
is_input(const struct dirent *e)
{
	return e->d_name[0] != '.' && strcmp(e->d_name, HOST) != 0 &&
	    !ends_in(e->d_name, ".expected");
}

/* The file name at that position, or NULL; the caller frees it. */
static char *
input_at(size_t position, size_t *ret_count)
{
	char *folder = top_path("tests/bad");
	struct dirent **entries;
	int count = scandir(folder, &entries, is_input, alphasort);
	char *name = NULL;
	for (int i = 0; i < count; i++) {
		if ((size_t)i == position)
			name = mem_strdup(entries[i]->d_name);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
	free(folder);
	*ret_count = count > 0 ? (size_t)count : 0;
	return name;
}

size_t
bad_count(void)
{
	/* Not inside a test yet, so nothing may be asserted here. */
	size_t count;
	free(input_at(0, &count));
	return count;
}

/* Fixtures that load are linted, and checked against the target. */
static void
check_loaded(const struct suite *s, const struct target *t, struct diag *diag)
{
	if (s)
		lint_suite(s, diag);
	struct suite *suites[] = { (struct suite *)s };
	if (s && t)
		target_check_names(t, suites, 1, diag);
	if (!s || !t || !target_check(t, s, diag))
		return;
	target_check_timers(t, s, diag);
	target_check_tolerance(t, s, diag);
}

static void
load_ics(const char *path, struct suite *s, const struct target *t,
    struct diag *diag)
{
	struct ics_review review = { 0 };
	unsigned errors = diag->error_count;
	struct ics *ics = ics_load(path, diag);
	if (ics)
		ics_check(ics, &s, 1, diag);
	if (ics && diag->error_count == errors)
		ics_review_make(&review, ics, &s, 1, t, diag);
	ics_review_free(&review);
	ics_free(ics);
}

/* A waiver or a statement about the host suite. */
static void
load_paper(const char *name, const char *path, struct diag *diag)
{
	struct suite *s = host_with(NULL, NULL, diag);
	struct target *t = host_target(diag);
	struct waivers *w = NULL;
	if (starts_with(name, "ics-"))
		load_ics(path, s, t, diag);
	else if ((w = waivers_load(path, diag))) {
		waivers_check(w, &s, 1, diag);
		waivers_warn_of_expired(w, PAPER_DAY_S, diag);
	}
	waivers_free(w);
	target_free(t);
	suite_free(s);
}

static void
load_folder(const char *path, struct diag *diag)
{
	char *target_path = mem_printf("%s/target.xml", path);
	char *suite_path = mem_printf("%s/suite.xml", path);
	struct target *t = access(target_path, F_OK) == 0
	    ? target_load(target_path, diag)
	    : host_target(diag);
	struct suite *s = access(suite_path, F_OK) == 0
	    ? suite_load(suite_path, t, diag)
	    : host_with(NULL, t, diag);
	char *ics_path = mem_printf("%s/ics.xml", path);
	if (access(ics_path, F_OK) == 0)
		load_ics(ics_path, s, t, diag);
	else
		check_loaded(s, t, diag);
	free(ics_path);
	suite_free(s);
	target_free(t);
	free(suite_path);
	free(target_path);
}

/* A file about the host suite. */
static void
load_about(const char *name, const char *path, struct diag *diag)
{
	char *schema = top_path("schema");
	struct suite *s = host_with(NULL, NULL, diag);
	struct baseline *b = NULL;
	struct coverage c = { 0 };
	coverage_add_suite(&c, s, NULL);
	if (starts_with(name, "excuses-"))
		coverage_excuse(&c, path, schema, diag);
	else if ((b = baseline_load(path, 0, diag)))
		baseline_check(b, &s, 1, diag);
	coverage_free(&c);
	baseline_free(b);
	suite_free(s);
	free(schema);
}

static void
load_file(const char *name, const char *path, struct diag *diag)
{
	if (starts_with(name, "baseline-") || starts_with(name, "excuses-")) {
		load_about(name, path, diag);
		return;
	}
	if (starts_with(name, "waivers-") || starts_with(name, "ics-")) {
		load_paper(name, path, diag);
		return;
	}
	struct target *t = starts_with(name, "target-")
	    ? target_load(path, diag)
	    : host_target(diag);
	struct suite *s = NULL;
	if (starts_with(name, "catalogue-"))
		catalogue_free(catalogue_load(path, NULL, diag));
	else if (starts_with(name, "suite-"))
		s = suite_load(path, t, diag);
	else if (starts_with(name, "target-"))
		s = host_with(NULL, t, diag);
	else
		s = host_with(path, t, diag);
	check_loaded(s, t, diag);
	suite_free(s);
	target_free(t);
}

/* The printed messages without the path of the folder in them. */
static void
print_relative(const struct diag *diag, const char *folder, struct buf *into)
{
	struct buf b;
	buf_init(&b, MESSAGES_MAX_BYTES);
	diag_print(diag, &b, false);
	const char *text = buf_text(&b), *path;
	while ((path = strstr(text, folder))) {
		buf_add(into, text, (size_t)(path - text));
		text = path + strlen(folder);
	}
	buf_add_text(into, text);
	buf_free(&b);
}

static void
rewrite(const char *path, const struct buf *said)
{
	FILE *file = fopen(path, "w");
	ck_assert_msg(file, "cannot write %s", path);
	fputs(buf_text(said), file);
	ck_assert_int_eq(fclose(file), 0);
}

static unsigned
first_line_of_difference(const char *a, const char *b)
{
	unsigned line = 1;
	for (; *a && *a == *b; a++, b++)
		line += *a == '\n';
	return line;
}

static void
compare(const char *path, const struct buf *said)
{
	struct diag diag;
	diag_init(&diag);
	struct source *wanted = source_read(path, MESSAGES_MAX_BYTES, &diag);
	ck_assert_msg(wanted, "cannot read %s", path);
	bool equal = strcmp(wanted->text, buf_text(said)) == 0;
	unsigned line = first_line_of_difference(wanted->text, buf_text(said));
	source_unref(wanted);
	diag_free(&diag);
	ck_assert_msg(equal,
	    "differs from %s in line %u; rewrite it with 'make golden' if "
	    "that is meant",
	    path, line);
}

static void
check_messages(const char *name, const struct diag *diag)
{
	struct buf said;
	char *folder = top_path("tests/bad/");
	size_t size = strlen(name) - (ends_in(name, ".xml") ? 4 : 0);
	char *path = mem_printf("%s%.*s.expected", folder, (int)size, name);
	const char *mode = getenv("IXCONFORM_GOLDEN");
	buf_init(&said, MESSAGES_MAX_BYTES);
	print_relative(diag, folder, &said);
	ck_assert_msg(said.size, "nothing is said about %s", name);
	if (mode && strcmp(mode, "rewrite") == 0)
		rewrite(path, &said);
	else
		compare(path, &said);
	buf_free(&said);
	free(path);
	free(folder);
}

void
bad_check(size_t position)
{
	size_t count;
	struct diag diag;
	char *name = input_at(position, &count);
	ck_assert_ptr_nonnull(name);
	char *folder = top_path("tests/bad/");
	char *path = mem_printf("%s%s", folder, name);
	diag_init(&diag);
	if (ends_in(name, ".xml"))
		load_file(name, path, &diag);
	else
		load_folder(path, &diag);
	check_messages(name, &diag);
	diag_free(&diag);
	free(path);
	free(folder);
	free(name);
}
