/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/match/match.h"

#include "core/clock.h"
#include "runner/match/state.h"

#include <string.h>

/* Records of one run: the numbers in configurations are 16 bits wide. */
#define MAX_RECORDS (UINT16_MAX - 1)

struct match *
match_new(
    const struct pattern *pattern, const struct lease *lease, int64_t start_ns)
{
	struct match *m = mem_zalloc(sizeof(*m));
	m->p = pattern;
	m->lease = lease;
	m->start_ns = m->now_ns = start_ns;
	buf_init(&m->scratch, EXPRESSION_MAX_BYTES);

	struct config *first = config_append(m);
	first->unsure = false;
	first->unsure_event = 0;
	memset(first->at, 0xFF, pattern->events.count * sizeof(first->at[0]));
	config_advance(m);
	return m;
}

void
match_free(struct match *m)
{
	if (!m)
		return;
	for (size_t i = 0; i < m->records.count; i++) {
		message_unref(m->records.items[i].message);
		free(m->records.items[i].text);
	}
	for (size_t i = 0; i < m->interactions.count; i++)
		free(m->interactions.items[i]);
	vec_free(&m->records);
	vec_free(&m->interactions);
	config_free_all(m);
	outcome_clear(&m->broken);
	buf_free(&m->scratch);
	free(m);
}

void
match_note_progress(struct match *m)
{
	m->epoch++;
	m->quiet = false;
	m->deadline_known = false;
}

void
match_set_state(struct match *m, enum match_state state)
{
	m->state = state;
	match_note_progress(m);
}

void
match_diverge(struct match *m, const struct divergence *d)
{
	m->divergence = *d;
	match_set_state(m, MATCH_DIVERGED);
}

void
match_break(struct match *m, enum verdict verdict, enum finding finding,
    const char *sentence)
{
	if (m->state == MATCH_BROKEN)
		return;
	m->broken.verdict = verdict;
	m->broken.finding = finding;
	m->broken.sentence = mem_strdup(sentence);
	match_set_state(m, MATCH_BROKEN);
}

unsigned
match_epoch(const struct match *m)
{
	return m->epoch;
}

void
match_quiet(struct match *m)
{
	m->quiet = true;
}

bool
match_has_diverged(const struct match *m)
{
	return m->state == MATCH_DIVERGED;
}

static void
note_reference(struct record *r)
{
	r->reference_id = -1;
	if (r->message)
		message_integer(r->message, "referenceId", &r->reference_id);
}

static unsigned
add_observation(struct match *m, const struct observation *o)
{
	struct record r = { .kind = o->kind,
		.number = o->number,
		.party = o->party,
		.event = -1,
		.time_ns = o->time_ns,
		.earliest_ns = o->earliest_ns };
	memcpy(r.protocol, o->protocol, sizeof(r.protocol));
	if (o->message) {
		r.message = message_ref(o->message);
		r.spec = catalogue_find(
		    m->p->suite->catalogue, message_name(o->message));
	}
	if (o->kind == OBSERVED_MALFORMED && o->raw)
		r.text = mem_strndup(o->raw, o->raw_size);
	else if (o->problem)
		r.text = mem_strdup(o->problem);
	note_reference(&r);
	vec_push(&m->records, r);
	return (unsigned)m->records.count - 1;
}

/*
 * An agent or media server never sees Reporting, the Reporting engine only the
 * answers to its own requests as Interaction Management; and a message carries
 * a tag that the catalogue allows.
 */
static bool
protocol_allowed(const struct match *m, const struct record *r)
{
	enum party_role role = m->p->parties.items[r->party].role;
	if (!message_spec_allows(r->spec, r->protocol))
		return false;
	return r->spec->kind == MESSAGE_ANSWER ||
	    strcmp(r->protocol, party_role_protocol(role)) == 0;
}

static const uint64_t *
label_events(const struct match *m, const struct record *r)
{
	for (size_t i = 0; i < m->p->labels.count; i++) {
		const struct pattern_label *l = &m->p->labels.items[i];
		if (l->party == r->party && l->spec == r->spec &&
		    strcmp(l->protocol, r->protocol) == 0)
			return l->events;
	}
	return NULL;
}

/*
 * Every way in which a configuration can take the observation.  The first
 * misfit of an event that could have come is kept for the explanation.
 */
