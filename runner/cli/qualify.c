/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/qualify.h"
#include "config.h"
#include "core/clock.h"
#include "core/duration.h"
#include "core/escape.h"
#include "reports/tally.h"
#include "runner/cli/commands.h"
#include "runner/cli/selection.h"
#include "runner/cli/surroundings.h"
#include "runner/load/target_check.h"
#include "runner/load/target_file.h"
#include "sim/mock_target.h"

#include <getopt.h>
#include <string.h>

#define DEFAULT_SCHEDULES 2000
#define MAX_SCHEDULES 10000000

enum { OPTION_SCHEDULES, OPTION_SEED, OPTION_VERBOSE, OPTION_DATA };

static const struct option_spec options[] = {
	[OPTION_SCHEDULES] = { "schedules", 'n', "N",
	    "legal schedules to try per case (2000)" },
	[OPTION_SEED] = { "seed", 0, "N", "start of the random schedules (1)" },
	[OPTION_VERBOSE] = { "verbose", 'v', NULL,
	    "also name the mutants that were killed by another category" },
	[OPTION_DATA] = { "data", 0, "FOLDER",
	    "where suites/, fixtures/ and schema/ are" },
	{ 0 },
};

/* One column of the table. */
struct tally {
	unsigned counts[QUALIFICATION_COUNT];
};

struct qualifier {
	const struct suite *suite;
	bool verbose;
	unsigned seed, schedules;
	struct tally by_case; /* of the case under way */
	struct tally by_fault[FAULT_KIND_COUNT];
	struct tally total;
	struct tally schedule_total;
};

static void
print_finding(
    const struct qualifier *q, const char *what, const struct qualified *one)
{
	struct buf fault;
	buf_init(&fault, FAULT_TEXT_MAX_BYTES);
	if (one->mutant)
		fault_print(&one->mutant->fault, &fault);
	printf("  %s: %s/%s/%s", what, q->suite->name,
	    one->test->fixture->phase, one->test->name);
	if (one->mutant)
		printf("  --fault '%s'", buf_text(&fault));
	else
		printf("  --seed %llu", (unsigned long long)one->seed);
	if (one->mutant && !one->mutant->is_legal)
		printf("  wanted: %s", finding_name(one->mutant->wanted));
	if (one->outcome->verdict != VERDICT_PASS)
		printf("\n    %s (%s): %s", verdict_name(one->outcome->verdict),
		    finding_name(one->outcome->finding),
		    one->outcome->sentence);
	printf("\n");
	buf_free(&fault);
}

static void
take_result(void *context, const struct qualified *one)
{
	struct qualifier *q = context;
	if (one->mutant) {
		q->by_case.counts[one->result]++;
		q->total.counts[one->result]++;
		q->by_fault[one->mutant->fault.kind].counts[one->result]++;
	} else {
		q->schedule_total.counts[one->result]++;
	}
	if (one->result == SURVIVED)
		print_finding(q, "survived", one);
	else if (one->result == LEGAL_FAILED)
		print_finding(q, "wrongly failed", one);
	else if (one->result == KILLED_AS_OTHER && q->verbose)
		print_finding(q, "other category", one);
}

static void
print_row(const char *name, const struct tally *t)
{
	printf("%-64s %6u %6u %8u %6u %6u\n", name, t->counts[KILLED],
	    t->counts[KILLED_AS_OTHER], t->counts[SURVIVED],
	    t->counts[LEGAL_PASSED], t->counts[LEGAL_FAILED]);
}

static void
print_head(const char *what)
{
	printf("%-64s %6s %6s %8s %6s %6s\n", what, "killed", "other",
	    "survived", "legal", "wrong");
}

static void
qualify_cases(struct qualifier *q, const struct selection *selection,
    const struct target *target, struct diag *diag)
{
	struct mock_config config = mock_config_for(target, PACKAGE_VERSION);
	print_head("case");
	for (size_t i = 0; i < selection->cases.count; i++) {
		const struct planned_case *p = &selection->cases.items[i];
		struct qualify_setup setup = { .suite = p->suite,
			.target = target,
			.config = &config,
			.seed = q->seed,
			.schedules = q->schedules,
			.context = q,
			.report = take_result };
		q->suite = p->suite;
		q->by_case = (struct tally){ 0 };
		qualify_case(&setup, p->test, diag);
		char *name =
		    mem_printf("%s/%s", p->test->fixture->phase, p->test->name);
		print_row(name, &q->by_case);
		free(name);
	}
}

