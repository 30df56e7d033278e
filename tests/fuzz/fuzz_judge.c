/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The judge over random small cases and random runs of them.  It never crashes,
 * keeps to its limit of live configurations, comes to an end, and explains a
 * failure no dearer than the trivial way: everything that came was unexpected,
 * and everything that was due is missing.
 */
#include "core/clock.h"
#include "judge/explain/edit.h"
#include "judge/explain/outcome.h"
#include "tests/fuzz/small_case.h"

#include <string.h>

const unsigned fuzz_runs = 1000;

#define OBSERVATIONS_MAX 6
/* Far more than a run of so few messages can take. */
#define ROUNDS_MAX 2000
/*
 * Of an explanation, which looks for answers, and for edits from either end;
 * one walk over the tree may begin before each of them gives up.
 */
#define EXPLANATION_MAX_STEPS UINT64_C(65000000)

struct play {
	struct decisions d;
	struct small_case small;
	struct pattern *pattern;
	struct match *m;
	int64_t now_ns, before_ns;
	int64_t reference; /* the newest */
	unsigned number;
	unsigned observations;
	int64_t references[PATTERN_MAX_EVENTS]; /* of the sends */
};

/* One walk finds the same as going event by event. */
static void
check_needs(const struct play *p)
{
	const uint64_t *set = p->m->configs[0].set;
	uint64_t needed[PATTERN_MAX_EVENTS / BITS_PER_WORD] = { 0 };
	bool needs_all = !pattern_needed(p->pattern, set, needed);
	for (unsigned e = 0; e < p->pattern->events.count; e++)
		FUZZ_REQUIRE((needs_all || bits_has(needed, e)) ==
			pattern_needs(p->pattern, set, e),
		    "two answers to whether event %u is needed", e);
}

static void
check_limits(const struct play *p)
{
	check_needs(p);
	FUZZ_REQUIRE(
	    p->m->config_count <= MATCH_MAX_CONFIGS && p->m->config_count > 0,
	    "%u configurations", p->m->config_count);
}

static void
do_stimulus(struct play *p, unsigned event)
{
	struct message *message = NULL;
	if (p->pattern->events.items[event].kind == EVENT_SEND) {
		message = match_build(p->m, event, ++p->reference);
		if (!message)
			return; /* and the run is over */
	}
	p->references[event] = p->reference;
	match_sent(p->m, event, message, ++p->number, p->now_ns);
	message_unref(message);
}

/* Do what the judge wants; false when that is nothing. */
static bool
obey(struct play *p)
{
	unsigned event = 0;
	switch (match_demand(p->m, p->now_ns, &event)) {
	case MATCH_SEND:
		do_stimulus(p, event);
		return true;
	case MATCH_FENCE:
		match_quiet(p->m, match_unproven(p->m), MATCH_BY_FENCE);
		return true;
	case MATCH_WAIT:
	case MATCH_STAND:
	case MATCH_DONE:
		return false;
	}
	return false;
}

static void
pass_time(struct play *p, int64_t ns)
{
	p->before_ns = p->now_ns;
	p->now_ns += ns;
}

static void
observe(struct play *p, struct observation *o)
{
	if (p->observations == OBSERVATIONS_MAX ||
	    p->pattern->parties.count == 0)
		return;
	o->party %= (unsigned)p->pattern->parties.count;
	o->number = ++p->number;
	o->time_ns = p->now_ns;
	o->earliest_ns = decide(&p->d, 4) ? p->now_ns : p->before_ns;
	p->observations++;
	match_feed(p->m, o);
	check_limits(p);
}

static void
set_protocol(struct observation *o, const char *protocol)
{
	o->protocol = protocol;
}

/* As the fixture wants it, but for a flaw or none. */
static void
observe_expected(struct play *p)
{
	size_t count = p->pattern->events.count;
	const struct pattern_event *e =
	    count ? &p->pattern->events.items[decide(&p->d, 64) % count] : NULL;
	if (!e || e->kind != EVENT_RECEIVE)
		return;
	struct observation o = { .party = e->party };
	unsigned flaw = decide(&p->d, 24);
	if (!e->step->message) { /* the end of a connection */
		o.kind = OBSERVED_DISCONNECTED;
		observe(p, &o);
		return;
	}
	o.message = message_new(e->step->message);
	set_protocol(&o, e->step->protocol);
	message_set_string(
	    o.message, "interactionId", flaw == 1 ? "ix-2" : "ix-1");
	if (flaw != 2)
		message_set_integer(
		    o.message, "ticketId", decide(&p->d, 6) == 5);
	if (e->answers >= 0)
		message_set_integer(o.message, "referenceId",
		    p->references[e->answers] + (flaw == 3));
	if (flaw == 4)
		o.party++;
	if (flaw == 5)
		set_protocol(&o, PROTOCOL_REPORTING);
	observe(p, &o);
	observation_clear(&o);
}

