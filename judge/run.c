/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The run of a case, as the judge sees it: it begins, and one fact after the
 * other finds its way through the configurations.
 */
#include "core/clock.h"
#include "judge/config.h"
#include "judge/deadline.h"
#include "judge/fit.h"
#include "judge/match.h"
#include "judge/order.h"
#include "judge/record.h"
#include "judge/relevance.h"
#include "judge/rules.h"
#include "judge/server_timer.h"
#include "judge/setup.h"
#include "judge/silence.h"
#include "judge/state.h"

#include <stdlib.h>
#include <string.h>

struct match *
match_new(
    const struct pattern *pattern, const struct lease *lease, int64_t start_ns)
{
	struct match *m = mem_zalloc(sizeof(*m));
	m->p = pattern;
	m->lease = lease;
	m->start_ns = m->now_ns = start_ns;
	m->state = match_state_new(pattern->soonest_ns == TIME_NEVER_NS
		? TIME_NEVER_NS
		: start_ns + pattern->soonest_ns);
	buf_init(&m->scratch, EXPRESSION_MAX_BYTES);

	struct config *first = config_append(m);
	first->hash = 0;
	first->unsure = false;
	memset(first->at, 0xFF, pattern->events.count * sizeof(first->at[0]));
	config_advance(m);
	return m;
}

void
match_free(struct match *m)
{
	if (!m)
		return;
	for (size_t i = 0; i < m->records.count; i++)
		match_drop_message(&m->records.items[i]);
	for (size_t i = 0; i < m->texts.count; i++)
		free(m->texts.items[i].text);
	for (size_t i = 0; i < m->interactions.count; i++)
		free(m->interactions.items[i]);
	for (size_t i = 0; i < m->odd_protocols.count; i++)
		free(m->odd_protocols.items[i]);
	vec_free(&m->records);
	vec_free(&m->texts);
	vec_free(&m->odd_protocols);
	vec_free(&m->interactions);
	config_free_all(m);
	match_state_free(m->state);
	free(m->given_up);
	buf_free(&m->scratch);
	free(m);
}

/* Keep the closest misfit: right but late is closer than a wrong content. */
static void
note_misfit(struct divergence *d, unsigned event, unsigned config,
    const struct misfit *misfit)
{
	if (d->event >= 0 && misfit->kind <= d->misfit.kind)
		return;
	d->event = (int)event;
	d->config = config;
	d->misfit = *misfit;
}

/* A way to take a record: as that event. */
struct taking {
	int event; /* -1: none */
	bool unsure;
};

static void
take_in(struct match *m, struct config *c, struct taking t, unsigned record)
{
	config_take(m, c, (unsigned)t.event, record);
	match_note_clock(m, c, (unsigned)t.event, record);
	m->records.items[record].event = (int16_t)t.event;
	if (t.unsure) {
		c->unsure = true;
		c->unsure_record = record;
	}
}

/*
 * The configuration in which the event has happened, in addition to the current
 * one.
 */
static void
take(struct match *m, const struct config *c, struct taking t, unsigned record)
{
	struct config *next = config_append(m);
	config_copy(m, next, c);
	take_in(m, next, t, record);
	config_settle(m);
}

/*
 * Every way in which a configuration can take the observation; none (false)
 * when it must not come.
 */
static bool
extend_config(struct match *m, unsigned config, const uint64_t *events,
    unsigned record, struct divergence *d)
{
	struct config *c = &m->configs[config];
	unsigned count = (unsigned)m->p->events.count;
	struct taking last = { .event = -1 };
	if (m->p->bans.count > 0 && match_find_ban(m, c, record))
		return false;
	for (unsigned e = bits_next(events, 0, count); e < count;
	     e = bits_next(events, e + 1, count)) {
		struct misfit misfit;
		if (match_is_exhausted(m))
			return true;
		if (!match_extends(m, e, c->set))
			continue;
		enum fit fit = match_fit(m, c, e, record, &misfit);
		if (fit != FIT && fit != FIT_UNSURE) {
			note_misfit(d, e, config, &misfit);
			continue;
		}
		if (last.event >= 0)
			take(m, c, last, record);
		last = (struct taking){ (int)e, fit == FIT_UNSURE };
	}
	if (last.event < 0)
		return false;
	/* The usual case: one configuration, which has one way to go on. */
	if (m->config_count == 1 && m->spare_count == 0)
		take_in(m, c, last, record);
	else
		take(m, c, last, record);
	return true;
}

/* False when no configuration takes it. */
static bool
extend_all(struct match *m, const uint64_t *events, unsigned record,
    struct divergence *d)
{
	bool taken = false;
	for (unsigned i = 0; events && i < m->config_count; i++)
		taken |= extend_config(m, i, events, record, d);
	return taken;
}