static void
extend_config(struct match *m, const struct config *c, const uint64_t *events,
    unsigned record, struct divergence *d)
{
	unsigned count = (unsigned)m->p->events.count;
	for (unsigned e = bits_next(events, 0, count); e < count;
	     e = bits_next(events, e + 1, count)) {
		struct misfit misfit = { .kind = FIT };
		if (m->spare_count > MATCH_MAX_CONFIGS)
			return;
		if (!pattern_enabled(m->p, e, c->set))
			continue;
		enum fit fit = match_fit(m, c, e, record, &misfit);
		if (fit != FIT && fit != FIT_UNSURE) {
			if (d->event < 0) {
				d->event = (int)e;
				d->misfit = misfit;
			}
			continue;
		}
		struct config *next = config_append(m);
		config_copy(m, next, c);
		config_take(next, e, record);
		if (fit == FIT_UNSURE) {
			next->unsure = true;
			next->unsure_event = e;
		}
		m->records.items[record].event = (int)e;
	}
}

static bool
too_many(struct match *m)
{
	if (m->spare_count <= MATCH_MAX_CONFIGS)
		return false;
	m->spare_count = 0;
	char *text = mem_printf("More than %d ways to read what came are open "
				"at once; the fixture is too ambiguous to "
				"judge.",
	    MATCH_MAX_CONFIGS);
	match_break(m, VERDICT_INCONCLUSIVE, FINDING_AMBIGUOUS, text);
	free(text);
	return true;
}

/* Is a ban in force in a configuration, that is, has its absent begun? */
static bool
ban_in_force(const struct match *m, const struct config *c,
    const struct pattern_ban *ban)
{
	const struct pattern_event *e = &m->p->events.items[ban->event];
	if (!bits_within(e->must, c->set, m->p->words) ||
	    bits_meet(e->bars, c->set, m->p->words))
		return false;
	return e->kind == EVENT_WAIT
	    ? !bits_has(c->set, ban->event)
	    : !pattern_complete(m->p, e->parent, c->set);
}

static const struct pattern_ban *
find_ban(struct match *m, unsigned record)
{
	const struct config *c = &m->configs[0];
	for (size_t i = 0; i < m->p->bans.count; i++) {
		const struct pattern_ban *ban = &m->p->bans.items[i];
		if (ban_in_force(m, c, ban) &&
		    match_fits_ban(m, c, ban, record))
			return ban;
	}
	return NULL;
}

/* No configuration takes it: is that a divergence, or not our business? */
static bool
refuse(struct match *m, unsigned record, struct divergence *d)
{
	struct record *r = &m->records.items[record];
	enum relevance relevance = match_relevance(m, r);

	d->ban = find_ban(m, record);
	d->record = (int)record;
	if (!d->ban && relevance != RELEVANT)
		return true;
	r->is_ours = true;
	if (!d->ban && m->p->open_world && d->event < 0 &&
	    r->spec->kind == MESSAGE_EVENT)
		return true;
	match_diverge(m, d);
	return false;
}

static bool
take_message(struct match *m, unsigned record)
{
	struct record *r = &m->records.items[record];
	struct divergence d = {
		.record = (int)record, .event = -1, .other = -1
	};

	if (!r->spec) {
		d.finding = FINDING_MALFORMED;
		r->is_ours = true;
		match_diverge(m, &d);
		return false;
	}
	if (!protocol_allowed(m, r)) {
		d.finding = FINDING_WRONG_PROTOCOL;
		r->is_ours = true;
		match_diverge(m, &d);
		return false;
	}
	const uint64_t *events = label_events(m, r);
	for (unsigned i = 0; events && i < m->config_count; i++)
		extend_config(m, &m->configs[i], events, record, &d);
	if (too_many(m))
		return false;
	if (m->spare_count == 0)
		return refuse(m, record, &d);
	r->is_ours = r->is_matched = true;
	config_advance(m);
	match_note_progress(m);
	if (match_fits_catalogue(r, &d.misfit))
		return true;
	d.event = r->event;
	d.finding = FINDING_WRONG_ATTRIBUTE;
	match_diverge(m, &d);
	return false;
}