static void
observe_anything(struct play *p)
{
	struct observation o = { .kind = OBSERVED_MESSAGE,
		.party = decide(&p->d, 4) };
	unsigned name = decide(&p->d, SMALL_CASE_MESSAGES + 1);
	o.message = message_new(
	    name ? small_case_message(name - 1) : "EventNobodyKnows");
	unsigned protocol = decide(&p->d, 8);
	set_protocol(&o,
	    protocol == 0       ? "None"
		: protocol <= 2 ? PROTOCOL_REPORTING
				: PROTOCOL_INTERACTION_MANAGEMENT);
	if (decide(&p->d, 2))
		message_set_string(o.message, "interactionId", "ix-1");
	if (decide(&p->d, 2))
		message_set_integer(o.message, "referenceId", decide(&p->d, 4));
	observe(p, &o);
	observation_clear(&o);
}

static void
break_something(struct play *p, enum observation_kind kind)
{
	struct observation o = { .kind = kind,
		.party = decide(&p->d, 4),
		.problem = mem_strdup("a problem") };
	if (kind == OBSERVED_MALFORMED) {
		o.raw = mem_strdup("{\"kind\"\033");
		o.raw_size = strlen(o.raw);
	}
	observe(p, &o);
	observation_clear(&o);
}

static void
act(struct play *p)
{
	switch (decide(&p->d, 32)) {
	case 0:
		break_something(p, OBSERVED_MALFORMED);
		return;
	case 1:
		break_something(p, OBSERVED_DISCONNECTED);
		return;
	case 2:
	case 3:
		observe_anything(p);
		return;
	case 4:
	case 5:
	case 6:
		pass_time(p, decide(&p->d, 64) * 50 * NS_PER_MS);
		match_elapse(p->m, p->now_ns);
		check_limits(p);
		return;
	case 7:
	case 8:
		pass_time(p, 1 + decide(&p->d, 64) * NS_PER_MS);
		return;
	case 9:
	case 10:
	case 11:
	case 12:
	case 13:
		obey(p);
		check_limits(p);
		return;
	}
	observe_expected(p);
}

/* Let the judge do all that there is to do now; false: it is done. */
static bool
settle(struct play *p)
{
	unsigned event;
	unsigned rounds = 0;
	do {
		FUZZ_REQUIRE(rounds++ < ROUNDS_MAX,
		    "the judge wants more and "
		    "more at the same time");
		match_elapse(p->m, p->now_ns);
		check_limits(p);
	} while (obey(p));
	return match_demand(p->m, p->now_ns, &event) != MATCH_DONE;
}

/* Nothing more comes: the judge comes to an end, or says that it waits for us.
 */
static void
wait_for_the_end(struct play *p)
{
	for (unsigned i = 0; settle(p); i++) {
		int64_t next_ns = match_deadline(p->m);
		FUZZ_REQUIRE(i < ROUNDS_MAX, "the judge comes to no end");
		FUZZ_REQUIRE(
		    next_ns > p->now_ns, "a deadline that is over stays");
		if (next_ns == TIME_NEVER_NS)
			match_break(p->m, VERDICT_INCONCLUSIVE,
			    FINDING_AMBIGUOUS, "Nothing can come any more.");
		else
			p->now_ns = next_ns;
	}
}

static void
check_outcome(struct play *p)
{
	struct outcome o;
	unsigned trivial =
	    COST_UNEXPECTED * p->observations + COST_MISSING * p->small.need;
	unsigned cost =
	    match_has_diverged(p->m) ? match_edit_cost(p->m) : COST_EXACT;
	FUZZ_REQUIRE(
	    cost == EDIT_NO_COST || cost <= trivial || trivial >= EDIT_MAX_COST,
	    "the explanation costs %u, the trivial one %u", cost, trivial);
	uint64_t steps = p->m->steps;
	match_outcome(p->m, &o);
	match_collect(p->m, &o);
	FUZZ_REQUIRE(p->m->steps - steps <= EXPLANATION_MAX_STEPS,
	    "the explanation takes %u million steps",
	    (unsigned)((p->m->steps - steps) / 1000000));
	FUZZ_REQUIRE((o.verdict == VERDICT_PASS) == (o.finding == FINDING_NONE),
	    "%s: %s", verdict_name(o.verdict), finding_name(o.finding));
	FUZZ_REQUIRE((o.verdict == VERDICT_PASS) == !o.sentence, "%s: %s",
	    verdict_name(o.verdict), o.sentence ? o.sentence : "no sentence");
	outcome_clear(&o);
}

static void
run(struct play *p)
{
	static const char *const nobody[PATTERN_MAX_PARTIES] = { "a", "b" };
	struct lease lease = { .agent_ids = nobody,
		.place_ids = nobody,
		.queue = "queue-1",
		.workbin = "workbin-1",
		.interaction = "ix-1",
		.unique = "u1" };
	p->m = match_new(p->pattern, &lease, 0);
	while (p->d.at < p->d.end && p->observations < OBSERVATIONS_MAX)
		act(p);
	wait_for_the_end(p);
	check_outcome(p);
	match_free(p->m);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct diag diag;
	struct play *p = mem_zalloc(sizeof(*p));
	p->d = (struct decisions){ bytes, bytes + size };
	diag_init(&diag);
	small_case_open(&p->small, &p->d);
	p->pattern = pattern_compile(
	    p->small.suite, p->small.target, p->small.test, &diag);
	if (p->pattern) /* otherwise it refers to something repeated 0 times */
		run(p);
	pattern_free(p->pattern);
	small_case_close(&p->small);
	diag_free(&diag);
	free(p);
	return 0;
}
