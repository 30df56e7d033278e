/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/explain/category.h"

#include "judge/explain/repetition.h"
#include "judge/fit.h"
#include "judge/order.h"
#include "judge/relevance.h"
#include "judge/setup.h"

#include <string.h>

/* Which parts of its label an expected message shares with a record. */
enum alike {
	ALIKE_PARTY = 1,
	ALIKE_PROTOCOL = 2,
};

static bool
is_alike(const struct pattern_event *e, const struct record *r, unsigned alike)
{
	if (e->kind != EVENT_RECEIVE || e->spec != r->spec)
		return false;
	bool same_party = e->party == r->party;
	bool same_protocol = strcmp(e->step->protocol, r->protocol) == 0;
	return (!(alike & ALIKE_PARTY) || same_party) &&
	    (!(alike & ALIKE_PROTOCOL) || same_protocol);
}

/* An expected message that has not come; one that could come now first. */
static int
find_open(struct match *m, const struct record *r, unsigned alike)
{
	const struct config *c = &m->configs[0];
	unsigned record = (unsigned)(r - m->records.items);
	int found = -1;
	for (unsigned e = 0; e < m->p->events.count; e++) {
		if (bits_has(c->set, e) ||
		    !is_alike(&m->p->events.items[e], r, alike) ||
		    !match_may_be(m, c, e, record) ||
		    (!(alike & ALIKE_PARTY) && message_spec_is_news(r->spec) &&
			match_need_not_come(m, c, e)))
			continue;
		if (pattern_enabled(m->p, e, c->set))
			return (int)e;
		if (found < 0)
			found = (int)e;
	}
	return found;
}

/* A message like the expected one that came after the divergence. */
static int
find_later(const struct match *m, int after, unsigned event)
{
	const struct pattern_event *e = &m->p->events.items[event];
	for (int i = after + 1; i < (int)m->records.count; i++) {
		const struct record *r = &m->records.items[i];
		if (!r->is_stimulus && !r->is_matched && r->has_message &&
		    is_alike(e, r, ALIKE_PARTY | ALIKE_PROTOCOL))
			return i;
	}
	return -1;
}

/* A message of a block that has begun, which 'event' would skip. */
static unsigned
first_cut_off(const struct match *m, unsigned event)
{
	const struct config *c = &m->configs[0];
	unsigned count = (unsigned)m->p->events.count;
	for (unsigned a = 0; a < count; a++) {
		if (!bits_has(c->set, a) &&
		    bits_has(m->p->events.items[a].bars, event) &&
		    !bits_has(m->p->events.items[event].bars, a) &&
		    pattern_needs(m->p, c->set, a))
			return a;
	}
	return count;
}

static unsigned
first_missing_cause(const struct match *m, unsigned event)
{
	const struct pattern_event *e = &m->p->events.items[event];
	const struct config *c = &m->configs[0];
	unsigned count = (unsigned)m->p->events.count;
	for (unsigned a = 0; a < count; a++)
		if (bits_has(e->must, a) && !bits_has(c->set, a))
			return a;
	return first_cut_off(m, event);
}

/* The expected message 'event' came, but not where it should. */
static void
classify_order(const struct match *m, struct divergence *d, unsigned event)
{
	const struct pattern_event *e = &m->p->events.items[event];
	unsigned count = (unsigned)m->p->events.count;
	unsigned cause = first_missing_cause(m, event);

	d->finding = FINDING_OUT_OF_ORDER;
	d->event = (int)event;
	if (cause == count) {
		for (unsigned b = 0; b < count && d->other < 0; b++)
			if (bits_has(e->bars, b) &&
			    bits_has(m->configs[0].set, b))
				d->other = (int)b;
		return;
	}
	d->other = (int)cause;
	if (m->p->events.items[cause].kind != EVENT_RECEIVE ||
	    find_later(m, d->record, cause) >= 0)
		return;
	d->finding = FINDING_MISSING;
	d->event = (int)cause;
	d->other = -1;
}

