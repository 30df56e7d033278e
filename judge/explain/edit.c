/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/explain/edit.h"

#include "core/clock.h"
#include "judge/config.h"
#include "judge/explain/edit_moves.h"
#include "judge/explain/edit_search.h"
#include "judge/order.h"
#include "judge/record.h"
#include "judge/window.h"

#include <string.h>

/* A tenth of its time: as long as nothing odd came before that. */
#define PENDING_SHARE 10

static void
search_run(struct edit_search *s)
{
	for (unsigned cost = 0; cost <= s->max_cost; cost++) {
		while (s->open[cost].count && s->goal < 0 && !s->is_full) {
			unsigned node =
			    s->open[cost].items[--s->open[cost].count];
			if (!edit_is_known(s, node))
				edit_expand(s, node);
		}
	}
}

/* From where the run diverged: only what came and was not taken is read. */
static void
search_from_divergence(struct edit_search *s)
{
	struct match *m = s->m;
	for (unsigned i = 0; i < m->records.count; i++)
		if (!m->records.items[i].is_stimulus &&
		    !m->records.items[i].is_matched)
			vec_push(&s->records, i);
	for (unsigned i = m->config_count; i-- > 0;)
		edit_add_start(s, &m->configs[i]);
	search_run(s);
}

/* From the beginning: what was taken may have been meant differently. */
static void
search_from_start(struct edit_search *s)
{
	for (unsigned i = 0; i < s->m->records.count; i++)
		vec_push(&s->records, i);
	edit_add_start(s, NULL);
	search_run(s);
}

/*
 * When an expected message could first have come: the time of the newest of the
 * events that it waits for.
 */
static int64_t
enabled_time(const struct match *m, const struct config *c, unsigned event)
{
	const struct pattern_event *e = &m->p->events.items[event];
	unsigned count = (unsigned)m->p->events.count;
	int64_t time_ns = m->start_ns;
	for (unsigned i = bits_next(e->must, 0, count); i < count;
	     i = bits_next(e->must, i + 1, count)) {
		const struct record *r = match_record_of(m, c, i);
		if (r && r->time_ns > time_ns)
			time_ns = r->time_ns;
	}
	return time_ns;
}

/*
 * When could it have been noticed that the message did not come?  A pending
 * message is already suspicious after a small part of its time: servers use
 * little of it.
 */
static int64_t
missing_time(const struct match *m, const struct edit_node *n)
{
	unsigned event = (unsigned)n->what.event;
	int64_t from_ns = enabled_time(m, &n->config, event);
	int64_t limit_ns =
	    match_event_limit(m, &n->config, &m->p->events.items[event], true);
	if (n->what.record >= 0 || limit_ns < m->now_ns)
		return from_ns;
	return limit_ns == TIME_NEVER_NS
	    ? TIME_NEVER_NS
	    : from_ns + (limit_ns - from_ns) / PENDING_SHARE;
}

/* Was it not missed before it came, wrong as it is? */
static bool
was_dispensable(const struct edit_search *s, const struct edit_node *n)
{
	return n->what.record >= 0 &&
	    match_need_not_come(s->m, &s->nodes.items[n->parent]->config,
		(unsigned)n->what.event);
}

/* What comes first is the cause; a closed connection explains everything. */
static int64_t
edit_time(const struct edit_search *s, const struct edit_node *n)
{
	const struct match *m = s->m;
	if (n->what.finding == FINDING_DISCONNECTED)
		return INT64_MIN;
	if (n->what.finding == FINDING_MISSING)
		return missing_time(m, n);
	if (n->what.event >= 0 && !was_dispensable(s, n))
		return enabled_time(m, &n->config, (unsigned)n->what.event);
	return n->what.record >= 0 ? m->records.items[n->what.record].time_ns
				   : m->now_ns;
}

/* The edit on the way to the goal that is the first cause. */
static const struct edit_node *
first_cause(const struct edit_search *s)
{
	const struct edit_node *found = NULL;
	for (int i = s->goal; i >= 0; i = s->nodes.items[i]->parent) {
		const struct edit_node *n = s->nodes.items[i];
		if (n->is_edit &&
		    (!found || edit_time(s, n) <= edit_time(s, found)))
			found = n;
	}
	return found;
}

static void
adopt(struct match *m, const struct edit_search *s, struct divergence *ret,
    int64_t *ret_ns)
{
	const struct edit_node *cause = first_cause(s);
	*ret = cause->what;
	*ret_ns = edit_time(s, cause);
	/* The explanation looks at the state in which the edit was made. */
	config_copy(
	    m, config_append(m), &s->nodes.items[cause->parent]->config);
	config_advance(m);
}

/* Beyond the largest distinguished cost, nothing is explained. */
static unsigned
goal_cost(const struct edit_search *s)
{
	unsigned cost =
	    s->goal >= 0 ? s->nodes.items[s->goal]->cost : EDIT_NO_COST;
	return cost <= EDIT_MAX_COST ? cost : EDIT_NO_COST;
}

/* Two searches, from both ends of what came. */
struct both_ends {
	struct edit_search near, whole;
};

/*
 * The one that found the cheaper edits.  Those that cost more than 'max_cost'
 * in the whole are not looked for.
 */
static struct edit_search *
search_best(struct both_ends *b, struct match *m, unsigned max_cost)
{
	unsigned near_cost = max_cost > COST_MISSING ? max_cost : COST_MISSING;
	edit_start(&b->near, m, near_cost);
	search_from_divergence(&b->near);
	b->whole = (struct edit_search){ 0 };
	/* More than one edit: perhaps the run went astray before. */
	if (goal_cost(&b->near) <= COST_MISSING)
		return &b->near;
	edit_start(&b->whole, m, max_cost);
	search_from_start(&b->whole);
	return goal_cost(&b->whole) < goal_cost(&b->near) ? &b->whole
							  : &b->near;
}

static void
free_both(struct both_ends *b)
{
	edit_free(&b->near);
	edit_free(&b->whole);
}

bool
match_explain_by_edits(struct match *m, struct divergence *ret, int64_t *ret_ns,
    bool *ret_is_cut_short)
{
	struct both_ends b;
	const struct edit_search *best = search_best(&b, m, EDIT_MAX_COST);
	unsigned cost = goal_cost(best);
	bool found = cost > 0 && cost != EDIT_NO_COST;
	if (found)
		adopt(m, best, ret, ret_ns);
	*ret_is_cut_short = !found && (b.near.is_full || b.whole.is_full);
	free_both(&b);
	return found;
}

unsigned
match_edit_cost(struct match *m)
{
	struct both_ends b;
	unsigned cost = goal_cost(search_best(&b, m, EDIT_MAX_COST));
	free_both(&b);
	return cost;
}

bool
match_needs_no_edit(struct match *m)
{
	struct both_ends b;
	bool is_exact = goal_cost(search_best(&b, m, COST_EXACT)) == COST_EXACT;
	free_both(&b);
	return is_exact;
}
