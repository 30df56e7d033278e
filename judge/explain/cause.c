/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A divergence explained: what went wrong first, whose doing it is, and all
 * that is to be said of it.
 */
#include "core/clock.h"
#include "core/escape.h"
#include "core/text/duration.h"
#include "judge/explain/answer.h"
#include "judge/explain/category.h"
#include "judge/explain/edit.h"
#include "judge/explain/explanation.h"
#include "judge/explain/owner.h"
#include "judge/explain/surplus.h"
#include "judge/match.h"
#include "judge/relevance.h"
#include "judge/rules.h"
#include "judge/server_timer.h"
#include "judge/silence.h"
#include "judge/state.h"
#include "judge/window.h"

#include <string.h>

/* So near to when an answer would come nothing comes by chance. */
#define COINCIDENCE_NS (10 * NS_PER_MS)

/*
 * Can it be the result of a stimulus, or a look, that was too late?  Everything
 * can, except what is always wrong: a server whose timer ran out meanwhile is
 * right to answer differently, and the explanation may call that by any name.
 */
static bool
depends_on_time(const struct divergence *d)
{
	switch (d->finding) {
	case FINDING_MALFORMED:
	case FINDING_WRONG_PROTOCOL:
	case FINDING_WRONG_ATTRIBUTE: /* by the catalogue */
	case FINDING_DISCONNECTED:
		return false;
	case FINDING_NONE:
	case FINDING_MISSING:
	case FINDING_UNEXPECTED:
	case FINDING_DUPLICATE:
	case FINDING_OUT_OF_ORDER:
	case FINDING_WRONG_PARTY:
	case FINDING_WRONG_ANSWER:
	case FINDING_TOO_EARLY:
	case FINDING_TOO_LATE:
	case FINDING_AMBIGUOUS:
	case FINDING_RUNNER_LATE:
	case FINDING_UNREACHABLE:
	case FINDING_BROKEN_BINDING:
	case FINDING_UNRESOLVED:
	case FINDING_UNEXPECTED_PASS:
		break;
	}
	return true;
}

/* When the runner last asked for something before the record came. */
static int64_t
last_request_time(const struct explanation *x, int record)
{
	int64_t time_ns = record_at(x, record)->time_ns;
	if (match_asked_ns(x->m) < time_ns)
		return match_asked_ns(x->m);
	while (record > 0 && !record_at(x, record)->is_stimulus)
		record--;
	return record_at(x, record)->time_ns;
}

/* From the server's clock to ours, at least. */
static int64_t
clock_offset_ns(const struct match *m)
{
	int64_t least_ns = TIME_NEVER_NS;
	for (size_t i = 0; i < m->records.count; i++) {
		const struct record *r = &m->records.items[i];
		int64_t ns = r->time_ns - r->server_us * NS_PER_US;
		if (r->server_us >= 0 && ns < least_ns)
			least_ns = ns;
	}
	return least_ns;
}

/*
 * By the server's clock: was it sent in time, and under way for longer than
 * others?  Without a clock this is unknown.
 */
static bool
may_be_held_back(const struct explanation *x)
{
	const struct record *r = record_at(x, x->d.record);
	const struct misfit *misfit = &x->d.misfit;
	if (r->server_us < 0)
		return true;
	int64_t sent_ns = r->server_us * NS_PER_US + clock_offset_ns(x->m);
	return sent_ns <= misfit->since_ns + misfit->bound->ns &&
	    r->time_ns - sent_ns > COINCIDENCE_NS;
}

/*
 * Did what was missing come just when the server answered something else?  A
 * server may be late at any time; what a front holds back comes with the next
 * output that it has to pass on.
 */
static void
say_buffering(struct explanation *x)
{
	const struct divergence *d = &x->d;
	if (d->finding != FINDING_TOO_LATE || !may_be_held_back(x))
		return;
	int64_t after_ns = record_at(x, d->record)->time_ns -
	    last_request_time(x, d->record) - match_fastest_answer_ns(x->m);
	if (after_ns < -COINCIDENCE_NS || after_ns > COINCIDENCE_NS)
		return;
	buf_add_text(&x->sentence,
	    " What was missing came together with the answer to a later "
	    "request: something between the server and the runner seems to "
	    "buffer; see docs/binding.md.");
}

static void
say_lag(struct explanation *x)
{
	char lag[DURATION_TEXT_SIZE];
	if (match_lag_ns(x->m) >= MATCH_LAG_LIMIT_NS)
		buf_printf(&x->sentence,
		    " But the runner itself was late by %s, which may be the "
		    "reason.",
		    duration_print(lag, match_lag_ns(x->m)));
	else
		buf_printf(&x->sentence,
		    " But the path from the server is slow, which may be the "
		    "reason: by the server's clock, messages were under way "
		    "for up to %s longer than others.",
		    duration_print(lag, match_path_delay_ns(x->m)));
}

