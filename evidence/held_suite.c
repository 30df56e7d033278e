/* SPDX-License-Identifier: Apache-2.0 */
#include "evidence/held_suite.h"

#include "compare/past_run.h"

#include <string.h>

static bool
is_same_file(const struct run_file *a, const struct run_file *b)
{
	return strcmp(recorded_name(a->path), recorded_name(b->path)) == 0;
}

static const struct run_file *
find_file(
    const struct run_file *files, unsigned count, const struct run_file *wanted)
{
	for (unsigned i = 0; i < count; i++)
		if (is_same_file(&files[i], wanted))
			return &files[i];
	return NULL;
}

/* A substitute is embedded (held_target.c), so it is the recorded one. */
static bool
is_embedded(const struct run_facts *run, const struct run_file *file)
{
	for (size_t i = 0; run->target && i < run->target->substitutes.count;
	     i++) {
		const struct source *s =
		    run->target->substitutes.items[i].source;
		if (s && strcmp(s->name, file->path) == 0)
			return true;
	}
	return false;
}

/* The target's own file is embedded, and need not be there. */
void
held_files(struct doubts *d, const struct run_facts *run,
    const struct at_hand *at_hand)
{
	for (unsigned i = 0; i < at_hand->file_count && run->file_count; i++) {
		const struct run_file *here = &at_hand->files[i];
		const struct run_file *told =
		    find_file(run->files, run->file_count, here);
		if (is_embedded(run, here))
			continue;
		if (!told)
			doubts_add(d, DOUBT_SUITE,
			    "%s is not among the recorded files.", here->path);
		else if (strcmp(told->sha256, here->sha256) != 0)
			doubts_add(d, DOUBT_SUITE,
			    "%s has changed since the recording: SHA-256 %s, "
			    "recorded %s.",
			    here->path, here->sha256, told->sha256);
	}
}

static const struct run_suite *
find_suite(const struct at_hand *at_hand, const char *name)
{
	for (unsigned i = 0; i < at_hand->suite_count; i++)
		if (strcmp(at_hand->suites[i].name, name) == 0)
			return &at_hand->suites[i];
	return NULL;
}

static bool
has_case(const struct run_suite *s, const struct run_listed *wanted)
{
	for (unsigned i = 0; i < s->case_count; i++)
		if (strcmp(s->listed[i].phase, wanted->phase) == 0 &&
		    strcmp(s->listed[i].name, wanted->name) == 0)
			return true;
	return false;
}

/* Each of the first's cases that the other lacks. */
static void
name_lacking(struct doubts *d, const struct run_suite *all,
    const struct run_suite *other, const char *what)
{
	for (unsigned i = 0; i < all->case_count; i++)
		if (!has_case(other, &all->listed[i]))
			doubts_add(d, DOUBT_SUITE, "%s/%s/%s %s.", all->name,
			    all->listed[i].phase, all->listed[i].name, what);
}

/* Older recordings have no list. */
void
held_suites(struct doubts *d, const struct run_facts *run,
    const struct at_hand *at_hand)
{
	for (unsigned i = 0; at_hand->suite_count && i < run->suite_count;
	     i++) {
		const struct run_suite *told = &run->suites[i];
		const struct run_suite *here = find_suite(at_hand, told->name);
		if (!here) {
			doubts_add(d, DOUBT_SUITE,
			    "There is no suite '%s' here.", told->name);
			continue;
		}
		if (!here->listed || !told->listed)
			continue;
		name_lacking(d, here, told,
		    "is a case of the suite, and not in the recorded list");
		name_lacking(d, told, here,
		    "is in the recorded list, and no case of the suite");
	}
}
