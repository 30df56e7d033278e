/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/qualify/qualify_servers.h"

#include "cli/qualify/qualify_table.h"
#include "core/clock.h"
#include "core/text/duration.h"
#include "qualify/walk.h"
#include "release/release.h"
#include "sim/mock_target.h"

#include <inttypes.h>
#include <string.h>

/* As wide as the table of the messages: 100 columns with its numbers. */
#define NAME_WIDTH 58

static void
clear_progress(const struct server_trials *t)
{
	if (t->shows_progress)
		fprintf(stderr, "\r\033[K");
}

static void
show_progress(void *context, unsigned done, unsigned of)
{
	const struct server_trials *t = context;
	if (t->shows_progress)
		fprintf(stderr, "\r\033[Kbehaviour %u/%u", done, of);
}

/* The command that replays it. */
static void
print_replay(const struct server_trials *t, const char *option,
    const char *value, unsigned jobs, uint64_t seed, const char *culprit)
{
	fprintf(t->out, "  replay    ixconform run --simulate --seed %" PRIu64,
	    seed);
	if (jobs != 1)
		fprintf(t->out, " --jobs %u", jobs ? jobs : CONDUCT_JOBS);
	fprintf(t->out, " %s ", option);
	table_print_quoted(t->out, value);
	fprintf(t->out, " %s\n",
	    jobs == 1 && culprit ? culprit : t->cases[0].suite->name);
}

static void
print_conduct(const struct server_trials *t, const struct scored_conduct *c)
{
	static const char *const titles[] = {
		[CONDUCT_KILLED] = "KILLED",
		[CONDUCT_KILLED_AS_OTHER] = "WEAK SENTENCE",
		[CONDUCT_SURVIVED] = "SURVIVED",
		[CONDUCT_PASSED] = "PASSED",
		[CONDUCT_ACCUSED] = "WRONGLY FAILED",
		[CONDUCT_UNTRIED] = "UNTRIED",
	};
	fprintf(t->out, "%s  %s (%s)\n", titles[c->result], c->fault,
	    conduct_class_name(c->class));
	if (c->scenario)
		fprintf(t->out, "%s", c->scenario);
	if (c->culprit)
		fprintf(t->out, "  judged    %s: fail (%s): %s\n", c->culprit,
		    finding_name(c->finding), c->sentence);
	print_replay(t, "--fault", c->fault, c->jobs, t->seed, c->culprit);
}

static void
take_conduct(void *context, const struct qualified_conduct *one)
{
	struct server_trials *t = context;
	const struct scored_conduct *c = server_score_take(&t->score, one);
	switch (c->result) {
	case CONDUCT_KILLED:
	case CONDUCT_UNTRIED:
	case CONDUCT_PASSED:
		return;
	case CONDUCT_KILLED_AS_OTHER:
		if (!t->is_verbose)
			return;
		break;
	case CONDUCT_SURVIVED:
	case CONDUCT_ACCUSED:
		break;
	}
	clear_progress(t);
	print_conduct(t, c);
}

static void
print_row(FILE *out, const char *name, const unsigned *results)
{
	fprintf(out, "%-*s%6u %5u %6u %6u %6u %8u\n", NAME_WIDTH, name,
	    results[CONDUCT_KILLED], results[CONDUCT_KILLED_AS_OTHER],
	    results[CONDUCT_SURVIVED], results[CONDUCT_PASSED],
	    results[CONDUCT_ACCUSED], results[CONDUCT_UNTRIED]);
}

/* Those that are not illegal, with the rule that says so. */
static void
print_harmless(
    const struct server_trials *t, enum conduct_class class, const char *why)
{
	const struct server_score *s = &t->score;
	if (!s->classes[class])
		return;
	fprintf(t->out, "\n%s:\n", why);
	for (size_t i = 0; i < s->conducts.count; i++)
		if (s->conducts.items[i].class == class)
			fprintf(t->out, "  %s\n", s->conducts.items[i].fault);
}

static void
print_all_harmless(const struct server_trials *t)
{
	print_harmless(t, CONDUCT_LEGAL,
	    "Legal: on every walk like some conforming server");
	print_harmless(
	    t, CONDUCT_ALIKE, "Alike: on no walk different from the original");
	print_harmless(
	    t, CONDUCT_OF_SETUPS, "Of setups: only their answers show it");
	print_harmless(t, CONDUCT_ELSEWHERE, "Of other chapters");
}

static void
print_totals(const struct server_trials *t, int64_t duration_ns)
{
	const struct server_score *s = &t->score;
	char took[DURATION_TEXT_SIZE];
	unsigned illegal = s->classes[CONDUCT_ILLEGAL];
	unsigned killed = illegal - s->results[CONDUCT_SURVIVED];
	fprintf(
	    t->out, "\n%u of %u illegal behaviours killed (", killed, illegal);
	table_print_share(t->out, killed, illegal);
	fprintf(t->out, "), %u (", s->results[CONDUCT_KILLED]);
	table_print_share(t->out, s->results[CONDUCT_KILLED], illegal);
	fprintf(t->out, ") with a sentence that names it;\n");
	fprintf(t->out,
	    "%u legal, %u alike, %u of setups, %u wrongly failed; %u of other "
	    "chapters; in %s\n",
	    s->classes[CONDUCT_LEGAL], s->classes[CONDUCT_ALIKE],
	    s->classes[CONDUCT_OF_SETUPS], s->results[CONDUCT_ACCUSED],
	    s->classes[CONDUCT_ELSEWHERE], duration_print(took, duration_ns));
}