static void
say_unsettled(struct explanation *x)
{
	char settle[DURATION_TEXT_SIZE];
	buf_printf(&x->sentence,
	    " But the server offers no fences, and the settle time of %s may "
	    "be too short: this may belong to an earlier step.",
	    duration_print(settle, x->m->p->target->settle_ns));
}

static void
say_leftover(struct explanation *x, const struct leftover *l)
{
	buf_add_text(&x->sentence, " But ");
	escape_quoted(
	    &x->sentence, l->where, strlen(l->where), EXPLAIN_VALUE_CHARACTERS);
	if (l->what) {
		buf_add_text(
		    &x->sentence, " still holds what was left there by ");
		buf_add_text(&x->sentence, l->what);
	} else {
		buf_add_text(
		    &x->sentence, " still holds what an earlier run left: ");
		buf_add_text(&x->sentence, l->interaction);
	}
	buf_add_char(&x->sentence, '.');
}

/* What was not looked at, if anything. */
static void
say_omissions(struct explanation *x)
{
	unsigned count = x->m->left_out_count;
	if (x->is_cut_short)
		buf_add_text(&x->sentence,
		    " There were too many differences to search for the cause; "
		    "this is the first of them.");
	if (count > 0)
		buf_printf(&x->sentence,
		    " Another %u message%s came and %s not examined.", count,
		    count > 1 ? "s" : "", count > 1 ? "were" : "was");
}

/* Does it say something of the state, or of the message alone? */
static bool
depends_on_state(const struct divergence *d)
{
	return d->finding == FINDING_MISSING ||
	    d->finding == FINDING_UNEXPECTED ||
	    d->finding == FINDING_DUPLICATE ||
	    d->finding == FINDING_WRONG_PARTY ||
	    d->answer == ANSWER_OF_WRONG_KIND;
}

/*
 * The other phase that the case or its probe plays, where a message of it is
 * wrong by itself: that says nothing of this case, and the phase's own fails.
 * Else NULL.
 */
static const struct fixture_case *
played_in_vain(const struct explanation *x)
{
	const struct step *in, *probe = explain_probe(x, &in);
	bool is_cause;
	if (depends_on_state(&x->d) ||
	    (x->d.record >= 0 &&
		match_find_intruder(x->m, record_at(x, x->d.record))))
		return NULL;
	if (!probe && explain_wanted(x, &is_cause) < 0)
		return NULL;
	const struct fixture_case *played =
	    in->play ? in->play->played->target : NULL;
	bool is_other = played && played->fixture != x->m->p->test->fixture;
	return probe || is_other ? played : NULL;
}

/* Which state was being probed when it happened? */
static void
say_probe(struct explanation *x)
{
	const struct step *in, *probe = explain_probe(x, &in);
	if (!probe || played_in_vain(x))
		return;
	buf_add_text(&x->sentence, " This was to show that ");
	escape_line(&x->sentence, probe->that, strlen(probe->that));
	buf_add_char(&x->sentence, '.');
}

/*
 * Who is responsible, and does that decide?  A preamble never fails a case, and
 * a setup itself fails only by what is always wrong.
 */
static void
attribute(const struct explanation *x, bool late, struct outcome *ret)
{
	const struct pattern *p = x->m->p;
	unsigned owner = match_owner(x->m, &x->d);
	const struct fixture_case *test = p->instances.items[owner].test;
	ret->is_proven = !late &&
	    (!test->fixture->is_setup ||
		match_is_wrong_everywhere(x->m, &x->d));
	if (owner + 1 == p->instances.count)
		test = played_in_vain(x);
	if (test)
		ret->blamed =
		    (struct blamed_case){ test->fixture->phase, test->name };
	ret->verdict =
	    ret->is_proven && !test ? VERDICT_FAIL : VERDICT_INCONCLUSIVE;
}

static void
say_in_preamble(struct explanation *x, struct outcome *ret)
{
	const char *preamble = ret->blamed.phase;
	if (preamble)
		buf_printf(&x->sentence, "%s %s did not hold: ",
		    played_in_vain(x) ? "Phase" : "Preamble", preamble);
	ret->cause_at = x->sentence.size;
	explain_finding(x);
	/* "A frame ...", in the middle of a sentence now. */
	if (preamble &&
	    strncmp(buf_text(&x->sentence) + ret->cause_at, "A ", 2) == 0)
		x->sentence.bytes[ret->cause_at] = 'a';
}

