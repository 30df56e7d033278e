/* SPDX-License-Identifier: Apache-2.0 */
#include "qualify/legality.h"

#include "judge/pattern/bits.h"

#include <string.h>

static const struct pattern_event *
event_of(const struct legality *l, unsigned event)
{
	return &l->pattern->events.items[event];
}

void
legality_init(struct legality *l, const struct pattern *pattern,
    const struct trace *passed)
{
	const struct outcome *o = &passed->outcome;
	*l = (struct legality){ .pattern = pattern, .passed = passed };
	l->happened = mem_zalloc(pattern->words * sizeof(*l->happened));
	for (unsigned i = 0; i < o->match_count; i++)
		bits_add(l->happened, o->matches[i].event);
}

void
legality_free(struct legality *l)
{
	free(l->happened);
	l->happened = NULL;
}

static bool is_complete(
    const struct pattern *p, unsigned index, const uint64_t *came);

/* One branch is complete, and nothing came of the others. */
static bool
is_choice_complete(
    const struct pattern *p, const struct pattern_node *n, const uint64_t *came)
{
	unsigned begun = 0, complete = 0, begun_complete = 0;
	for (size_t i = 0; i < n->children.count; i++) {
		unsigned index = n->children.items[i];
		const struct pattern_node *branch = &p->nodes.items[index];
		bool has_begun = bits_any_in(came, branch->first, branch->end);
		bool is_done = is_complete(p, index, came);
		begun += has_begun;
		complete += is_done;
		begun_complete += has_begun && is_done;
	}
	return begun ? begun == 1 && begun_complete == 1 : complete > 0;
}

/* Is what came of this part of the case everything that has to come? */
static bool
is_complete(const struct pattern *p, unsigned index, const uint64_t *came)
{
	const struct pattern_node *n = &p->nodes.items[index];
	switch (n->kind) {
	case NODE_EVENT:
		return p->events.items[n->first].kind != EVENT_RECEIVE ||
		    bits_has(came, n->first);
	case NODE_OWED:
		return bits_has(came, n->owed);
	case NODE_CHOICE:
		return is_choice_complete(p, n, came);
	case NODE_OPTIONAL:
		if (!bits_any_in(came, n->first, n->end))
			return true;
		break;
	case NODE_EVERY:
		break;
	}
	for (size_t i = 0; i < n->children.count; i++)
		if (!is_complete(p, n->children.items[i], came))
			return false;
	return true;
}

static uint64_t *
copy_happened(const struct legality *l)
{
	size_t size = l->pattern->words * sizeof(*l->happened);
	uint64_t *copy = mem_alloc(size);
	memcpy(copy, l->happened, size);
	return copy;
}

bool
legality_is_parted(const struct legality *l, unsigned first, unsigned second)
{
	const uint64_t *must = event_of(l, second)->must;
	for (unsigned i = 0; i < l->pattern->events.count; i++) {
		const struct pattern_event *s = event_of(l, i);
		if (event_is_stimulus(s->kind) && bits_has(s->must, first) &&
		    bits_has(must, i))
			return true;
	}
	return false;
}

/* In this order in every run that has both. */
static bool
is_before(const struct legality *l, unsigned first, unsigned second)
{
	return bits_has(event_of(l, second)->must, first) ||
	    (bits_has(event_of(l, first)->bars, second) &&
		!bits_has(event_of(l, second)->bars, first));
}

static bool
is_waited_for(const struct pattern_event *e)
{
	for (size_t i = 0; i < e->bounds.count; i++)
		if (!e->bounds.items[i].latest && e->bounds.items[i].ns > 0)
			return true;
	return false;
}

bool
legality_are_apart(const struct legality *l, unsigned first, unsigned second)
{
	for (unsigned i = 0; i < l->pattern->events.count; i++)
		if (event_is_stimulus(event_of(l, i)->kind) &&
		    is_before(l, first, i) && is_before(l, i, second))
			return true;
	return is_waited_for(event_of(l, second)) &&
	    !is_waited_for(event_of(l, first));
}

