/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/option/selection.h"

#include "cli/option/case_name.h"
#include "core/text/suggest.h"
#include "lint/target_check.h"
#include "load/suite_file.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct option_row
exclude_option(struct wish *w)
{
	return (struct option_row){ "exclude", 'x', "NAME",
		"leave out a suite, phase or case", .words = &w->excluded };
}

void
wish_free(struct wish *w)
{
	vec_free(&w->excluded);
	vec_free(&w->sections);
	vec_free(&w->levels);
}

struct option_row
section_option(struct wish *w)
{
	return (struct option_row){ "section", 0, "NUMBER",
		"only cases of this section of the reference, such as 1.4",
		.words = &w->sections };
}

struct option_row
level_option(struct wish *w)
{
	return (struct option_row){ "level", 0, "LEVEL",
		"only cases with a requirement of that level (must, should "
		"or may)",
		.words = &w->levels };
}

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
		    folder, count < 0 ? strerror(errno) : "it contains none");
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
suites_keep_asked(struct suites *s, const struct run_facts *run)
{
	size_t kept = 0;
	for (size_t i = 0; i < s->items.count; i++) {
		struct suite *one = s->items.items[i];
		bool is_asked = !one->is_on_request;
		for (unsigned j = 0; j < run->suite_count; j++)
			is_asked |= strcmp(run->suites[j].name, one->name) == 0;
		if (is_asked)
			s->items.items[kept++] = one;
		else
			suite_free(one);
	}
	s->items.count = kept;
}

bool
selection_check_target(const struct selection *s, const struct suites *suites,
    const struct target *target, struct diag *diag)
{
	bool good = target_check_names(
	    target, suites->items.items, suites->items.count, diag);
	for (size_t i = 0; i < suites->items.count; i++)
		if (selection_has(s, suites->items.items[i]))
			good &=
			    target_check(target, suites->items.items[i], diag);
	return good;
}

bool
selection_has(const struct selection *s, const struct suite *suite)
{
	for (size_t i = 0; s && i < s->suites.items.count; i++)
		if (s->suites.items.items[i] == suite)
			return true;
	return !s;
}

void
selection_free(struct selection *s)
{
	vec_free(&s->cases);
	vec_free(&s->suites.items);
}

void
selection_add_assumptions(struct selection *s)
{
	unsigned count;
	struct planned_case *all =
	    plan_with_assumptions(s->cases.items, s->named, &count);
	for (unsigned i = s->named; i < count; i++)
		vec_push(&s->cases, all[i]);
	free(all);
}

/* Visit all cases in order: of each suite the phases, then the setups. */
struct cursor {
	const struct suites *suites;
	bool with_setups;
	size_t suite, fixture, test;
};

/*
 * The fixture of that position in a suite, or NULL after the last one.  The
 * clean-up is not a case: it is not judged.
 */
static const struct fixture *
fixture_at(struct cursor *c, const struct suite *s)
{
	size_t phases = s->fixtures.count;
	if (c->fixture < phases)
		return s->fixtures.items[c->fixture];
	while (c->with_setups && c->fixture - phases < s->setups.count) {
		const struct fixture *f = s->setups.items[c->fixture - phases];
		if (!s->teardown || s->teardown->fixture != f)
			return f;
		c->fixture++;
	}
	return NULL;
}

