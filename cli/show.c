/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ixconform show: what a phase or case requires, in words and as a picture.
 */
#include "cli/commands.h"
#include "cli/option/case_name.h"
#include "cli/option/fixture_sketch.h"
#include "cli/option/terminal.h"
#include "cli/option/workspace.h"
#include "cli/papers/purposes.h"
#include "core/text/wrap.h"
#include "lint/target_check.h"
#include "record/summary.h"
#include "reports/ladder_from_sketch.h"
#include "reports/screen.h"

#include <fnmatch.h>
#include <string.h>

/* A whole suite with every preamble drawn is some hundred kilobytes. */
#define TEXT_MAX_BYTES ((size_t)16 << 20)
#define COLUMNS 80U
/* Where texts begin after "  must    ". */
#define LABEL_COLUMNS 12

struct show {
	struct workspace workspace;
	bool preambles;
	unsigned form;             /* enum purposes_form */
	struct purposes *purposes; /* instead of pictures, or NULL */
	struct diag diag;
	struct buf text;
	unsigned columns;
	bool ascii;
};

/* "must        An agent who ...", wrapped. */
static void
add_labelled(struct show *s, const char *label, const char *text)
{
	wrap_labelled(label, LABEL_COLUMNS, text, s->columns, &s->text);
}

static void
add_documented(struct show *s, const struct fixture *f)
{
	const char *label = "documented";
	for (size_t i = 0; i < f->documented.count; i++) {
		const struct documented_message *row = &f->documented.items[i];
		char *line = mem_printf("%-28s %s", row->name, row->protocol);
		add_labelled(s, label, line);
		free(line);
		label = "";
	}
}

static void
add_headline(struct show *s, const struct suite *suite, const struct fixture *f)
{
	buf_printf(&s->text, "%s/%s", suite->name, f->phase);
	if (f->section)
		buf_printf(&s->text, "  §%s", f->section);
	buf_add_char(&s->text, '\n');
	add_labelled(s, "title", f->title);
	add_documented(s, f);
}

static void
add_preambles(struct show *s, const struct order *order)
{
	const char *label = "after";
	size_t last = order->performances.count - 1;
	const struct fixture_case *test = order->performances.items[last].test;
	for (size_t i = 0; i < last; i++) {
		const struct performance *p = &order->performances.items[i];
		struct buf name;
		buf_init(&name, TEXT_MAX_BYTES);
		fixture_sketch_name(p, &name);
		if (performance_is_of_run(p, test))
			buf_add_text(&name, ", once a run");
		add_labelled(s, label, buf_text(&name));
		buf_free(&name);
		label = "";
	}
}

static void
draw_preamble(const struct fixture_sketch_source *source,
    const struct performance *p, struct sketch *sketch)
{
	struct buf title;
	buf_init(&title, TEXT_MAX_BYTES);
	buf_add_text(&title, "preamble ");
	fixture_sketch_name(p, &title);
	sketch_add(sketch,
	    &(struct sketch_line){
		.kind = SKETCH_OPEN, .text = buf_text(&title) });
	fixture_sketch_draw(source, p, NULL, sketch);
	sketch_add(sketch, &(struct sketch_line){ .kind = SKETCH_CLOSE });
	buf_free(&title);
}

static void
add_ladder(struct show *s, const struct suite *suite, const struct order *order)
{
	struct fixture_sketch_source source = { suite, s->workspace.target };
	struct sketch sketch = { 0 };
	struct ladder *ladder = ladder_new();
	size_t last = order->performances.count - 1;
	for (size_t i = 0; s->preambles && i < last; i++)
		draw_preamble(&source, &order->performances.items[i], &sketch);
	fixture_sketch_draw(
	    &source, &order->performances.items[last], NULL, &sketch);
	ladder_from_sketch(&sketch, ladder);
	ladder_print(ladder, s->columns, s->ascii, &s->text);
	ladder_free(ladder);
	sketch_clear(&sketch);
}

static void
add_skipped(struct show *s, const struct fixture_case *test)
{
	char *text =
	    mem_printf("the target reads %s differently", test->when.reading);
	add_labelled(s, "skipped", text);
	free(text);
}

