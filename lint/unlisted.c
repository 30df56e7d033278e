/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/unlisted.h"

#include "core/mem.h"
#include "core/source_file.h"
#include "core/vec.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Folders inside of folders; a link may lead back. */
#define DEPTH_MAX 8
/* Larger files are not fixtures. */
#define FILE_MAX_BYTES SOURCE_MAX_BYTES

struct listed {
	dev_t device;
	ino_t number;
};

struct search {
	VEC(struct listed) listed;
	struct diag *diag;
};

/* What cannot be examined must not look as if nothing were wrong with it. */
static void
report_unexamined(const struct search *s, const char *path, int error)
{
	diag_warning(s->diag, NULL, "unlisted-fixture",
	    "'%s' cannot be examined: %s; so it is not known whether a suite "
	    "lists each fixture",
	    path, strerror(error));
	diag_note(s->diag,
	    "make it readable, or remove it if it is a link to nothing");
}

static void
add_listed(struct search *s, const char *path)
{
	struct stat st;
	if (stat(path, &st) != 0) {
		report_unexamined(s, path, errno);
		return;
	}
	struct listed file = { st.st_dev, st.st_ino };
	vec_push(&s->listed, file);
}

static void
add_suite(struct search *s, const struct suite *suite)
{
	for (size_t i = 0; i < suite->setups.count; i++)
		add_listed(s, suite->setups.items[i]->source->path);
	for (size_t i = 0; i < suite->fixtures.count; i++)
		add_listed(s, suite->fixtures.items[i]->source->path);
}

static bool
is_listed(const struct search *s, const struct stat *st)
{
	for (size_t i = 0; i < s->listed.count; i++)
		if (s->listed.items[i].device == st->st_dev &&
		    s->listed.items[i].number == st->st_ino)
			return true;
	return false;
}

static bool
is_xml(const char *name)
{
	const char *dot = strrchr(name, '.');
	return dot && strcmp(dot, ".xml") == 0;
}

static void
report(const struct search *s, const char *path)
{
	struct source *source = source_read(path, FILE_MAX_BYTES, s->diag);
	if (!source)
		return;
	struct place whole = { .source = source };
	diag_warning(s->diag, &whole, "unlisted-fixture",
	    "no suite lists this file, so nothing in it is ever run");
	diag_note(s->diag,
	    "add a <fixture> or a <setup> with its href= to a file in suites/");
	source_unref(source);
}

static int
is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static void
search_folder(const struct search *s, const char *folder, unsigned depth)
{
	struct dirent **entries;
	int count = scandir(folder, &entries, is_visible, alphasort);
	/* Data without fixtures of their own are all listed. */
	if (count < 0 && !(depth == 0 && errno == ENOENT))
		report_unexamined(s, folder, errno);
	for (int i = 0; i < count; i++) {
		const char *name = entries[i]->d_name;
		char *path = mem_printf("%s/%s", folder, name);
		struct stat st;
		bool is_there = stat(path, &st) == 0;
		if (!is_there)
			report_unexamined(s, path, errno);
		else if (S_ISDIR(st.st_mode) && depth < DEPTH_MAX)
			search_folder(s, path, depth + 1);
		else if (S_ISREG(st.st_mode) && is_xml(name) &&
		    !is_listed(s, &st))
			report(s, path);
		free(path);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
}

void
lint_unlisted(const char *data, struct suite *const *suites, size_t count,
    const struct target *target, struct diag *diag)
{
	struct search s = { .diag = diag };
	char *folder = mem_printf("%s/fixtures", data);
	for (size_t i = 0; i < count; i++)
		add_suite(&s, suites[i]);
	for (size_t i = 0; target && i < target->substitutes.count; i++)
		add_listed(&s, target->substitutes.items[i].path);
	search_folder(&s, folder, 0);
	vec_free(&s.listed);
	free(folder);
}
