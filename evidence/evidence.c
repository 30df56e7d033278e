/* SPDX-License-Identifier: Apache-2.0 */
#include "evidence/evidence.h"

#include "core/mem.h"
#include "evidence/held_cases.h"
#include "evidence/held_clocks.h"
#include "evidence/held_order.h"
#include "evidence/held_suite.h"
#include "evidence/held_target.h"

#include <stdlib.h>

struct evidence {
	struct sink sink;
	const struct run_facts *run;
	bool is_certified;
	bool *ended;      /* by case */
	bool is_followed; /* its events were seen */
	struct held_order *order;
	struct held_clocks *clocks;
	struct doubts doubts;
};

static void
take(struct sink *sink, const struct run_event *event)
{
	struct evidence *e = (struct evidence *)sink;
	e->is_followed = true;
	held_order_take(e->order, event, &e->doubts);
	held_clocks_take(e->clocks, event);
	if (event->kind == RUN_CASE_STARTED)
		held_lease(&e->doubts, e->run, event);
	if (event->kind == RUN_CASE_ENDED)
		e->ended[event->test->index] = true;
}

struct evidence *
evidence_new(const struct evidence_setup *setup)
{
	struct evidence *e = mem_zalloc(sizeof(*e));
	e->sink.event = take;
	e->run = setup->run;
	e->is_certified = setup->is_certified;
	e->ended = mem_zalloc((size_t)setup->run->case_count + 1);
	e->order = held_order_new(setup->run);
	e->clocks = held_clocks_new(setup->run);
	e->doubts.is_other_suite_accepted = setup->accepts_other_suite;
	held_files(&e->doubts, setup->run, &setup->at_hand);
	held_suites(&e->doubts, setup->run, &setup->at_hand);
	held_target(&e->doubts, setup->run);
	return e;
}

struct sink *
evidence_sink(struct evidence *e)
{
	return &e->sink;
}

/* An older recording cannot have one, and of a killed run there is no end. */
static void
check_seal(struct evidence *e, const struct recording *r)
{
	struct seal_account a = recording_seal(r);
	bool has_ended = recording_summary(r) != NULL;
	struct buf text;
	if (a.state == SEAL_WHOLE)
		return;
	buf_init(&text, SEAL_MAX_BYTES);
	seal_print(&text, &a);
	if (!recording_is_sealed(r))
		doubts_add(&e->doubts,
		    e->is_certified ? DOUBT_SEAL : DOUBT_NOTE,
		    "%s  Its format is an older one, and nothing shows whether "
		    "a line was changed.",
		    buf_text(&text));
	else if (a.state == SEAL_BROKEN || has_ended)
		doubts_add(&e->doubts, DOUBT_SEAL, "%s", buf_text(&text));
	else
		doubts_add(&e->doubts, DOUBT_NOTE, "%s", buf_text(&text));
	buf_free(&text);
}

const struct doubts *
evidence_finish(struct evidence *e, const struct recording *r)
{
	const struct run_summary *s = recording_summary(r);
	/* A run that broke off has not got to all of them, and says so. */
	bool is_whole = e->is_followed && s && !s->interrupted && !s->problem;
	check_seal(e, r);
	held_cases(&e->doubts, e->run, is_whole ? e->ended : NULL);
	held_order_finish(e->order, e->is_followed ? s : NULL, &e->doubts);
	if (e->is_certified && !run_is_simulated(e->run))
		held_order_demand(e->order, &e->doubts);
	held_clocks_finish(e->clocks, &e->doubts);
	return &e->doubts;
}

bool
evidence_print(const struct recording *r, const char *path, struct buf *into)
{
	struct evidence_setup setup = { .run = recording_facts(r) };
	struct evidence *e = evidence_new(&setup);
	const struct doubts *d = evidence_finish(e, r);
	bool good = doubts_count_but(d, DOUBT_NOTE) == 0;
	if (!good)
		doubts_print(d, path, into);
	evidence_free(e);
	return good;
}

void
evidence_free(struct evidence *e)
{
	if (!e)
		return;
	doubts_free(&e->doubts);
	held_order_free(e->order);
	held_clocks_free(e->clocks);
	free(e->ended);
	free(e);
}