static void
print_table(const struct server_trials *t)
{
	static const unsigned none[CONDUCT_RESULT_COUNT];
	fprintf(t->out, "\n%-*s%6s %5s %6s %6s %6s %8s\n", NAME_WIDTH,
	    "behaviour, while it serves", "killed", "weak", "surv.", "legal",
	    "wrong", "untried");
	for (unsigned i = 0; i < CAUSE_COUNT; i++)
		if (memcmp(t->score.by_cause[i], none, sizeof(none)) != 0)
			print_row(t->out,
			    behaviour_cause_name((enum behaviour_cause)i),
			    t->score.by_cause[i]);
	print_row(t->out, "all", t->score.results);
}

void
qualify_behaviour(struct server_trials *t)
{
	const struct suite *suite = t->cases[0].suite;
	if (!qualify_conduct_applies(suite)) {
		fprintf(t->out,
		    "\nbehaviours: none is tried on the suite '%s', whose "
		    "cases send no " WALK_INVITATION "\n",
		    suite->name);
		return;
	}
	int64_t start_ns = clock_now_ns();
	struct mock_config config =
	    mock_config_for(t->workspace->target, this_release.version);
	struct conduct_setup setup = { .target = t->workspace->target,
		.config = &config,
		.cases = t->cases,
		.case_count = t->case_count,
		.seed = t->seed,
		.walk_count = CONDUCT_WALKS,
		.context = t,
		.report = take_conduct,
		.progress = show_progress,
		.is_stopped = t->is_stopped };
	enum conduct_status status = qualify_conduct(&setup, t->diag);
	t->score.is_broken |= status == CONDUCTS_BROKEN;
	t->score.is_stopped |= status == CONDUCTS_STOPPED;
	clear_progress(t);
	if (status == CONDUCTS_BROKEN)
		return;
	if (t->is_verbose)
		print_all_harmless(t);
	print_table(t);
	print_totals(t, clock_now_ns() - start_ns);
	fflush(t->out);
}

/* A reading of the target's other than its own, under way. */
struct variation {
	struct server_trials *trials;
	const char *reading;                /* NULL: the target's own */
	unsigned passed, undecided, failed; /* with several variants together */
};

static void
print_accused(const struct server_trials *t, const struct scored_variant *v)
{
	char *options = v->reading
	    ? mem_printf("--reading %s --variant", v->reading)
	    : mem_strdup("--variant");
	fprintf(t->out, "WRONGLY FAILED  %s: %s\n", v->culprit, v->sentence);
	print_replay(t, options, v->name, v->jobs, v->seed, v->culprit);
	free(options);
}

static void
print_variant(const struct variation *v, const char *name, unsigned passed,
    unsigned undecided, unsigned failed)
{
	const char *reading = v->reading ? v->reading : "";
	char *both = mem_printf("%s%s%s", reading, *reading && *name ? " " : "",
	    *name || *reading ? name : "(none)");
	fprintf(v->trials->out, "%-*s%6u %6u %6u\n", NAME_WIDTH, both, passed,
	    undecided, failed);
	free(both);
}

/* Combinations share one row. */
static void
take_variant(void *context, const struct qualified_variant *one)
{
	struct variation *v = context;
	struct server_trials *t = v->trials;
	const struct scored_variant *kept =
	    server_score_take_variant(&t->score, v->reading, one);
	if (strchr(one->name, ' ')) {
		v->passed += one->passed;
		v->undecided += one->undecided;
		v->failed += one->failed;
	} else {
		print_variant(
		    v, one->name, one->passed, one->undecided, one->failed);
	}
	if (one->failed)
		print_accused(t, kept);
}

static bool
is_stopped(void *context)
{
	struct variation *v = context;
	return v->trials->is_stopped(NULL);
}

static void
try_target(
    struct server_trials *t, const struct target *target, const char *reading)
{
	struct mock_config config =
	    mock_config_for(target, this_release.version);
	struct variation v = { .trials = t, .reading = reading };
	struct variant_setup setup = { .target = target,
		.config = &config,
		.cases = t->cases,
		.case_count = t->case_count,
		.seed = t->seed,
		.is_brief = reading != NULL,
		.context = &v,
		.report = take_variant,
		.is_stopped = is_stopped };
	if (!qualify_variants(&setup, t->diag))
		t->score.is_stopped = true;
	if (v.passed + v.undecided + v.failed)
		print_variant(
		    &v, "several together", v.passed, v.undecided, v.failed);
}

/* The same target, but for that reading. */
static void
try_reading(struct server_trials *t, const char *name, const char *value)
{
	char *reading = mem_printf("%s=%s", name, value);
	const struct target_overrides other = { .readings = { .items = &reading,
						    .count = 1 } };
	struct target *target = workspace_read_target(t->workspace, t->diag);
	if (target)
		target_overrides_apply(target, &other, t->diag);
	if (target && t->diag->error_count == 0)
		try_target(t, target, reading);
	target_free(target);
	free(reading);
}

static void
try_readings(struct server_trials *t)
{
	const struct suite *suite = t->cases[0].suite;
	for (size_t i = 0; i < suite->readings.count; i++) {
		const struct reading *r = &suite->readings.items[i];
		const char *own = target_reading(t->workspace->target, r->name);
		if (!own)
			own = r->fallback;
		for (size_t j = 0; j < r->values.count; j++)
			if (strcmp(r->values.items[j], own) != 0 &&
			    !t->score.is_stopped)
				try_reading(t, r->name, r->values.items[j]);
	}
}

void
qualify_variations(struct server_trials *t)
{
	char *head =
	    mem_printf("legal variant, suite %s", t->cases[0].suite->name);
	fprintf(t->out, "\n%-*s%6s %6s %6s\n", NAME_WIDTH, head, "passed",
	    "undec.", "failed");
	free(head);
	try_target(t, t->workspace->target, NULL);
	try_readings(t);
	fflush(t->out);
}