/* Can it be taken if a wait was over when it came?  That is unknown. */
static bool
extend_behind_waits(struct match *m, const uint64_t *events, unsigned record,
    struct divergence *d)
{
	unsigned certain = 0;
	if (!match_end_waits(
		m, m->records.items[record].time_ns, (int)record) ||
	    !match_is_running(m))
		return false;
	if (extend_all(m, events, record, d))
		return true;
	for (unsigned i = 0; i < m->config_count; i++) {
		struct config c = m->configs[i];
		if (c.unsure && c.unsure_record == record)
			continue;
		m->configs[i] = m->configs[certain];
		m->configs[certain++] = c;
	}
	m->config_count = certain;
	d->config = d->config < m->config_count ? d->config : 0;
	return false;
}

/*
 * The ban that all configurations agree on.  A message about another case may
 * come, and one about others to a party that is told about all agents.
 */
static const struct pattern_ban *
agreed_ban(struct match *m, unsigned record, enum relevance relevance)
{
	const struct pattern_ban *ban = NULL;
	if (relevance == FOREIGN || relevance == MISNAMED ||
	    (relevance == STRANGE &&
		match_is_shared(m, &m->records.items[record])))
		return NULL;
	for (unsigned i = m->config_count; i-- > 0;) {
		ban = match_find_ban(m, &m->configs[i], record);
		if (!ban)
			return NULL;
	}
	return ban;
}

/*
 * The newest record is none of our business.  A few about strangers are kept,
 * because one of ours with a wrong id looks the same; on a busy server they
 * would be without end.
 */
static void
forget_foreign(struct match *m, enum relevance relevance)
{
	bool is_kept = relevance == STRANGE || relevance == MISNAMED;
	if (is_kept && m->strange_count++ < MATCH_MAX_STRANGE)
		return;
	match_drop_newest(m);
}

/* No configuration takes it: is that a divergence, or not our business? */
static bool
refuse(struct match *m, unsigned record, enum relevance relevance,
    struct divergence *d)
{
	struct record *r = &m->records.items[record];

	d->ban = agreed_ban(m, record, relevance);
	if (!d->ban && relevance != RELEVANT) {
		forget_foreign(m, relevance);
		return true;
	}
	if (!d->ban &&
	    (match_is_undocumented(m, r) || match_is_past_the_case(m, d)))
		return true;
	if (!d->ban && match_is_tolerated(m, &m->configs[0], record)) {
		r->is_tolerated = match_fits_catalogue(m, r, &d->misfit);
		if (r->is_tolerated)
			return true;
		d->finding = FINDING_WRONG_ATTRIBUTE;
	}
	match_diverge(m, d);
	return false;
}

/* An answer in which there is nothing but numbers says all by its coming. */
static void
forget_mere_answer(struct match *m, struct record *r)
{
	if (!m->p->is_mere_answer[r->spec->index])
		return;
	for (size_t i = 0; i < message_count(r->message); i++)
		if (message_attribute(r->message, i)->kind != VALUE_INTEGER)
			return;
	match_drop_content(r);
}

/* Was it brought as the binding forbids?  Then the run is broken off. */
static bool
breaks_binding(struct match *m, unsigned record)
{
	const char *how = match_record_text(m, &m->records.items[record]);
	if (how)
		match_break(m, VERDICT_ERROR, FINDING_BROKEN_BINDING, how);
	return how != NULL;
}

static bool
take_message(struct match *m, unsigned record, enum relevance relevance)
{
	struct record *r = &m->records.items[record];
	struct divergence d = {
		.record = (int)record, .event = -1, .other = -1
	};

	if (match_is_wrong_anyway(m, r, &d.finding)) {
		match_diverge(m, &d);
		return false;
	}
	if (breaks_binding(m, record))
		return false;
	const uint64_t *events =
	    pattern_label_events(m->p, r->spec, r->party, r->protocol);
	bool taken = extend_all(m, events, record, &d) ||
	    extend_behind_waits(m, events, record, &d);
	if (!match_is_running(m) || match_is_too_wide(m))
		return false;
	if (!taken)
		return refuse(m, record, relevance, &d);
	r->is_matched = true;
	if (m->spare_count)
		config_advance(m);
	match_note_progress(m);
	if (match_fits_catalogue(m, r, &d.misfit)) {
		forget_mere_answer(m, r);
		return true;
	}
	d.event = r->event;
	d.finding = FINDING_WRONG_ATTRIBUTE;
	match_diverge(m, &d);
	return false;
}

/* Under every interpretation, the connection may end here. */
static bool
may_close_everywhere(const struct match *m, unsigned party)
{
	for (unsigned i = 0; i < m->config_count; i++)
		if (!match_may_close(m, &m->configs[i], party))
			return false;
	return true;
}

/* The server has closed a connection: a step wants that, or allows for it. */
static bool
take_end(struct match *m, unsigned party, unsigned record)
{
	struct divergence d = { .record = (int)record,
		.event = -1,
		.other = -1,
		.finding = FINDING_DISCONNECTED };
	const uint64_t *events = pattern_label_events(
	    m->p, &m->p->suite->catalogue->end, party, NULL);
	bool taken = events &&
	    (extend_all(m, events, record, &d) ||
		extend_behind_waits(m, events, record, &d));
	if (!match_is_running(m) || match_is_too_wide(m))
		return false;
	m->records.items[record].is_matched = taken;
	if (taken && m->spare_count)
		config_advance(m);
	if (taken || may_close_everywhere(m, party)) {
		match_note_progress(m);
		return true;
	}
	match_diverge(m, &d);
	return false;
}

