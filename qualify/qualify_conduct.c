/* SPDX-License-Identifier: Apache-2.0 */
#include "qualify/qualify_conduct.h"

#include "qualify/blame.h"
#include "qualify/ordeal.h"
#include "qualify/walk.h"
#include "sim/mock_target.h"

#include <string.h>

#define SCENARIO_MAX_BYTES 65536

struct hearing {
	const struct conduct_setup *setup;
	struct diag *diag;
	struct exploration *exploration;
	struct ordeal *alone, *together;
	/* Of the mutant at hand: */
	const struct conduct *conduct; /* NULL: the original */
	struct qualified_conduct found;
	char *sentence;
	bool is_named;
};

/* Keep it as the culprit: the first, or the first whose sentence names it. */
static void
keep_culprit(struct hearing *h, unsigned index, const struct outcome *o)
{
	h->found.culprit = &h->setup->cases[index];
	h->found.finding = o->finding;
	free(h->sentence);
	h->sentence = mem_strdup(o->sentence ? o->sentence : "");
	h->found.sentence = h->sentence;
}

static void
take_outcome(void *context, unsigned index, const struct outcome *o)
{
	struct hearing *h = context;
	switch (o->verdict) {
	case VERDICT_FAIL:
		break;
	case VERDICT_INCONCLUSIVE:
	case VERDICT_ERROR:
		h->found.undecided++;
		return;
	case VERDICT_PASS:
	case VERDICT_FLAKY: /* nothing is run again */
	case VERDICT_SKIPPED:
	case VERDICT_ABORTED:
	case VERDICT_EXPECTED:
		return;
	}
	h->found.failed++;
	bool is_named = h->conduct && blame_is_right(h->conduct, o);
	if (!h->found.culprit || (is_named && !h->is_named))
		keep_culprit(h, index, o);
	h->is_named |= is_named;
}

/* Nothing more is to be learnt of it. */
static bool
is_enough(const struct hearing *h)
{
	return h->conduct && h->is_named &&
	    h->conduct->class == CONDUCT_ILLEGAL;
}

static const char *
why_enough(void *context)
{
	return is_enough(context) ? "enough" : NULL;
}

static void
run(struct hearing *h, struct ordeal *ordeal, unsigned jobs)
{
	struct simulation_setup server = { .config = h->setup->config,
		.faults = h->conduct ? &h->conduct->fault : NULL,
		.fault_count = h->conduct ? 1 : 0,
		.why_enough = why_enough,
		.context = h };
	bool was_found = h->found.culprit;
	ordeal_run(ordeal, &server, h->setup->seed, take_outcome, h);
	if (h->found.culprit && !was_found)
		h->found.jobs = jobs;
}

static void
start(struct hearing *h, const struct conduct *conduct)
{
	h->conduct = conduct;
	h->is_named = false;
	h->found = (struct qualified_conduct){ .conduct = conduct };
}

static enum conduct_result
rate(const struct hearing *h)
{
	switch (h->conduct->class) {
	case CONDUCT_ILLEGAL:
		if (!h->found.culprit)
			return CONDUCT_SURVIVED;
		return h->is_named ? CONDUCT_KILLED : CONDUCT_KILLED_AS_OTHER;
	case CONDUCT_LEGAL:
	case CONDUCT_ALIKE:
	case CONDUCT_OF_SETUPS:
		return h->found.culprit ? CONDUCT_ACCUSED : CONDUCT_PASSED;
	case CONDUCT_ELSEWHERE:
		break;
	}
	return CONDUCT_UNTRIED;
}

static void
report(struct hearing *h)
{
	struct buf scenario;
	buf_init(&scenario, SCENARIO_MAX_BYTES);
	h->found.result = rate(h);
	if (h->found.result == CONDUCT_SURVIVED) {
		exploration_compare(
		    h->exploration, &h->conduct->fault, &scenario);
		h->found.scenario = buf_text(&scenario);
	}
	h->setup->report(h->setup->context, &h->found);
	buf_free(&scenario);
}

/* Alone first: what shows there is the easier to understand. */
static void
try_one(struct hearing *h, const struct conduct *conduct)
{
	start(h, conduct);
	if (conduct->class != CONDUCT_ELSEWHERE)
		run(h, h->alone, 1);
	if (conduct->class != CONDUCT_ELSEWHERE && !is_enough(h))
		run(h, h->together, CONDUCT_JOBS);
	report(h);
}

static bool
is_stopped(const struct hearing *h)
{
	const struct conduct_setup *setup = h->setup;
	return setup->is_stopped && setup->is_stopped(setup->context);
}

static enum conduct_status
try_all(struct hearing *h, const struct conducts *conducts)
{
	const struct conduct_setup *setup = h->setup;
	unsigned count = (unsigned)conducts->items.count;
	for (unsigned i = 0; i < count; i++) {
		if (is_stopped(h))
			return CONDUCTS_STOPPED;
		try_one(h, &conducts->items.items[i]);
		if (setup->progress)
			setup->progress(setup->context, i + 1, count);
	}
	return CONDUCTS_QUALIFIED;
}

static struct ordeal *
new_ordeal(const struct hearing *h, unsigned jobs)
{
	struct ordeal_setup setup = { .target = h->setup->target,
		.cases = h->setup->cases,
		.case_count = h->setup->case_count,
		.jobs = jobs };
	return ordeal_new(&setup, h->diag);
}

/* Do all cases pass without any fault? */
static bool
is_sound(struct hearing *h)
{
	h->alone = new_ordeal(h, 1);
	h->together = h->alone ? new_ordeal(h, CONDUCT_JOBS) : NULL;
	if (!h->together)
		return false;
	start(h, NULL);
	run(h, h->alone, 1);
	run(h, h->together, CONDUCT_JOBS);
	if (h->found.failed + h->found.undecided == 0)
		return true;
	diag_error(h->diag,
	    h->found.culprit ? &h->found.culprit->test->at : NULL,
	    "%u cases do not pass against the mock without any fault%s%s",
	    h->found.failed + h->found.undecided, h->sentence ? ": " : "",
	    h->sentence ? h->sentence : "");
	return false;
}

bool
qualify_conduct_applies(const struct suite *suite)
{
	return suite_sends(suite, WALK_INVITATION);
}

enum conduct_status
qualify_conduct(const struct conduct_setup *setup, struct diag *diag)
{
	struct hearing h = { .setup = setup, .diag = diag };
	struct conducts conducts = { 0 };
	enum conduct_status status = CONDUCTS_BROKEN;
	if (is_sound(&h)) {
		h.exploration = exploration_new(setup->config,
		    mock_variants_open(setup->target, VARIANT_LIBERTY),
		    setup->walk_count);
		conducts_derive(h.exploration, &conducts);
		status = try_all(&h, &conducts);
	}
	vec_free(&conducts.items);
	exploration_free(h.exploration);
	ordeal_free(h.alone);
	ordeal_free(h.together);
	free(h.sentence);
	return status;
}
