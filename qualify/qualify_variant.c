/* SPDX-License-Identifier: Apache-2.0 */
#include "qualify/qualify_variant.h"

#include "core/mem.h"
#include "core/random.h"
#include "mock/config/variant.h"
#include "qualify/ordeal.h"
#include "sim/mock_target.h"

#include <stdlib.h>
#include <string.h>

/* As many cases at a time as in qualify/qualify_conduct.h. */
#define JOBS 16
/* A variant that is random is tried with so many seeds. */
#define RANDOM_RUNS 8
/* So many with several liberties together. */
#define MIXTURES 24
#define NAME_MAX_BYTES 1024

struct parade {
	const struct variant_setup *setup;
	struct ordeal *alone, *together;
	/* Of the variant at hand: */
	struct qualified_variant found;
	char *sentence;
	unsigned jobs; /* of the run under way */
	uint64_t seed; /* of that run */
};

static void
keep_culprit(struct parade *p, unsigned index, const struct outcome *o)
{
	p->found.culprit = &p->setup->cases[index];
	free(p->sentence);
	p->sentence = mem_strdup(o->sentence ? o->sentence : "");
	p->found.sentence = p->sentence;
	p->found.jobs = p->jobs;
	p->found.seed = p->seed;
}

static void
take_outcome(void *context, unsigned index, const struct outcome *o)
{
	struct parade *p = context;
	switch (o->verdict) {
	case VERDICT_PASS:
	case VERDICT_FLAKY: /* nothing is run again */
		p->found.passed++;
		return;
	case VERDICT_SKIPPED:
	case VERDICT_EXPECTED:
		return;
	case VERDICT_INCONCLUSIVE:
	case VERDICT_ERROR:
	case VERDICT_ABORTED:
		if (p->found.undecided++ + p->found.failed == 0)
			keep_culprit(p, index, o);
		return;
	case VERDICT_FAIL:
		if (p->found.failed++ == 0)
			keep_culprit(p, index, o);
		return;
	}
}

static void
run(struct parade *p, struct mock_config config, uint64_t seed)
{
	struct simulation_setup server = { .config = &config };
	p->seed = seed;
	p->jobs = 1;
	ordeal_run(p->alone, &server, seed, take_outcome, p);
	p->jobs = JOBS;
	ordeal_run(p->together, &server, seed, take_outcome, p);
}

static void
print_names(uint64_t taken, struct buf *into)
{
	for (unsigned i = 0; i < MOCK_VARIANT_COUNT; i++)
		if (taken & MOCK_VARIANT_BIT(i))
			buf_printf(into, "%s%s", into->size ? " " : "",
			    mock_variants[i].name);
}

static bool
is_random(uint64_t taken)
{
	for (unsigned i = 0; i < MOCK_VARIANT_COUNT; i++)
		if (taken & MOCK_VARIANT_BIT(i) &&
		    mock_variants[i].kind == VARIANT_MANNER)
			return true;
	return false;
}

/* False: asked to stop. */
static bool
try_one(struct parade *p, uint64_t taken)
{
	const struct variant_setup *setup = p->setup;
	struct buf names;
	if (setup->is_stopped && setup->is_stopped(setup->context))
		return false;
	buf_init(&names, NAME_MAX_BYTES);
	print_names(taken, &names);
	p->found = (struct qualified_variant){ .name = buf_text(&names) };
	unsigned runs = is_random(taken) ? RANDOM_RUNS : 1;
	for (unsigned i = 0; i < runs; i++)
		run(p, mock_variants_take(setup->config, taken),
		    setup->seed + i);
	setup->report(setup->context, &p->found);
	buf_free(&names);
	free(p->sentence);
	p->sentence = NULL;
	return true;
}

static bool
is_brief(const struct mock_variant *v)
{
	return strcmp(v->name, "slow") == 0 || strcmp(v->name, "shuffled") == 0;
}

static bool
try_each(struct parade *p, uint64_t open)
{
	for (unsigned i = 0; i < MOCK_VARIANT_COUNT; i++) {
		if (!(open & MOCK_VARIANT_BIT(i)) ||
		    (p->setup->is_brief && !is_brief(&mock_variants[i])))
			continue;
		if (!try_one(p, MOCK_VARIANT_BIT(i)))
			return false;
	}
	return true;
}

static bool
try_mixtures(struct parade *p, uint64_t open)
{
	struct random random;
	random_seed(&random, p->setup->seed);
	for (unsigned i = 0; i < MIXTURES && !p->setup->is_brief; i++)
		if (!try_one(p, random_next(&random) & open))
			return false;
	return true;
}

static struct ordeal *
new_ordeal(const struct variant_setup *s, unsigned jobs, struct diag *diag)
{
	struct ordeal_setup setup = { .target = s->target,
		.cases = s->cases,
		.case_count = s->case_count,
		.jobs = jobs };
	return ordeal_new(&setup, diag);
}

bool
qualify_variants(const struct variant_setup *setup, struct diag *diag)
{
	uint64_t liberties = mock_variants_open(setup->target, VARIANT_LIBERTY);
	uint64_t manners = mock_variants_open(setup->target, VARIANT_MANNER);
	struct parade p = { .setup = setup };
	p.alone = new_ordeal(setup, 1, diag);
	p.together = p.alone ? new_ordeal(setup, JOBS, diag) : NULL;
	bool is_whole = p.together && try_one(&p, 0) &&
	    try_each(&p, liberties | manners) && try_mixtures(&p, liberties);
	ordeal_free(p.alone);
	ordeal_free(p.together);
	return is_whole;
}