/*
 * Whatever it was to be, what stands between the server and us has spoiled it:
 * so no verdict on the server can follow, unless it was certain before.
 */
static void
take_malformed(struct match *m, const struct observation *o)
{
	struct buf sentence;
	m->has_kept = false;
	if (!match_is_running(m))
		return;
	buf_init(&sentence, MATCH_MALFORMED_MAX_BYTES);
	match_describe_malformed(o, &sentence);
	match_break(
	    m, VERDICT_ERROR, FINDING_BROKEN_BINDING, buf_text(&sentence));
	buf_free(&sentence);
}

/*
 * What nothing took is kept as evidence, but not without end: the newest record
 * is forgotten when there is enough, unless the verdict depends on it.  For the
 * ends of connections there is room besides.
 */
static void
bound_evidence(struct match *m, unsigned record, size_t bytes)
{
	bool is_finding =
	    match_has_diverged(m) && match_divergence(m)->record == (int)record;
	bool is_end = m->records.items[record].kind == OBSERVED_DISCONNECTED;
	bool fits = is_end
	    ? m->evidence_count < MATCH_MAX_EVIDENCE + PATTERN_MAX_PARTIES
	    : m->evidence_count < MATCH_MAX_EVIDENCE &&
		m->evidence_bytes + bytes <= m->p->target->evidence_bytes;
	if (fits || is_finding) {
		m->evidence_count++;
		m->evidence_bytes += bytes;
	} else {
		m->left_out_count++;
		match_drop_newest(m);
	}
}

bool
match_feed(struct match *m, struct observation *o)
{
	int64_t deadline_ns;
	if (o->time_ns > m->now_ns)
		m->now_ns = o->time_ns;
	if (!match_known_deadline(m, &deadline_ns) ||
	    o->earliest_ns >= deadline_ns)
		match_elapse(m, o->earliest_ns);
	struct look look = match_look_at(m, o);
	if (o->number && !match_is_counted(m, o, &look))
		o->number = 0;
	if (o->kind == OBSERVED_MALFORMED) {
		take_malformed(m, o);
		return false;
	}
	unsigned record = match_add_observation(m, o, look.spec, look.protocol);
	bool conforms = match_is_running(m) &&
	    (o->kind == OBSERVED_MESSAGE
		    ? take_message(m, record, look.relevance)
		    : take_end(m, o->party, record));
	if (record < m->records.count && !m->records.items[record].is_matched)
		bound_evidence(m, record, observation_weight(o));
	m->has_kept = record < m->records.count;
	return conforms;
}

bool
match_has_kept(const struct match *m)
{
	return m->has_kept;
}

unsigned
match_unexamined(const struct match *m)
{
	return m->left_out_count;
}

void
match_note_unexamined(struct match *m, unsigned count)
{
	m->left_out_count += count;
}

static void
note_interaction(struct match *m, const struct pattern_event *e,
    const struct message *message)
{
	char scratch[ATTRIBUTE_TEXT_SIZE];
	const char *id = match_interaction_of(e->spec, message, scratch);
	if (id && !match_is_own_identity(m, id))
		vec_push(&m->interactions, mem_strdup(id));
}

/* Configurations in which the event cannot be are given up. */
static void
happen(struct match *m, unsigned event, unsigned record)
{
	struct taking t = { .event = (int)event };
	for (unsigned i = 0; i < m->config_count; i++) {
		struct config *c = &m->configs[i];
		/* Of one alone match_demand() has seen that it can. */
		if (m->config_count == 1)
			take_in(m, c, t, record);
		else if (match_extends(m, event, c->set))
			take(m, c, t, record);
	}
	if (m->spare_count)
		config_advance(m);
	match_note_progress(m);
}

void
match_sent(struct match *m, unsigned event, struct message *message,
    unsigned number, int64_t time_ns)
{
	const struct pattern_event *e = &m->p->events.items[event];
	match_rely_on_settling(m, event, time_ns);
	struct record *r = match_add_record(m);
	*r = (struct record){ .is_stimulus = true,
		.is_matched = true,
		.number = number,
		.party = (uint8_t)e->party,
		.event = (int16_t)event,
		.time_ns = time_ns,
		.earliest_ns = time_ns,
		.server_us = -1,
		.protocol = message ? e->step->protocol : "",
		.spec = e->spec,
		.reference_id = -1 };
	/* What the message was made of. */
	buf_free(&m->scratch);
	if (message)
		note_interaction(m, e, message);
	if (message && e->quoted) {
		r->has_message = true;
		r->message = message_ref(message);
	} else if (message && e->spec->kind == MESSAGE_REQUEST) {
		message_integer(message, "referenceId", &r->reference_id);
	}
	if (time_ns > m->now_ns)
		m->now_ns = time_ns;
	happen(m, event, (unsigned)m->records.count - 1);
}
