/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/explain/deviation.h"

#include "judge/explain/answer.h"
#include "judge/explain/edit_search.h"
#include "judge/fit.h"
#include "judge/order.h"
#include "judge/record.h"
#include "judge/relevance.h"

#include <limits.h>
#include <string.h>

bool
edit_needs(struct edit_search *s, const struct edit_node *n, unsigned event)
{
	if (!s->needs_known) {
		edit_note_walks(s, 1);
		memset(s->needed, 0, sizeof(s->needed));
		s->needs_all =
		    !pattern_needed(s->m->p, n->config.set, s->needed);
		s->needs_known = true;
	}
	return s->needs_all || bits_has(s->needed, event);
}

/* Would 'event' skip 'other', which is still required? */
static bool
cuts_off(struct edit_search *s, const struct edit_node *n, unsigned event,
    unsigned other)
{
	return bits_has(edit_event_at(s, other)->bars, event) &&
	    !bits_has(edit_event_at(s, event)->bars, other) &&
	    edit_needs(s, n, other);
}

int
edit_find_culprit(
    struct edit_search *s, const struct edit_node *n, unsigned event)
{
	const struct pattern_event *e = edit_event_at(s, event);
	for (unsigned i = 0; i < s->m->p->events.count; i++)
		if (!bits_has(n->config.set, i) &&
		    (bits_has(e->must, i) || cuts_off(s, n, event, i)))
			return (int)i;
	for (unsigned i = 0; i < s->m->p->events.count; i++)
		if (bits_has(e->bars, i) && bits_has(n->config.set, i))
			return (int)i;
	return -1;
}

/*
 * Does it come in a wrong place?  The message that overtook it has already paid
 * for that, and not everything that follows pays for a state that allows
 * nothing more.
 */
static bool
is_out_of_order(struct edit_search *s, struct edit_node *n, unsigned event)
{
	const struct pattern *p = s->m->p;
	const struct pattern_event *e = edit_event_at(s, event);
	uint64_t *set = n->config.set;
	edit_note_walks(s, 2);
	if (pattern_enabled(p, event, set))
		return false;
	if (!bits_within(e->must, set, p->words))
		return true;
	for (unsigned i = 0; i < p->events.count; i++)
		if (bits_has(e->bars, i) && bits_has(set, i) &&
		    !bits_has(edit_event_at(s, i)->must, event))
			return true;
	return !bits_meet(e->bars, set, p->words) &&
	    pattern_viable(p, pattern_root(p), set, NULL);
}

static void
note_difference(struct deviation *d, enum finding finding)
{
	if (d->count++ == 0)
		d->finding = finding;
}

/*
 * Does it name an agent that the run knows, where the test expects another one?
 */
static bool
names_other(const struct edit_search *s, const struct misfit *misfit,
    const struct config *c, const struct record *r)
{
	char scratch[ATTRIBUTE_TEXT_SIZE];
	const struct compiled_test *t = misfit->test;
	bool is_lent = false;
	for (size_t i = 0; t && i < t->value.pieces.count; i++)
		is_lent |= piece_lent(&t->value.pieces.items[i], s->m->lease) &&
		    t->value.pieces.items[i].kind != PIECE_TEXT;
	if (!is_lent)
		return false;
	const struct attribute *a =
	    message_find(r->message, match_test_path(s->m, c, t));
	return a && match_is_known_identity(s->m, attribute_text(a, scratch));
}

/*
 * Can it, in spite of what they share, not be meant as that event?  An answer
 * to one request is not a wrong answer to another one, but belongs to its own;
 * and an event that need not come at all has not come about someone else.
 */
static bool
is_meant_otherwise(struct edit_search *s, struct edit_node *n, unsigned event,
    unsigned record, const struct misfit *misfit)
{
	const struct pattern_event *e = edit_event_at(s, event);
	const struct record *r = edit_record_at(s, record);
	if (e->party != r->party && message_spec_is_news(r->spec) &&
	    match_need_not_come(s->m, &n->config, event))
		return true;
	if (e->party != r->party && r->spec->kind == MESSAGE_ANSWER &&
	    match_is_own_reference(s->m, r))
		return true;
	if (misfit->kind == MISFIT_ANSWER &&
	    match_request_of(s->m, record) >= 0 &&
	    !match_is_for_another(s->m, record))
		return true;
	edit_note_walks(s, 1);
	return misfit->kind == MISFIT_ATTRIBUTE &&
	    names_other(s, misfit, &n->config, r) &&
	    !pattern_needs(s->m->p, n->config.set, event);
}

/* At attributes, to check a message against the catalogue. */
static size_t
count_looks(const struct record *r)
{
	return r->has_message
	    ? r->spec->attributes.count * message_count(r->message)
	    : 0;
}

struct deviation
edit_compare(
    struct edit_search *s, struct edit_node *n, unsigned event, unsigned record)
{
	const struct pattern_event *e = edit_event_at(s, event);
	const struct record *r = edit_record_at(s, record);
	struct deviation d = { .culprit = -1, .misfit = { .kind = FIT } };

	if (e->party != r->party)
		note_difference(&d, FINDING_WRONG_PARTY);
	if (strcmp(e->step->protocol, r->protocol) != 0)
		note_difference(&d, FINDING_WRONG_PROTOCOL);
	enum fit fit = match_fit(s->m, &n->config, event, record, &d.misfit);
	if (fit == FIT || fit == FIT_UNSURE) {
		struct misfit misfit = { .kind = FIT };
		edit_note_steps(s, count_looks(r));
		if (!match_fits_catalogue(s->m, r, &misfit)) {
			d.misfit = misfit;
			fit = MISFIT_ATTRIBUTE;
		}
	}
	if (r->spec && is_meant_otherwise(s, n, event, record, &d.misfit))
		d.count = UINT_MAX / 2;
	if (fit != FIT && fit != FIT_UNSURE)
		note_difference(&d, match_finding_of(fit));
	if (is_out_of_order(s, n, event)) {
		note_difference(&d, FINDING_OUT_OF_ORDER);
		d.culprit = edit_find_culprit(s, n, event);
	}
	return d;
}