static void
print_totals(const struct qualifier *q, int64_t duration_ns)
{
	char seconds[DURATION_TEXT_SIZE];
	const struct tally *t = &q->total;
	unsigned illegal = t->counts[KILLED] + t->counts[KILLED_AS_OTHER] +
	    t->counts[SURVIVED];
	unsigned killed = illegal - t->counts[SURVIVED];
	print_head("\nfault");
	for (int kind = 0; kind < FAULT_KIND_COUNT; kind++)
		print_row(
		    fault_kind_name((enum fault_kind)kind), &q->by_fault[kind]);
	print_row("all", t);
	printf("\n%u of %u illegal mutants killed, %u (%u.%u %%) by the very "
	       "category; %u legal mutants, %u wrongly failed; %u schedules, "
	       "%u wrongly failed; in %s s\n",
	    killed, illegal, t->counts[KILLED],
	    illegal ? t->counts[KILLED] * 100 / illegal : 0,
	    illegal ? t->counts[KILLED] * 1000 / illegal % 10 : 0,
	    t->counts[LEGAL_PASSED] + t->counts[LEGAL_FAILED],
	    t->counts[LEGAL_FAILED],
	    q->schedule_total.counts[LEGAL_PASSED] +
		q->schedule_total.counts[LEGAL_FAILED],
	    q->schedule_total.counts[LEGAL_FAILED],
	    duration_print_s(seconds, duration_ns));
}

static int
qualify_all(struct qualifier *q, const char *data_option, char *const *words,
    unsigned count, struct diag *diag)
{
	struct suites suites = { 0 };
	struct selection selection = { 0 };
	int status = EXIT_USAGE;
	int64_t start_ns = clock_now_ns();
	char *data = find_data_folder(data_option, diag);
	char *path = data ? data_path(data, "targets", "embedded.xml") : NULL;
	struct target *target = path ? target_load(path, diag) : NULL;

	if (target && suites_load(data, target, &suites, diag) &&
	    selection_make(&suites, words, count, &selection, diag)) {
		qualify_cases(q, &selection, target, diag);
		print_totals(q, clock_now_ns() - start_ns);
		bool good = q->total.counts[SURVIVED] == 0 &&
		    q->total.counts[LEGAL_FAILED] == 0 &&
		    q->schedule_total.counts[LEGAL_FAILED] == 0;
		status = good ? EXIT_CONFORMS : EXIT_DEVIATES;
		if (diag->error_count)
			status = EXIT_UNDECIDED;
	}
	selection_free(&selection);
	suites_free(&suites);
	target_free(target);
	free(path);
	free(data);
	return status;
}

static int
run_qualify(const struct command *self, int argc, char **argv)
{
	struct qualifier q = { .seed = 1, .schedules = DEFAULT_SCHEDULES };
	const char *data_option = NULL;
	int option;
	while ((option = options_next(self, argc, argv)) >= 0) {
		bool good = true;
		if (option == OPTION_SCHEDULES)
			good = options_number(self, "schedules", optarg, 0,
			    MAX_SCHEDULES, &q.schedules);
		else if (option == OPTION_SEED)
			good = options_number(
			    self, "seed", optarg, 0, UINT32_MAX, &q.seed);
		else if (option == OPTION_VERBOSE)
			q.verbose = true;
		else
			data_option = optarg;
		if (!good)
			return EXIT_USAGE;
	}
	if (option != OPTION_END)
		return option == OPTION_HELP ? 0 : EXIT_USAGE;
	struct diag diag;
	diag_init(&diag);
	int status = qualify_all(
	    &q, data_option, argv + optind, (unsigned)(argc - optind), &diag);
	print_diagnostics(&diag);
	diag_free(&diag);
	return status;
}

const struct command qualify_command = {
	.name = "qualify",
	.summary = "test the suite itself: do its cases catch every fault?",
	.usage = "qualify [OPTION...] [SUITE[/PHASE[/CASE]]...]",
	.text = "Runs every case in simulation against every fault at every "
		"message that it expects,\nand against random legal schedules "
		"(docs/qualify.md).  Every illegal mutant has to be\nkilled, "
		"by the category that was injected; nothing legal may "
		"fail.\n\nExit status: 0 so it is, 1 a mutant survived or "
		"something legal failed.",
	.options = options,
	.examples = "  ixconform qualify conference\n"
		    "  ixconform qualify -v --schedules 0 "
		    "conference/invitation-rejected",
	.run = run_qualify,
};