static bool
next_case(struct cursor *c, struct planned_case *ret)
{
	for (; c->suite < c->suites->items.count; c->suite++) {
		const struct suite *s = c->suites->items.items[c->suite];
		const struct fixture *f;
		for (; (f = fixture_at(c, s)); c->fixture++) {
			if (c->test < f->cases.count) {
				*ret = (struct planned_case){ .suite = s,
					.test = f->cases.items[c->test++] };
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
static struct case_name
case_name_of(const struct planned_case *p, unsigned depth)
{
	return (struct case_name){ .suite = p->suite->name,
		.phase = depth > 1 ? p->test->fixture->phase : NULL,
		.name = depth > 2 ? p->test->name : NULL };
}

static bool
begins_like_setup(const char *name)
{
	size_t size = strlen(CASE_NAME_SETUPS);
	return strncmp(name, CASE_NAME_SETUPS, size) == 0 &&
	    (!name[size] || strchr("/-", name[size]));
}

/*
 * Setups are named explicitly ("conference/setup", and below it), not by a wild
 * card for a phase.
 */
static bool
may_be_named(const struct planned_case *p, const char *word)
{
	const char *end = word + strcspn(word, "/.");
	return !p->test->fixture->is_setup || begins_like_setup(word) ||
	    (*end && begins_like_setup(end + 1));
}

bool
selection_names(const struct planned_case *p, const char *word)
{
	char *name = case_name_fixture_word(word);
	struct case_name n = case_name_of(p, MAX_DEPTH);
	bool named = case_name_includes(&n, name) && may_be_named(p, name);
	free(name);
	return named;
}

static void
suggest_name(struct cursor cursor, const char *word, struct diag *diag)
{
	struct planned_case p;
	struct near_name near;

	near_name_start(&near, word);
	while (next_case(&cursor, &p))
		for (unsigned depth = 1; depth <= MAX_DEPTH; depth++) {
			struct case_name n = case_name_of(&p, depth);
			near_name_offer(&near, case_name_path(&n));
		}
	diag_did_you_mean(diag, near.best);
	diag_note(diag, "'ixconform list' prints all names");
	near_name_free(&near);
}

static bool
check_word(struct cursor cursor, const char *word, struct diag *diag)
{
	const struct cursor start = cursor;
	struct planned_case p;
	while (next_case(&cursor, &p))
		if (selection_names(&p, word))
			return true;
	diag_error(diag, NULL, "no suite, phase or case is called '%s'", word);
	suggest_name(start, word, diag);
	return false;
}

static bool
is_any_of(const struct planned_case *p, char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (selection_names(p, words[i]))
			return true;
	return false;
}

/* "1.4" and "1" are the section of a phase of 1.4. */
static bool
is_in_section(const struct planned_case *p, const char *word)
{
	const char *section = p->test->fixture->section;
	size_t size = strlen(word);
	return section && strncmp(section, word, size) == 0 &&
	    (section[size] == '\0' || section[size] == '.');
}

static bool
has_level(const struct planned_case *p, const char *word)
{
	for (size_t i = 0; i < p->test->requirements.count; i++)
		if (strcmp(p->test->requirements.items[i].level, word) == 0)
			return true;
	return false;
}

/* Does one of the words fit?  Without words, everything does. */
static bool
fits(const struct planned_case *p, const struct option_words *words,
    bool (*fits_word)(const struct planned_case *p, const char *word))
{
	for (size_t i = 0; i < words->count; i++)
		if (fits_word(p, words->items[i]))
			return true;
	return words->count == 0;
}

static bool
check_section(struct cursor cursor, const char *word, struct diag *diag)
{
	struct planned_case p;
	struct suggestion near;
	suggest_start(&near, word);
	while (next_case(&cursor, &p)) {
		if (is_in_section(&p, word))
			return true;
		if (p.test->fixture->section)
			suggest_offer(&near, p.test->fixture->section);
	}
	diag_error(diag, NULL, "no phase is of the section '%s'", word);
	diag_did_you_mean(diag, near.best);
	diag_note(diag, "'ixconform list --long' prints all sections");
	return false;
}

static bool
check_level(const char *word, struct diag *diag)
{
	struct suggestion near;
	suggest_start(&near, word);
	for (const char *const *l = requirement_levels; *l; l++) {
		if (strcmp(*l, word) == 0)
			return true;
		suggest_offer(&near, *l);
	}
	diag_error(diag, NULL, "no requirement has the level '%s'", word);
	diag_did_you_mean(diag, near.best);
	diag_note(diag, "the levels are must, should and may");
	return false;
}

/* Did it not pass in the past run? */
static bool
needed_attention(const struct planned_case *p, const struct past_run *past)
{
	const struct case_result *one = past_run_find(
	    past, p->suite->name, p->test->fixture->phase, p->test->name);
	return one && verdict_needs_attention(one->verdict);
}

static bool
is_wanted(const struct planned_case *p, const struct wish *wish)
{
	/* What went wrong may have been a setup alone. */
	bool is_asked_for = wish->word_count > 0
	    ? is_any_of(p, wish->words, wish->word_count)
	    : wish->past ||
		(!p->test->fixture->is_setup &&
		    (!p->suite->is_on_request || wish->sections.count));
	return is_asked_for && fits(p, &wish->sections, is_in_section) &&
	    fits(p, &wish->levels, has_level) &&
	    !is_any_of(p, wish->excluded.items, wish->excluded.count) &&
	    (!wish->past || needed_attention(p, wish->past));
}

static void
add_repetitions(
    struct selection *into, struct planned_case p, unsigned repetitions)
{
	do {
		p.repetition += repetitions > 0;
		vec_push(&into->cases, p);
	} while (p.repetition < repetitions);
}

static void
note_suites(struct selection *s, const struct suites *suites)
{
	for (size_t i = 0, of = 0; i < suites->items.count; i++) {
		while (of < s->cases.count &&
		    s->cases.items[of].suite == suites->items.items[i])
			of++;
		if (of &&
		    s->cases.items[of - 1].suite == suites->items.items[i])
			vec_push(&s->suites.items, suites->items.items[i]);
	}
}

bool
selection_make(const struct suites *suites, const struct wish *wish,
    struct selection *ret, struct diag *diag)
{
	struct cursor cursor = { .suites = suites,
		.with_setups = wish->with_setups };
	struct planned_case p;
	bool all_known = true;

	for (unsigned i = 0; i < wish->word_count; i++)
		all_known &= check_word(cursor, wish->words[i], diag);
	for (size_t i = 0; i < wish->excluded.count; i++)
		all_known &= check_word(cursor, wish->excluded.items[i], diag);
	for (size_t i = 0; i < wish->sections.count; i++)
		all_known &=
		    check_section(cursor, wish->sections.items[i], diag);
	for (size_t i = 0; i < wish->levels.count; i++)
		all_known &= check_level(wish->levels.items[i], diag);
	if (!all_known)
		return false;
	while (next_case(&cursor, &p))
		if (is_wanted(&p, wish))
			add_repetitions(ret, p, wish->repetitions);
	ret->named = (unsigned)ret->cases.count;
	note_suites(ret, suites);
	return true;
}