static void
add_requirement(struct show *s, const struct requirement *r)
{
	char *text = mem_printf("%s (%s)", r->text, r->id);
	add_labelled(s, r->level, text);
	free(text);
}

static void
add_case(
    struct show *s, const struct suite *suite, const struct fixture_case *test)
{
	struct order order;
	order_of_case(test, &order);
	buf_add_char(&s->text, '\n');
	add_labelled(s, "case", test->name);
	for (size_t i = 0; i < test->requirements.count; i++)
		add_requirement(s, &test->requirements.items[i]);
	if (!suite_condition_holds(suite, s->workspace.target, &test->when))
		add_skipped(s, test);
	add_preambles(s, &order);
	buf_add_char(&s->text, '\n');
	add_ladder(s, suite, &order);
	order_free(&order);
}

/*
 * A suite's name means its phases, and with CASE_NAME_SETUPS its setups; a
 * phase may be named without its suite.
 */
static bool
is_named(const struct suite *suite, const struct fixture_case *test,
    const char *word)
{
	struct case_name n = { suite->name, NULL, NULL };
	if (test->fixture->is_setup)
		n.phase = CASE_NAME_SETUPS;
	bool named = case_name_fits(&n, word);
	n.phase = test->fixture->phase;
	named = named || case_name_fits(&n, word) ||
	    fnmatch(word, n.phase, FNM_PATHNAME) == 0;
	n.name = test->name;
	return named || case_name_fits(&n, word);
}

typedef void fixture_visit(
    void *user, const struct suite *suite, const struct fixture *f);

static void
visit_fixtures(const struct suites *suites, fixture_visit *visit, void *user)
{
	for (size_t i = 0; i < suites->items.count; i++) {
		const struct suite *s = suites->items.items[i];
		for (size_t j = 0; j < s->fixtures.count; j++)
			visit(user, s, s->fixtures.items[j]);
		for (size_t j = 0; j < s->setups.count; j++)
			visit(user, s, s->setups.items[j]);
	}
}

struct lookup {
	struct show *show;
	const char *word;
	bool found;
	VEC(const char *) setups; /* files that are shown */
	struct near_name near;
};

/* Of a setup that several suites have: one of them has shown it. */
static bool
is_shown(const struct lookup *l, const struct fixture *f)
{
	for (size_t i = 0; i < l->setups.count; i++)
		if (strcmp(l->setups.items[i], f->source->path) == 0)
			return true;
	return false;
}

static void
show_fixture(void *user, const struct suite *suite, const struct fixture *f)
{
	struct lookup *l = user;
	bool begun = false;
	if (is_shown(l, f))
		return;
	for (size_t i = 0; i < f->cases.count; i++) {
		if (!is_named(suite, f->cases.items[i], l->word))
			continue;
		if (l->show->purposes) {
			l->found = true;
			purposes_add(
			    l->show->purposes, suite, f->cases.items[i]);
			continue;
		}
		if (!begun && l->show->text.size > 0)
			buf_add_char(&l->show->text, '\n');
		if (!begun)
			add_headline(l->show, suite, f);
		begun = l->found = true;
		add_case(l->show, suite, f->cases.items[i]);
	}
	if (begun && f->is_setup)
		vec_push(&l->setups, f->source->path);
}

static void
offer_fixture(void *user, const struct suite *suite, const struct fixture *f)
{
	struct lookup *l = user;
	struct case_name n = { suite->name, f->phase, NULL };
	near_name_offer(&l->near, mem_strdup(suite->name));
	near_name_offer(&l->near, mem_strdup(f->phase));
	near_name_offer(&l->near, case_name_path(&n));
	for (size_t i = 0; i < f->cases.count; i++) {
		n.name = f->cases.items[i]->name;
		near_name_offer(
		    &l->near, mem_printf("%s/%s", f->phase, n.name));
		near_name_offer(&l->near, case_name_path(&n));
	}
}