bool
match_feed(struct match *m, const struct observation *o)
{
	if (m->records.count >= MAX_RECORDS) {
		match_break(m, VERDICT_INCONCLUSIVE, FINDING_AMBIGUOUS,
		    "The case has seen more messages than one case can keep.");
		return false;
	}
	unsigned record = add_observation(m, o);
	struct record *r = &m->records.items[record];
	if (o->time_ns > m->now_ns)
		m->now_ns = o->time_ns;
	if (m->state != MATCH_RUNNING) {
		r->is_ours = !r->message || match_relevance(m, r) == RELEVANT;
		return false;
	}
	if (o->kind == OBSERVED_MESSAGE)
		return take_message(m, record);
	struct divergence d = { .record = (int)record,
		.event = -1,
		.other = -1,
		.finding = o->kind == OBSERVED_MALFORMED
		    ? FINDING_MALFORMED
		    : FINDING_DISCONNECTED };
	r->is_ours = true;
	match_diverge(m, &d);
	return false;
}

static void
note_interaction(struct match *m, const struct pattern_event *e,
    const struct message *message)
{
	char scratch[ATTRIBUTE_TEXT_SIZE];
	const char *path = e->spec->about ? e->spec->about : "interactionId";
	const struct attribute *a = message_find(message, path);
	if (a)
		vec_push(
		    &m->interactions, mem_strdup(attribute_text(a, scratch)));
}

/* Configurations in which the event cannot be are given up. */
static void
happen(struct match *m, unsigned event, unsigned record)
{
	for (unsigned i = 0; i < m->config_count; i++) {
		if (!pattern_enabled(m->p, event, m->configs[i].set))
			continue;
		struct config *next = config_append(m);
		config_copy(m, next, &m->configs[i]);
		config_take(next, event, record);
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
	struct record r = { .is_stimulus = true,
		.is_ours = true,
		.is_matched = true,
		.number = number,
		.party = e->party,
		.event = (int)event,
		.time_ns = time_ns,
		.earliest_ns = time_ns,
		.spec = e->spec,
		.message = message_ref(message) };
	memcpy(r.protocol, PROTOCOL_INTERACTION_MANAGEMENT,
	    sizeof(PROTOCOL_INTERACTION_MANAGEMENT));
	note_reference(&r);
	note_interaction(m, e, message);
	vec_push(&m->records, r);
	if (time_ns > m->now_ns)
		m->now_ns = time_ns;
	happen(m, event, (unsigned)m->records.count - 1);
}

static void
set_attribute(struct message *message, const char *path,
    enum attribute_type type, const char *text)
{
	char *end;
	long long integer = strtoll(text, &end, 10);
	if (type == ATTRIBUTE_INTEGER && *text && !*end)
		message_set_integer(message, path, integer);
	else if (type == ATTRIBUTE_BOOLEAN)
		message_set_boolean(message, path, strcmp(text, "true") == 0);
	else
		message_set_string(message, path, text);
}

/* The type to send: the fixture's, else the catalogue's. */
static enum attribute_type
sending_type(const struct pattern_event *e, const struct attribute_test *test)
{
	if (test->type != ATTRIBUTE_ANY)
		return test->type;
	const struct attribute_spec *spec =
	    message_spec_attribute(e->spec, test->path);
	return spec ? spec->type : ATTRIBUTE_ANY;
}

struct message *
match_build(struct match *m, unsigned event, int64_t reference_id)
{
	const struct pattern_event *e = &m->p->events.items[event];
	const struct config *c = &m->configs[0];
	struct message *message = message_new(e->step->message);

	message_set_integer(message, "referenceId", reference_id);
	for (size_t i = 0; i < e->tests.count; i++) {
		const struct compiled_test *t = &e->tests.items[i];
		const struct piece *missing;
		if (!match_evaluate(m, c, &t->value, &missing)) {
			char *text = mem_printf("%s cannot be sent: its "
						"attribute '%s' needs '%s', "
						"which no message has brought.",
			    e->step->message, t->test->path, t->test->text);
			match_break(m, VERDICT_ERROR, FINDING_UNRESOLVED, text);
			free(text);
			message_unref(message);
			return NULL;
		}
		char *value = mem_strdup(buf_text(&m->scratch));
		set_attribute(message, match_test_path(m, c, t),
		    sending_type(e, t->test), value);
		free(value);
	}
	return message;
}
