/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/cli/selection.h"

#include "core/suggest.h"
#include "runner/load/suite_file.h"

#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <string.h>

static int
is_suite_file(const struct dirent *entry)
{
	const char *dot = strrchr(entry->d_name, '.');
	return entry->d_name[0] != '.' && dot && strcmp(dot, ".xml") == 0;
}

bool
suites_load(const char *data, const struct target *substitutes,
    struct suites *ret, struct diag *diag)
{
	unsigned errors = diag->error_count;
	char *folder = mem_printf("%s/suites", data);
	struct dirent **entries;
	int count = scandir(folder, &entries, is_suite_file, alphasort);

	if (count <= 0)
		diag_error(diag, NULL, "no suite file (*.xml) in '%s': %s",
		    folder, count < 0 ? strerror(errno) : "it holds none");
	for (int i = 0; i < count; i++) {
		char *path = mem_printf("%s/%s", folder, entries[i]->d_name);
		struct suite *suite = suite_load(path, substitutes, diag);
		if (suite)
			vec_push(&ret->items, suite);
		free(path);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
	free(folder);
	return diag->error_count == errors;
}

void
suites_free(struct suites *s)
{
	for (size_t i = 0; i < s->items.count; i++)
		suite_free(s->items.items[i]);
	vec_free(&s->items);
}

void
selection_free(struct selection *s)
{
	vec_free(&s->cases);
}

/* Visit all cases in order. */
struct cursor {
	const struct suites *suites;
	size_t suite, fixture, test;
};

static bool
next_case(struct cursor *c, struct planned_case *ret)
{
	for (; c->suite < c->suites->items.count; c->suite++) {
		const struct suite *s = c->suites->items.items[c->suite];
		for (; c->fixture < s->fixtures.count; c->fixture++) {
			const struct fixture *f = s->fixtures.items[c->fixture];
			if (c->test < f->cases.count) {
				ret->suite = s;
				ret->test = f->cases.items[c->test++];
				return true;
			}
			c->test = 0;
		}
		c->fixture = 0;
	}
	return false;
}

#define MAX_DEPTH 3

/* "conference", "conference/phase", "conference/phase/case". */
static char *
case_path(const struct planned_case *p, unsigned depth)
{
	const char *phase = p->test->fixture->phase;
	if (depth == 1)
		return mem_strdup(p->suite->name);
	if (depth == 2)
		return mem_printf("%s/%s", p->suite->name, phase);
	return mem_printf("%s/%s/%s", p->suite->name, phase, p->test->name);
}

char *
selection_word(const char *word)
{
	size_t size = strlen(word);
	while (size > 1 && word[size - 1] == '/')
		size--;
	return mem_strndup(word, size);
}

static bool
is_named(const struct planned_case *p, const char *word)
{
	bool named = false;
	char *name = selection_word(word);
	for (unsigned depth = 1; depth <= MAX_DEPTH && !named; depth++) {
		char *path = case_path(p, depth);
		named = fnmatch(name, path, FNM_PATHNAME) == 0;
		free(path);
	}
	free(name);
	return named;
}

struct nearest {
	const char *word;
	struct suggestion suggestion;
	char *best; /* owned */
};

/*
 * Takes ownership of 'path': near as a whole or in its end, or else the first
 * that the word is a part of.
 */
static void
offer_path(struct nearest *n, char *path)
{
	const char *tail = strrchr(path, '/');
	size_t before = n->suggestion.best_distance;
	suggest_offer(&n->suggestion, path);
	if (tail)
		suggest_offer(&n->suggestion, tail + 1);
	bool is_nearer = n->suggestion.best_distance < before;
	bool is_first = !n->best && *n->word && strstr(path, n->word);
	if (!is_nearer && !is_first) {
		free(path);
		return;
	}
	free(n->best);
	n->best = path;
}

static void
suggest_path(const struct suites *suites, const char *word, struct diag *diag)
{
	struct cursor cursor = { .suites = suites };
	struct planned_case p;
	struct nearest n = { .word = word };

	suggest_start(&n.suggestion, word);
	while (next_case(&cursor, &p))
		for (unsigned depth = 1; depth <= MAX_DEPTH; depth++)
			offer_path(&n, case_path(&p, depth));
	diag_did_you_mean(diag, n.best);
	diag_note(diag, "'ixconform list' prints all names");
	free(n.best);
}

static bool
check_word(const struct suites *suites, const char *word, struct diag *diag)
{
	struct cursor cursor = { .suites = suites };
	struct planned_case p;
	while (next_case(&cursor, &p))
		if (is_named(&p, word))
			return true;
	diag_error(diag, NULL, "no suite, phase or case is called '%s'", word);
	suggest_path(suites, word, diag);
	return false;
}

bool
selection_make(const struct suites *suites, char *const *words, unsigned count,
    struct selection *ret, struct diag *diag)
{
	struct cursor cursor = { .suites = suites };
	struct planned_case p;
	bool all_known = true;

	for (unsigned i = 0; i < count; i++)
		all_known &= check_word(suites, words[i], diag);
	if (!all_known)
		return false;
	while (next_case(&cursor, &p)) {
		bool wanted = count == 0;
		for (unsigned i = 0; i < count && !wanted; i++)
			wanted = is_named(&p, words[i]);
		if (wanted)
			vec_push(&ret->cases, p);
	}
	if (ret->cases.count == 0)
		diag_error(diag, NULL, "the suites hold no case at all");
	return ret->cases.count > 0;
}