/* The request whose effect depends on the timer, or -1. */
static int
last_request_in(const struct explanation *x, unsigned node)
{
	const struct pattern_node *n = &x->m->p->nodes.items[node];
	for (int i = (int)x->m->records.count; --i >= 0;) {
		const struct record *r = record_at(x, i);
		if (r->is_stimulus && r->event >= (int)n->first &&
		    r->event < (int)n->end)
			return i;
	}
	return -1;
}

/* "The server's own timer of 1 s ({invitation-timeout})" */
static void
say_doubt(struct explanation *x)
{
	const struct pattern_while *w = &x->m->p->whiles.items[x->doubt];
	int64_t limit_ns = match_while_limit(x->m, &x->m->configs[0], w);
	int request = last_request_in(x, w->node);
	char passed[DURATION_TEXT_SIZE];

	buf_add_text(&x->sentence, " But the server's own timer of ");
	match_print_limit(&x->sentence, &w->limit);
	buf_add_text(&x->sentence, " may have run out before ");
	buf_add_text(&x->sentence,
	    request < 0 ? "that"
			: event_at(x, record_at(x, request)->event)->name);
	if (request >= 0)
		buf_add_text(&x->sentence, " arrived");
	if (x->d.record >= 0 && limit_ns != TIME_NEVER_NS) {
		buf_printf(&x->sentence,
		    ": this came when %s had passed since ",
		    duration_print(passed,
			record_at(x, x->d.record)->time_ns - limit_ns +
			    w->limit.ns));
		explain_since(x, &w->limit);
		buf_add_char(&x->sentence, '.');
	} else {
		buf_add_text(&x->sentence,
		    ", and nothing shows that it was served in time.");
	}
}

/* Does the answer say more about what is missing than that it is missing? */
static bool
is_answer_to_missing(
    const struct match *m, const struct divergence *d, unsigned answer)
{
	return d->finding == FINDING_MISSING &&
	    match_answers_event(
		m, &m->p->events.items[d->event], match_request_of(m, answer));
}

/* What went wrong first: the least edits say so, or an answer. */
static void
find_cause(struct explanation *x)
{
	struct match *m = x->m;
	struct divergence *d = &x->d;
	struct divergence answer, effect;
	int64_t answer_ns, cause_ns;
	bool is_answer = match_find_wrong_answer(m, &answer, &answer_ns);
	bool has_effect = is_answer && match_find_effect(m, &answer, &effect);
	/* What may be a timer's doing is not to be read in another way. */
	if (x->doubt >= 0 ||
	    !match_explain_by_edits(m, d, &cause_ns, &x->is_cut_short)) {
		match_classify(m, d);
		cause_ns = d->record >= 0 ? m->records.items[d->record].time_ns
					  : m->now_ns;
	}
	bool explains = is_answer && x->doubt < 0 &&
	    (answer_ns <= cause_ns ||
		is_answer_to_missing(m, d, (unsigned)answer.record));
	if (explains || (is_answer && answer.record == d->record))
		*d = has_effect ? effect : answer;
	match_find_wrong_time(m, d);
	match_find_other_party(m, d);
}

void
match_explain(struct match *m, struct outcome *ret)
{
	struct explanation x = { .m = m,
		.d = *match_divergence(m),
		.doubt = match_find_doubt(m, match_divergence(m)) };
	find_cause(&x);
	bool late = (match_lag_ns(m) >= MATCH_LAG_LIMIT_NS ||
			match_path_delay_ns(m) >= MATCH_LAG_LIMIT_NS) &&
	    depends_on_time(match_divergence(m));
	bool doubted = x.doubt >= 0 &&
	    (x.d.record < 0 || !match_is_certain(m, (unsigned)x.d.record));
	bool unsettled = match_is_unsettled(m, match_divergence(m)->record) ||
	    match_is_unsettled(m, x.d.record);
	struct leftover leftover;
	bool is_leftover = match_find_leftover(m, x.d.record, &leftover);
	bool unsure = late || doubted || unsettled || is_leftover;
	attribute(&x, unsure, ret);
	buf_init(&x.sentence, EXPLAIN_LINE_MAX_BYTES);
	say_in_preamble(&x, ret);
	if (!unsure)
		explain_reading(&x);
	say_buffering(&x);
	say_probe(&x);
	if (late)
		say_lag(&x);
	else if (doubted)
		say_doubt(&x);
	else if (unsettled)
		say_unsettled(&x);
	else if (is_leftover)
		say_leftover(&x, &leftover);
	say_omissions(&x);
	ret->finding = unsure ? FINDING_RUNNER_LATE : x.d.finding;
	ret->sentence = buf_take(&x.sentence);
	ret->detail = explain_lines(&x);
	explain_place(&x, &ret->place);
	explain_difference(&x, &ret->difference);
	ret->leftover = leftover.interaction;
	if (is_leftover)
		ret->leftover_party = record_at(&x, x.d.record)->party;
}
