/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ixconform ics: the questions of an implementation conformance statement, and
 * the static review of its answers.
 */
#include "cli/commands.h"
#include "cli/option/outputs.h"
#include "cli/option/terminal.h"
#include "cli/option/workspace.h"
#include "cli/papers/papers.h"
#include "conformance/ics_review.h"
#include "core/text/suggest.h"
#include "record/summary.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Some hundred bytes of each requirement. */
#define TEXT_MAX_BYTES ((size_t)16 << 20)

struct statement {
	struct workspace workspace;
	struct papers papers;
	bool is_new; /* print the questions */
	char *const *words;
	unsigned word_count;
	struct diag diag;
};

static void
print(struct buf *text)
{
	fwrite(buf_text(text), 1, text->size, stdout);
	buf_free(text);
}

/* The suites that the words name; without words all that a run plays. */
static bool
choose_suites(struct statement *s, struct suites *ret)
{
	const struct suites *all = &s->workspace.suites;
	for (unsigned i = 0; i < s->word_count; i++) {
		struct suggestion near;
		size_t before = ret->items.count;
		suggest_start(&near, s->words[i]);
		for (size_t j = 0; j < all->items.count; j++) {
			struct suite *suite = all->items.items[j];
			suggest_offer(&near, suite->name);
			if (strcmp(suite->name, s->words[i]) == 0)
				vec_push(&ret->items, suite);
		}
		if (ret->items.count != before)
			continue;
		diag_error(
		    &s->diag, NULL, "no suite is called '%s'", s->words[i]);
		diag_did_you_mean(&s->diag, near.best);
	}
	for (size_t j = 0; s->word_count == 0 && j < all->items.count; j++)
		if (!all->items.items[j]->is_on_request)
			vec_push(&ret->items, all->items.items[j]);
	return s->diag.error_count == 0;
}

/* The target knows what the conditions depend on. */
static void
answer_conditions(const struct ics *ics, const struct suites *suites,
    const struct target *target)
{
	for (size_t i = 0; i < ics->models.count; i++) {
		const struct ics_model *m = &ics->models.items[i];
		for (size_t j = 0; j < m->conditions.count; j++)
			m->conditions.items[j].value = mem_strdup(
			    ics_condition_of_target(suites->items.items[i],
				target, &m->conditions.items[j]));
	}
}

static enum exit_status
print_questions(struct statement *s)
{
	struct suites chosen = { 0 };
	struct buf text;
	bool good = choose_suites(s, &chosen);
	if (good) {
		struct ics *ics =
		    ics_of_suites(chosen.items.items, chosen.items.count);
		if (s->workspace.target_file)
			answer_conditions(ics, &chosen, s->workspace.target);
		buf_init(&text, TEXT_MAX_BYTES);
		ics_print(ics, &text);
		print(&text);
		ics_free(ics);
	}
	vec_free(&chosen.items);
	return good ? EXIT_CONFORMS : EXIT_USAGE;
}

static void
print_review(const struct statement *s, const struct ics_review *r)
{
	const struct ics *ics = s->papers.ics;
	struct buf text;
	buf_init(&text, TEXT_MAX_BYTES);
	buf_printf(&text, "%s %s: ", ics->product, ics->version);
	buf_printf(&text,
	    "%u mandatory, %u optional and %u conditional items; %u answered "
	    "yes, %u no, %u n/a\n",
	    r->mandatory, r->optional, r->conditional, r->claimed, r->refused,
	    r->inapplicable);
	for (size_t i = 0; i < r->reasons.count; i++)
		buf_printf(&text, "  %s\n", r->reasons.items[i]);
	buf_add_text(&text,
	    r->reasons.count ? "by this ICS the product does not conform\n"
			     : "by this ICS the product may conform\n");
	print(&text);
}

static enum exit_status
review(struct statement *s)
{
	struct workspace *w = &s->workspace;
	struct ics_review r;
	s->papers.ics_file = s->words[0];
	if (!papers_load_for(&s->papers, w, &s->diag))
		return EXIT_USAGE;
	ics_review_make(&r, s->papers.ics, w->suites.items.items,
	    w->suites.items.count, w->target_file ? w->target : NULL, &s->diag);
	bool is_judged = s->diag.error_count == 0;
	if (is_judged)
		print_review(s, &r);
	bool conforms = r.reasons.count == 0;
	ics_review_free(&r);
	if (!is_judged)
		return EXIT_USAGE;
	return conforms ? EXIT_CONFORMS : EXIT_DEVIATES;
}

static enum exit_status
carry_out(struct statement *s)
{
	enum exit_status status = EXIT_USAGE;
	diag_init(&s->diag);
	if (workspace_load(&s->workspace, &s->diag))
		status = s->is_new ? print_questions(s) : review(s);
	print_diagnostics(&s->diag);
	diag_free(&s->diag);
	return status;
}

static int
run_ics(const struct command *self, int argc, char **argv)
{
	struct statement s = { 0 };
	const struct option_row rows[] = {
		{ "new", 0, NULL,
		    "print the questions of the named suites, or of all, "
		    "without answers",
		    .flag = &s.is_new },
		target_option(&s.workspace,
		    "the answers must fit this target's readings and options; "
		    "with --new, take them from it"),
		data_option(&s.workspace),
		{ 0 },
	};
	struct options options = { .command = self };
	options_add(&options, rows);
	enum options_end end = options_read(&options, argc, argv);
	s.words = options.words;
	s.word_count = options.word_count;
	enum exit_status status =
	    end == OPTIONS_HELP ? EXIT_CONFORMS : EXIT_USAGE;
	if (end == OPTIONS_READ && !s.is_new && s.word_count != 1)
		options_complain(self,
		    "ics takes exactly one file; %u were given", s.word_count);
	else if (end == OPTIONS_READ)
		status = carry_out(&s);
	papers_free(&s.papers);
	workspace_free(&s.workspace);
	return (int)status;
}

const struct command ics_command = {
	.name = "ics",
	.summary = "make or review a statement of what is implemented",
	.usage = "ics [OPTION...] FILE | ics --new [OPTION...] [SUITE...]",
	.text =
	    "Reviews an implementation conformance statement (ICS): are all "
	    "items answered, do the answers fit their conditions, and is no "
	    "mandatory one answered no?  With --new, prints all questions as "
	    "a file to be filled in (docs/certification.md).\n\nExit status: 0 "
	    "the product may conform, 1 by its own answers it does not, 2 "
	    "wrong usage, or something is not answered or wrong in the file.",
	.examples = "  ixconform ics --new --target my-server.xml >ics.xml\n"
		    "  ixconform ics --target my-server.xml ics.xml",
	.run = run_ics,
};