/* Of the copies of a repeat that came, the last: the others move up. */
static unsigned
last_copy(const struct legality *l, unsigned event)
{
	const struct step *step = event_of(l, event)->step;
	for (unsigned i = (unsigned)l->pattern->events.count; i-- > event;)
		if (bits_has(l->happened, i) && event_of(l, i)->step == step &&
		    event_of(l, i)->instance == event_of(l, event)->instance)
			return i;
	return event;
}

bool
legal_without(const struct legality *l, unsigned event)
{
	const struct pattern *p = l->pattern;
	uint64_t *came = copy_happened(l);
	event = last_copy(l, event);
	bits_remove(came, event);
	/* What a stimulus causes that waited for it does not come either. */
	for (unsigned i = 0; i < p->events.count; i++)
		if (bits_has(came, i) && legality_is_parted(l, event, i))
			bits_remove(came, i);
	bool legal = is_complete(p, pattern_root(p), came);
	free(came);
	return legal;
}

/* Does every way through this part of a case have such a message? */
static bool
insists(const struct pattern *p, unsigned index, const struct pattern_event *e)
{
	const struct pattern_node *n = &p->nodes.items[index];
	const struct pattern_event *leaf =
	    &p->events.items[n->kind == NODE_OWED ? n->owed : n->first];
	size_t count = 0;
	for (size_t i = 0; i < n->children.count; i++)
		count += insists(p, n->children.items[i], e);
	switch (n->kind) {
	case NODE_EVENT:
	case NODE_OWED:
		return leaf->kind == EVENT_RECEIVE && leaf->main &&
		    leaf->spec == e->spec &&
		    strcmp(leaf->step->protocol, e->step->protocol) == 0;
	case NODE_EVERY:
		return count > 0;
	case NODE_CHOICE:
		return count > 0 && count == n->children.count;
	case NODE_OPTIONAL:
		return false;
	}
	return false;
}

static bool
case_insists(const struct legality *l, const struct fixture_case *test,
    const struct pattern_event *e)
{
	struct diag ignored; /* the case is reported when its turn comes */
	diag_init(&ignored);
	struct pattern *p = pattern_compile(
	    l->pattern->suite, l->pattern->target, test, &ignored);
	bool result = p && p->applies && insists(p, pattern_root(p), e);
	pattern_free(p);
	diag_free(&ignored);
	return result;
}

static bool
is_documented(const struct fixture *f, const struct pattern_event *e)
{
	for (size_t i = 0; i < f->documented.count; i++)
		if (!strcmp(f->documented.items[i].name, e->name) &&
		    !strcmp(f->documented.items[i].protocol, e->step->protocol))
			return true;
	return false;
}

bool
legality_is_hole(const struct legality *l, unsigned event)
{
	const struct pattern_event *e = event_of(l, event);
	const struct fixture *f = l->pattern->test->fixture;
	/* A case of the next phase may be the one that insists on it. */
	if (e->due_later || !is_documented(f, e))
		return false;
	for (size_t i = 0; i < f->cases.count; i++)
		if (case_insists(l, f->cases.items[i], e))
			return false;
	return true;
}

/* Is 'other' an expectation that a second copy of 'e' would meet? */
static bool
is_like(const struct pattern_event *e, const struct pattern_event *other)
{
	return other->kind == EVENT_RECEIVE && other->party == e->party &&
	    other->spec == e->spec && other->answers == e->answers &&
	    strcmp(other->step->protocol, e->step->protocol) == 0 &&
	    (other->step == e->step || other->tests.count == 0);
}

bool
legal_twice(const struct legality *l, unsigned event)
{
	const struct pattern *p = l->pattern;
	const struct pattern_event *e = event_of(l, event);
	uint64_t *came = copy_happened(l);
	bool legal = false;
	/* A request is answered once, wherever the answer may be. */
	bool is_answer = e->spec->kind == MESSAGE_ANSWER;
	for (unsigned i = 0; i < p->events.count && !legal && !is_answer; i++) {
		const struct pattern_event *other = event_of(l, i);
		if (bits_has(came, i) || !is_like(e, other) ||
		    bits_has(other->bars, event))
			continue;
		bits_add(came, i);
		legal = is_complete(p, pattern_root(p), came);
		bits_remove(came, i);
	}
	free(came);
	return legal;
}

