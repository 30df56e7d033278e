/* SPDX-License-Identifier: Apache-2.0 */
#include "qualify/ban_mutant.h"

#include "core/clock.h"
#include "judge/pattern/bits.h"

#include <stdio.h>
#include <string.h>

/* After the start of an absent without end: more than a latency varies. */
#define INSIDE_NS NS_PER_MS

/* When the absent begins to be in force.  False: it never did. */
static bool
start_of(const struct legality *l, unsigned event, int64_t *ret_ns)
{
	const struct pattern_event *e = &l->pattern->events.items[event];
	*ret_ns = 0;
	for (unsigned i = 0; i < l->pattern->events.count; i++) {
		int64_t ns;
		if (!bits_has(e->must, i))
			continue;
		if (!legality_time(l, (int)i, &ns))
			return false;
		if (ns > *ret_ns)
			*ret_ns = ns;
	}
	return true;
}

/* The middle of its window, or just after its start if there is no window. */
static bool
time_inside(const struct legality *l, unsigned event, int64_t *ret_ns)
{
	const struct pattern_event *e = &l->pattern->events.items[event];
	int64_t start_ns, end_ns = TIME_NEVER_NS;
	if (!start_of(l, event, &start_ns))
		return false;
	for (size_t i = 0; i < e->bounds.count; i++) {
		const struct bound *b = &e->bounds.items[i];
		int64_t since_ns;
		if (b->latest && legality_time(l, b->since, &since_ns) &&
		    since_ns + b->ns < end_ns)
			end_ns = since_ns + b->ns;
	}
	*ret_ns = end_ns == TIME_NEVER_NS ? start_ns + INSIDE_NS
					  : start_ns + (end_ns - start_ns) / 2;
	return true;
}

/*
 * Can the extra message follow this one?  It speaks of what the one before it
 * speaks of, and to the Reporting engine it has to say that it is about us.
 */
static bool
can_follow(const struct legality *l, const struct pattern_ban *ban,
    const struct traced_message *m)
{
	const struct pattern_party *party =
	    &l->pattern->parties.items[ban->party];
	const char *about = ban->spec->about;
	if (strcmp(m->party, party->name) != 0 ||
	    strcmp(m->protocol, ban->step->protocol) != 0)
		return false;
	return party->role != PARTY_REPORTING || !about ||
	    (m->number > 0 && message_has(m->message, about));
}

/* The last message before the time that the extra one can follow, or NULL. */
static const struct traced_message *
last_before(
    const struct legality *l, const struct pattern_ban *ban, int64_t time_ns)
{
	const struct traced_message *last = NULL;
	for (size_t i = 0; i < l->passed->messages.count; i++) {
		const struct traced_message *m = &l->passed->messages.items[i];
		if (m->time_ns < time_ns && can_follow(l, ban, m))
			last = m;
	}
	return last;
}

static void
derive(const struct legality *l, const struct pattern_ban *ban,
    struct mutants *ret)
{
	const char *party = l->pattern->parties.items[ban->party].name;
	int64_t time_ns;
	if (!time_inside(l, ban->event, &time_ns))
		return;
	const struct traced_message *before = last_before(l, ban, time_ns);
	if (!before)
		return;
	struct mutant m = { .event = ban->event, .wanted = FINDING_UNEXPECTED };
	struct fault *f = &m.fault;
	f->kind = FAULT_EXTRA;
	f->occurrence = before->occurrence;
	f->delay_ns = time_ns - before->time_ns;
	snprintf(f->message, sizeof(f->message), "%s",
	    message_name(before->message));
	snprintf(f->party, sizeof(f->party), "%s", party);
	snprintf(f->protocol, sizeof(f->protocol), "%s", ban->step->protocol);
	snprintf(f->argument, sizeof(f->argument), "%s", ban->spec->name);
	vec_push(&ret->items, m);
}

void
ban_mutants_derive(const struct legality *l, struct mutants *ret)
{
	const struct pattern *p = l->pattern;
	for (size_t i = 0; i < p->bans.count; i++) {
		const struct pattern_ban *ban = &p->bans.items[i];
		/* The mock does not choose the attributes of what it adds;
		 * where all may come, they are what makes the message a wrong
		 * one. */
		bool depends = p->open_world && ban->tests.count;
		if (p->events.items[ban->event].main && !depends)
			derive(l, ban, ret);
	}
}
