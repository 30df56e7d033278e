/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What it costs to load a suite of thousands of cases: the shipped one, with
 * copies of one of its cases, many in a fixture or one in each.
 *
 * usage: bench-load DATA-FOLDER
 */
#include "bench/figure.h"
#include "bench/process.h"
#include "bench/scratch.h"
#include "bench/workload.h"
#include "core/buf.h"
#include "core/clock.h"
#include "core/source_file.h"
#include "load/suite_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COPIES 3000u
#define MANY_IN_FIXTURE 100u
#define PHASE "invitation-rejected"
#define CASE_BEGINS "<case name=\"agent-rejects\""
#define CASE_ENDS "</case>"
/* Each has another one. */
#define ID_BEGINS "<requirement id=\""

struct bench {
	const char *data;
	char *folder; /* owned */
	struct diag diag;
	char *suite;   /* text of the shipped suite ... */
	char *fixture; /* ... and of the fixture that has the case */
};

static char *
read_text(struct bench *b, const char *path)
{
	char *whole = mem_printf("%s/%s", b->data, path);
	struct source *s = source_read(whole, SOURCE_MAX_BYTES, &b->diag);
	char *text = s ? mem_strdup(s->text) : NULL;
	source_unref(s);
	free(whole);
	return text;
}

static bool
write_text(const struct bench *b, const char *name, const struct buf *text)
{
	char *path = mem_printf("%s/%s", b->folder, name);
	FILE *f = fopen(path, "w");
	bool good = f && fputs(buf_text(text), f) >= 0;
	if (!f || fclose(f) != 0 || !good) {
		fprintf(stderr, "bench-load: %s: %s\n", path, strerror(errno));
		good = false;
	}
	free(path);
	return good;
}

/* Up to 'mark' in the text, and past it. */
static void
copy_to(struct buf *into, const char **text, const char *mark)
{
	const char *end = strstr(*text, mark);
	size_t size = end ? (size_t)(end - *text) : strlen(*text);
	buf_add(into, *text, size);
	*text += size + (end ? strlen(mark) : 0);
}

/* The case again, with requirements of its own. */
static void
add_copy(struct buf *into, const char *test, unsigned fixture, unsigned number)
{
	buf_printf(into, "<case name=\"copy-%u\"", number);
	while (strstr(test, ID_BEGINS)) {
		copy_to(into, &test, ID_BEGINS);
		buf_printf(into, ID_BEGINS "COPY-%u.%u-", fixture, number);
	}
	buf_printf(into, "%s" CASE_ENDS "\n", test);
}

/* A fixture of so many copies, as the phase "copy-NUMBER". */
static bool
write_fixture(const struct bench *b, unsigned number, unsigned count)
{
	const char *at = b->fixture;
	struct buf text, test;
	char name[32];
	buf_init(&text, SOURCE_MAX_BYTES);
	buf_init(&test, SOURCE_MAX_BYTES);
	copy_to(&text, &at, "phase=\"" PHASE "\"");
	buf_printf(&text, "phase=\"copy-%u\"", number);
	copy_to(&text, &at, CASE_BEGINS);
	copy_to(&test, &at, CASE_ENDS);
	for (unsigned i = 0; i < count; i++)
		add_copy(&text, buf_text(&test), number, i);
	buf_add_text(&text, "</fixture>\n");
	snprintf(name, sizeof(name), "copy-%u.xml", number);
	bool good = write_text(b, name, &text);
	buf_free(&text);
	buf_free(&test);
	return good;
}

/* The shipped suite, seen from the folder, with so many fixtures more. */
static bool
write_suite(const struct bench *b, unsigned fixtures)
{
	const char *at = b->suite;
	struct buf text;
	buf_init(&text, SOURCE_MAX_BYTES);
	while (strstr(at, "href=\"../")) {
		copy_to(&text, &at, "href=\"../");
		buf_printf(&text, "href=\"%s/", b->data);
	}
	copy_to(&text, &at, "/>");
	buf_add_text(&text, "/>\n");
	for (unsigned i = 0; i < fixtures; i++)
		buf_printf(&text, "<fixture href=\"copy-%u.xml\"/>\n", i);
	buf_add_text(&text, at);
	bool good = write_text(b, "suite.xml", &text);
	buf_free(&text);
	return good;
}

struct cost {
	int64_t cpu_ns;
	size_t bytes;
};

static bool
load(struct bench *b, struct cost *ret)
{
	char *path = mem_printf("%s/suite.xml", b->folder);
	size_t before = workload_heap_bytes();
	int64_t start_ns = process_cpu_ns();
	struct suite *s = suite_load(path, NULL, &b->diag);
	ret->cpu_ns = process_cpu_ns() - start_ns;
	ret->bytes = workload_heap_bytes() - before;
	suite_free(s);
	free(path);
	return s != NULL;
}

static void
remove_files(const struct bench *b, unsigned fixtures)
{
	for (unsigned i = 0; i <= fixtures; i++) {
		char *path = i == fixtures
		    ? mem_printf("%s/suite.xml", b->folder)
		    : mem_printf("%s/copy-%u.xml", b->folder, i);
		unlink(path);
		free(path);
	}
}

static void
print(const struct cost *more, const struct cost *less, const char *how)
{
	char *name = mem_printf("loading 3,000 cases, %s", how);
	figure_print(&(struct figure){ name,
	    (double)(more->cpu_ns - less->cpu_ns) / NS_PER_MS, 100, "ms", "" });
	free(name);
	name = mem_printf("a loaded case, %s", how);
	figure_print(&(struct figure){ name,
	    (double)(more->bytes - less->bytes) / 1024 / COPIES, 10, "KB",
	    "" });
	free(name);
}

/* What the copies add to the shipped suite. */
static bool
measure(struct bench *b, unsigned in_fixture, const char *how)
{
	struct cost without, with;
	unsigned fixtures = COPIES / in_fixture;
	bool good = write_suite(b, 0) && load(b, &without);
	for (unsigned i = 0; i < fixtures && good; i++)
		good = write_fixture(b, i, in_fixture);
	good = good && write_suite(b, fixtures) && load(b, &with);
	remove_files(b, fixtures);
	if (good)
		print(&with, &without, how);
	return good;
}

static bool
prepare(struct bench *b)
{
	b->suite = read_text(b, "suites/conference.xml");
	b->fixture = read_text(b, "fixtures/conference/" PHASE ".xml");
	return b->suite && b->fixture && strstr(b->fixture, CASE_BEGINS);
}

int
main(int argc, char **argv)
{
	if (argc != 2) {
		fputs("usage: bench-load DATA-FOLDER\n", stderr);
		return 2;
	}
	struct bench b = { .data = argv[1], .folder = scratch_folder() };
	if (!b.folder)
		return 2;
	diag_init(&b.diag);
	figure_print_head();
	bool good = prepare(&b) &&
	    measure(&b, MANY_IN_FIXTURE, "100 in a fixture") &&
	    measure(&b, 1, "a fixture each");
	if (!good && b.diag.items.count > 0)
		fprintf(stderr, "bench-load: %s\n", b.diag.items.items[0].text);
	rmdir(b.folder);
	free(b.folder);
	free(b.suite);
	free(b.fixture);
	diag_free(&b.diag);
	return good ? 0 : 1;
}