/* Right message, wrong connection or wrong tag? */
static bool
classify_label(struct match *m, struct divergence *d)
{
	const struct record *r = &m->records.items[d->record];
	int other_party = find_open(m, r, ALIKE_PROTOCOL);
	int other_protocol = find_open(m, r, ALIKE_PARTY);
	int other_both = find_open(m, r, 0);

	if (other_protocol >= 0) {
		d->finding = FINDING_WRONG_PROTOCOL;
		d->event = other_protocol;
	} else if (other_party >= 0 || other_both >= 0) {
		d->finding = FINDING_WRONG_PARTY;
		d->event = other_party >= 0 ? other_party : other_both;
	} else {
		return false;
	}
	return true;
}

/* An answer that is right, but for the request of another party. */
static bool
classify_stray_answer(struct match *m, struct divergence *d)
{
	const struct record *r = &m->records.items[d->record];
	const struct config *c = &m->configs[0];
	for (unsigned e = 0; e < m->p->events.count; e++) {
		struct misfit misfit;
		if (!bits_has(c->set, e) &&
		    m->p->events.items[e].answers >= 0 &&
		    is_alike(&m->p->events.items[e], r, ALIKE_PROTOCOL) &&
		    m->p->events.items[e].party != r->party &&
		    match_fit(m, c, e, (unsigned)d->record, &misfit) !=
			MISFIT_ANSWER) {
			d->finding = FINDING_WRONG_PARTY;
			d->event = (int)e;
			d->misfit = (struct misfit){ .kind = FIT };
			return true;
		}
	}
	return false;
}

static void
classify_refused(struct match *m, struct divergence *d)
{
	const struct record *r = &m->records.items[d->record];
	int repeated = match_find_repeated(m, (unsigned)d->record);
	int open = find_open(m, r, ALIKE_PARTY | ALIKE_PROTOCOL);

	d->finding = FINDING_UNEXPECTED;
	if (d->ban) {
		d->event = -1;
		return;
	}
	if (d->event >= 0 && d->misfit.kind == MISFIT_ANSWER &&
	    classify_stray_answer(m, d))
		return;
	if (repeated >= 0 &&
	    match_is_duplicate(m, (unsigned)repeated, (unsigned)d->record)) {
		d->finding = FINDING_DUPLICATE;
		d->other = repeated;
		d->event = -1;
	} else if (d->event >= 0) {
		d->finding = match_finding_of(d->misfit.kind);
	} else if (open >= 0) {
		classify_order(m, d, (unsigned)open);
	} else {
		classify_label(m, d);
	}
}

/* Can it be a message of the case that went wrong? */
static bool
may_be_ours(const struct match *m, const struct record *r)
{
	enum relevance relevance = match_relevance(m, r);
	return relevance == RELEVANT || relevance == MISNAMED ||
	    (relevance == STRANGE && !match_is_shared(m, r));
}

/* Nothing came in time; something else that came may say why. */
static void
classify_missing(struct match *m, struct divergence *d)
{
	unsigned event = (unsigned)d->event;
	enum fit closest = FIT_UNSURE;
	for (int i = find_later(m, -1, event); i >= 0;
	     i = find_later(m, i, event)) {
		struct misfit misfit = { .kind = FIT };
		const struct record *r = &m->records.items[i];
		if (!may_be_ours(m, r) ||
		    match_fit(m, &m->configs[0], event, (unsigned)i, &misfit) <=
			closest)
			continue;
		closest = misfit.kind;
		d->finding = match_finding_of(misfit.kind);
		d->record = i;
		d->misfit = misfit;
	}
}

void
match_classify(struct match *m, struct divergence *d)
{
	switch (d->finding) {
	case FINDING_NONE:
		classify_refused(m, d);
		break;
	case FINDING_WRONG_PROTOCOL:
		classify_label(m, d);
		break;
	case FINDING_MISSING:
		classify_missing(m, d);
		break;
	case FINDING_UNEXPECTED:
	case FINDING_DUPLICATE:
	case FINDING_OUT_OF_ORDER:
	case FINDING_WRONG_PARTY:
	case FINDING_WRONG_ANSWER:
	case FINDING_WRONG_ATTRIBUTE:
	case FINDING_TOO_EARLY:
	case FINDING_TOO_LATE:
	case FINDING_MALFORMED:
	case FINDING_DISCONNECTED:
	case FINDING_AMBIGUOUS:
	case FINDING_RUNNER_LATE:
	case FINDING_UNREACHABLE:
	case FINDING_BROKEN_BINDING:
	case FINDING_UNRESOLVED:
	case FINDING_UNEXPECTED_PASS:
		break;
	}
}