bool
legal_swapped(const struct legality *l, unsigned first, unsigned second)
{
	if (event_of(l, first)->step == event_of(l, second)->step)
		return true; /* copies of a repeat */
	return !bits_has(event_of(l, first)->bars, second) &&
	    !bits_has(event_of(l, second)->must, first);
}

bool
legality_expects(const struct legality *l, unsigned party, const char *name)
{
	const struct pattern *p = l->pattern;
	for (unsigned i = 0; i < p->events.count; i++) {
		const struct pattern_event *e = event_of(l, i);
		if (e->kind == EVENT_RECEIVE && e->party == party &&
		    strcmp(e->spec->name, name) == 0)
			return true;
	}
	for (size_t i = 0; i < p->bans.count; i++)
		if (p->bans.items[i].party == party &&
		    strcmp(p->bans.items[i].spec->name, name) == 0)
			return true;
	return false;
}

static bool
receive_time(const struct legality *l, unsigned event, int64_t *ret_ns)
{
	const struct outcome *o = &l->passed->outcome;
	for (unsigned i = 0; i < o->match_count; i++) {
		if (o->matches[i].event != event)
			continue;
		const struct traced_message *m =
		    trace_find(l->passed, o->matches[i].number);
		if (m)
			*ret_ns = m->time_ns;
		return m != NULL;
	}
	return false;
}

/* Equal stimuli of one party are done in the order of the fixture. */
static bool
stimulus_time(const struct legality *l, unsigned event, int64_t *ret_ns)
{
	const struct pattern_event *e = event_of(l, event);
	const char *party = l->pattern->parties.items[e->party].name;
	unsigned nth = 1;
	for (unsigned i = 0; i < event; i++) {
		const struct pattern_event *other = event_of(l, i);
		nth += other->kind == e->kind && other->spec == e->spec &&
		    other->party == e->party;
	}

	const char *name = e->kind == EVENT_SEND ? e->spec->name : "";
	return trace_find_stimulus(l->passed, party, name, nth, ret_ns);
}

bool
legality_time(const struct legality *l, int event, int64_t *ret_ns)
{
	if (event < 0) {
		*ret_ns = 0;
		return true;
	}
	if (event_is_stimulus(event_of(l, (unsigned)event)->kind))
		return stimulus_time(l, (unsigned)event, ret_ns);
	return receive_time(l, (unsigned)event, ret_ns);
}

bool
legality_margin(const struct legality *l, unsigned event,
    int64_t *ret_margin_ns, int64_t *ret_wait_ns)
{
	const struct pattern_event *e = event_of(l, event);
	int64_t came_ns, earliest_ns = -1;
	if (!receive_time(l, event, &came_ns))
		return false;
	for (size_t i = 0; i < e->bounds.count; i++) {
		const struct bound *b = &e->bounds.items[i];
		int64_t since_ns;
		if (b->latest || b->ns == 0 ||
		    !legality_time(l, b->since, &since_ns) ||
		    since_ns + b->ns <= earliest_ns)
			continue;
		earliest_ns = since_ns + b->ns;
		*ret_margin_ns = came_ns - earliest_ns;
		*ret_wait_ns = b->ns;
	}
	return earliest_ns >= 0;
}

bool
legality_is_counted_from(const struct legality *l, unsigned event)
{
	for (size_t i = 0; i < l->pattern->events.count; i++) {
		const struct pattern_event *e = event_of(l, (unsigned)i);
		for (size_t j = 0; j < e->bounds.count; j++)
			if (!e->bounds.items[j].latest &&
			    e->bounds.items[j].since == (int)event)
				return true;
	}
	return false;
}