static bool
show_word(struct show *s, const char *word)
{
	char *name = case_name_fixture_word(word);
	struct lookup l = { .show = s, .word = name };
	visit_fixtures(&s->workspace.suites, show_fixture, &l);
	vec_free(&l.setups);
	free(name);
	if (l.found)
		return true;
	diag_error(&s->diag, NULL,
	    "no suite, phase, case or setup is called '%s'", word);
	near_name_start(&l.near, word);
	visit_fixtures(&s->workspace.suites, offer_fixture, &l);
	diag_did_you_mean(&s->diag, l.near.best);
	diag_note(&s->diag, "'ixconform list' prints all cases");
	near_name_free(&l.near);
	return false;
}

/* Without a word, all of the suites. */
static void
show_all_fixtures(
    void *user, const struct suite *suite, const struct fixture *f)
{
	struct show *s = user;
	for (size_t i = 0; i < f->cases.count; i++)
		purposes_add(s->purposes, suite, f->cases.items[i]);
}

static bool
load(struct show *s)
{
	struct workspace *w = &s->workspace;
	return workspace_load(w, &s->diag) &&
	    target_check_names(w->target, w->suites.items.items,
		w->suites.items.count, &s->diag);
}

static void
print(struct show *s)
{
	struct screen screen = { .out = stdout, .ascii = s->ascii };
	screen_print(&screen, &s->text);
}

static int
show_all(struct show *s, char *const *words, unsigned count)
{
	struct console_options terminal = { 0 };
	bool good = load(s);
	look_at_terminal(stdout, &terminal);
	s->ascii = terminal.ascii;
	s->columns = COLUMNS;
	if (terminal.width >= LADDER_WIDTH_MIN && terminal.width < COLUMNS)
		s->columns = terminal.width;
	for (unsigned i = 0; i < count && good; i++)
		good = show_word(s, words[i]);
	if (good && count == 0)
		visit_fixtures(&s->workspace.suites, show_all_fixtures, s);
	if (good && s->purposes)
		purposes_print(
		    s->purposes, (enum purposes_form)s->form, &s->text);
	if (good)
		print(s);
	return good ? EXIT_CONFORMS : EXIT_USAGE;
}

static int
run_show(const struct command *self, int argc, char **argv)
{
	static const char *const forms[] = { "none", "text", "markdown", "html",
		NULL };
	struct show s = { 0 };
	const struct option_row rows[] = {
		{ "preambles", 'p', NULL,
		    "draw the preambles instead of only naming them",
		    .flag = &s.preambles },
		{ "purposes", 0, "FORM",
		    "print the test purposes instead: each requirement, and\n"
		    "what shows it; of all cases if none are named",
		    .number = &s.form, .choices = forms },
		target_option(&s.workspace,
		    "show the readings and setups of this target, instead of "
		    "the embedded mock's"),
		reading_option(&s.workspace.overrides),
		data_option(&s.workspace),
		{ 0 },
	};
	struct options options = { .command = self };
	options_add(&options, rows);
	enum options_end end = options_read(&options, argc, argv);
	if (end == OPTIONS_READ && options.word_count == 0 && !s.form) {
		options_complain(
		    self, "show needs the name of a phase or case");
		end = OPTIONS_WRONG;
	}
	if (end != OPTIONS_READ) {
		workspace_free(&s.workspace);
		return end == OPTIONS_HELP ? 0 : EXIT_USAGE;
	}
	diag_init(&s.diag);
	buf_init(&s.text, TEXT_MAX_BYTES);
	s.purposes = s.form ? purposes_new() : NULL;
	int status = show_all(&s, options.words, options.word_count);
	print_diagnostics(&s.diag);
	purposes_free(s.purposes);
	buf_free(&s.text);
	workspace_free(&s.workspace);
	diag_free(&s.diag);
	return status;
}

const struct command show_command = {
	.name = "show",
	.summary = "draw what a phase or case requires",
	.usage = "show [OPTION...] [SUITE/]PHASE[/CASE]...",
	.text = "Prints what the cases require: in words, the document's "
		"table, and a ladder diagram\nof the messages, with blocks as "
		"frames.  Names may contain the wild cards * ? and [...], and "
		"may be those of setups.",
	.examples =
	    "  ixconform show invitation-times-out/no-answer\n"
	    "  ixconform show --preambles conference/leave-the-conference\n"
	    "  ixconform show setup/agent-logs-in\n"
	    "  ixconform show --purposes markdown conference",
	.run = run_show,
};
