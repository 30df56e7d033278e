/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/qualify/qualify_binding.h"

#include "core/clock.h"
#include "core/text/duration.h"
#include "core/text/suggest.h"
#include "qualify/binding/lapse_trial.h"

#include <fnmatch.h>

/* The longest name of a fault. */
#define NAME_COLUMNS 20

struct binding_table {
	FILE *out;
	bool is_verbose;
};

static void
print_sentence(const struct binding_table *t, const struct lapse_result *r)
{
	if (r->sentence)
		fprintf(t->out, "      %s\n", r->sentence);
}

/* Of the mock without a fault only what is wrong is reported. */
static void
print_result(void *context, const struct lapse_result *r)
{
	const struct binding_table *t = context;
	bool is_caught = r->verdict == VERDICT_FAIL;
	if (!r->fault) {
		fprintf(t->out, "HEALTHY  %s  %s\n", r->check,
		    verdict_name(r->verdict));
		print_sentence(t, r);
	} else if (!r->is_own) {
		fprintf(t->out, "      also %s: %s\n", r->check,
		    verdict_name(r->verdict));
	} else {
		fprintf(t->out, "%s  %-*s  %s\n", r->fault->id, NAME_COLUMNS,
		    r->fault->name, is_caught ? "caught" : "SURVIVED");
		if (t->is_verbose || !is_caught)
			print_sentence(t, r);
	}
	fflush(t->out);
}

static void
print_totals(const struct binding_table *t, const struct lapse_trials *trials,
    int64_t duration_ns)
{
	char duration[DURATION_TEXT_SIZE];
	if (!trials->wanted)
		fprintf(t->out,
		    "the mock without a fault: %u checks passed, %u not\n",
		    trials->passed_count, trials->failed_count);
	fprintf(t->out,
	    "%u faults of the binding: %u caught by the check of what is "
	    "broken, %u survived in %s\n",
	    trials->fault_count, trials->caught_count,
	    trials->fault_count - trials->caught_count,
	    duration_print(duration, duration_ns - duration_ns % NS_PER_MS));
}

static bool
is_named(const struct binding_fault_kind *kind, const char *word)
{
	return fnmatch(word, kind->id, FNM_CASEFOLD) == 0 ||
	    fnmatch(word, kind->name, 0) == 0;
}

static bool
want(bool *wanted, const char *word, struct diag *diag)
{
	struct suggestion s;
	bool is_known = false;
	suggest_start(&s, word);
	for (unsigned i = 1; i < BINDING_FAULT_COUNT; i++) {
		bool is = is_named(&binding_fault_kinds[i], word);
		suggest_offer(&s, binding_fault_kinds[i].name);
		suggest_offer(&s, binding_fault_kinds[i].id);
		wanted[i] |= is;
		is_known |= is;
	}
	if (is_known)
		return true;
	diag_error(diag, NULL, "the mock has no binding fault '%s'", word);
	diag_did_you_mean(diag, s.best);
	return false;
}

enum exit_status
qualify_binding(const struct qualify_binding *q, struct diag *diag)
{
	bool wanted[BINDING_FAULT_COUNT] = { false }, good = true;
	struct binding_table table = { q->out, q->is_verbose };
	struct lapse_trials trials = { .target = q->target,
		.wanted = q->word_count ? wanted : NULL,
		.with_others = q->is_verbose,
		.stop_fd = q->stop_fd,
		.report = print_result,
		.context = &table };
	int64_t start_ns = clock_now_ns();
	for (unsigned i = 0; i < q->word_count; i++)
		good &= want(wanted, q->words[i], diag);
	if (!good || !lapse_trials_run(&trials, diag))
		return EXIT_USAGE;
	print_totals(&table, &trials, clock_now_ns() - start_ns);
	if (trials.failed_count || trials.caught_count < trials.fault_count)
		return EXIT_DEVIATES;
	return trials.is_stopped ? EXIT_UNDECIDED : EXIT_CONFORMS;
}
