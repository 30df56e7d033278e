/* SPDX-License-Identifier: Apache-2.0 */
#include "load/references.h"

#include "core/text/suggest.h"
#include "model/template.h"
#include "model/walk.h"

#include <string.h>

/* In the place of an enum step_kind. */
#define ANY_STEP STEP_PROBE

struct check {
	struct reference_scope known;
	const struct performance *now;
	const struct step *step;   /* looked at */
	struct performance asking; /* whose it is */
	struct diag *diag;
	const struct reference_listener *listener;
};

/*
 * For 'near' see order.h.  The case itself knows everything that came before,
 * later ones being nearer; a played case knows its own steps.
 */
static unsigned
nearness(const struct check *c, const struct performance *whose)
{
	return c->step->play ? performance_nearness(&c->asking, whose) : 1;
}

/* "first-conference": the newest "conference" of the case called "first". */
static const struct known_step *
find_of_called(const struct check *c, const char *id)
{
	struct performance called;
	const char *rest;
	if (!performance_of_id(&c->asking, id, strlen(id), &called, &rest))
		return NULL;
	for (size_t i = c->known.steps.count; i-- > 0;) {
		const struct known_step *k = &c->known.steps.items[i];
		if (strcmp(k->id, rest) == 0 &&
		    performances_agree(&k->whose, &called))
			return k;
	}
	return NULL;
}

/* The nearest step of that id, and of these the newest, or NULL. */
static const struct known_step *
find_step(const struct check *c, const char *id)
{
	const struct known_step *best = NULL;
	unsigned most = 0;
	for (size_t i = c->known.steps.count;
	     i-- > 0 && most < PERFORMANCE_NEAREST;) {
		const struct known_step *k = &c->known.steps.items[i];
		unsigned near =
		    strcmp(k->id, id) == 0 ? nearness(c, &k->whose) : 0;
		if (near <= most)
			continue;
		most = near;
		best = k;
	}
	return best ? best : find_of_called(c, id);
}

static bool
has_capture(const struct check *c, const char *name)
{
	for (size_t i = 0; i < c->known.captures.count; i++) {
		const struct known_capture *k = &c->known.captures.items[i];
		if (strcmp(k->name, name) == 0 && nearness(c, &k->whose) > 0)
			return true;
	}
	return false;
}

struct wanted_id {
	const char *id;
	bool is_there;
};

static void
look_for_id(void *user, const struct step *s)
{
	struct wanted_id *wanted = user;
	wanted->is_there |= s->id && strcmp(s->id, wanted->id) == 0;
}

/*
 * Does a step of the played case, or of its preambles, have the id?  If not,
 * that was reported where it is written.
 */
static bool
is_known_at_home(const struct check *c, const char *id)
{
	struct wanted_id wanted = { .id = id };
	struct order order;
	order_of_case(c->step->play->played->target, &order);
	for (size_t i = 0; i < order.performances.count; i++)
		performance_walk(
		    &order.performances.items[i], look_for_id, &wanted);
	order_free(&order);
	return wanted.is_there;
}

static void
note_play(const struct check *c)
{
	if (c->step->play)
		diag_note(c->diag,
		    "the <play> in line %u of %s does this, but no case before "
		    "it, played by the same parties, has that step",
		    c->step->play->at.line, c->step->play->at.source->path);
}

static void
report_unknown_id(const struct check *c, const char *id, const struct place *at,
    enum step_kind wanted)
{
	struct suggestion s;
	if (c->step->play && !is_known_at_home(c, id))
		return;
	suggest_start(&s, id);
	for (size_t i = 0; i < c->known.steps.count; i++) {
		const struct known_step *k = &c->known.steps.items[i];
		if (wanted == ANY_STEP || k->step->kind == wanted)
			suggest_offer(&s, k->id);
	}
	diag_error(c->diag, at,
	    wanted == ANY_STEP ? "no earlier %s has the id '%s'"
			       : "no earlier <%s> has the id '%s'",
	    wanted == ANY_STEP ? "step" : step_kind_name(wanted), id);
	if (s.best && strcmp(s.best, id) != 0)
		diag_did_you_mean(c->diag, s.best);
	note_play(c);
}

static void
check_since(const struct check *c, const struct step *s)
{
	const struct window *w = &s->window;
	if (w->since && !find_step(c, w->since))
		report_unknown_id(c, w->since, &w->since_at, ANY_STEP);
}

static enum step_kind
answered_kind(const struct step *s)
{
	return s->kind == STEP_SEND ? STEP_RECEIVE : STEP_SEND;
}

/*
 * A <receive> answers a <send>, and a <send> a <receive>; what is answered is
 * a request, and the catalogue lets this message answer it.  Messages that are
 * unknown were reported by the reader.
 */
static bool
check_answered(
    const struct check *c, const struct step *s, const struct step *asked)
{
	enum step_kind opposite = answered_kind(s);
	const struct message_spec *request = asked->spec;
	if (asked->kind != opposite)
		diag_error(c->diag, &s->answers_at,
		    "'%s' is a <%s>; a <%s> answers a <%s>", s->answers,
		    step_kind_name(asked->kind), step_kind_name(s->kind),
		    step_kind_name(opposite));
	else if (request && request->kind != MESSAGE_REQUEST)
		diag_error(c->diag, &s->answers_at,
		    "'%s' is %s, which is no request, so nothing answers it",
		    s->answers, request->name);
	else if (request && s->spec && !message_spec_answers(s->spec, request))
		diag_error(c->diag, &s->answers_at,
		    "'%s' is %s, which %s does not answer, according to the "
		    "catalogue",
		    s->answers, request->name, s->spec->name);
	else
		return true;
	return false;
}

static void
check_answers(const struct check *c, const struct step *s)
{
	if (!s->answers)
		return;
	const struct known_step *k = find_step(c, s->answers);
	if (!k) {
		report_unknown_id(
		    c, s->answers, &s->answers_at, answered_kind(s));
		return;
	}
	if (!s->play && !check_answered(c, s, k->step))
		return;
	/* A step without its party was reported by the reader. */
	const char *party =
	    s->party ? cast_actual(&c->now->cast, s->party) : NULL;
	if (!party || !k->party || strcmp(party, k->party) == 0 || s->play)
		return;
	diag_error(c->diag, &s->answers_at,
	    s->kind == STEP_SEND
		? "'%s' came to %s, so it is not answered by %s"
		: "'%s' was sent by %s, so its answer cannot come to %s",
	    s->answers, k->party, party);
}

/* The receive that leaves the message open: the same, at the same party. */
static void
check_owed(const struct check *c, const struct step *s)
{
	const struct known_step *k = s->owed ? find_step(c, s->owed) : NULL;
	const char *party =
	    s->party ? cast_actual(&c->now->cast, s->party) : NULL;
	if (s->owed && !k) {
		report_unknown_id(c, s->owed, &s->owed_at, STEP_RECEIVE);
		return;
	}
	if (!k || s->play)
		return;
	if (!k->step->due_later)
		diag_error(c->diag, &s->owed_at,
		    "'%s' is no <receive> with due=\"later\"", s->owed);
	else if (k->step->spec != s->spec ||
	    strcmp(k->step->protocol, s->protocol) != 0 ||
	    (party && k->party && strcmp(k->party, party) != 0))
		diag_error(c->diag, &s->owed_at,
		    "'%s' is %s by %s at %s; this <due> is about another "
		    "message",
		    s->owed, k->step->message, k->step->protocol, k->party);
}

static void
report_part(const struct check *c, const char *part, const struct place *at)
{
	struct suggestion near;
	suggest_start(&near, part);
	suggest_offer(&near, "agentId");
	suggest_offer(&near, "placeId");
	diag_error(c->diag, at,
	    "an agent has no '%s'; it has agentId and placeId", part);
	diag_did_you_mean(c->diag, near.best);
}

/* {agent1.agentId}, {agent1.placeId} */
static void
check_party_name(const struct check *c, const char *party, const char *part,
    const struct place *at)
{
	enum party_role role;
	if (c->step->play)
		return; /* reported where it is written */
	if (!party_role_of(party, &role) || role != PARTY_AGENT)
		diag_error(c->diag, at, "'%s' is not an agent and has no '%s'",
		    party, part);
	else if (strcmp(part, "agentId") != 0 && strcmp(part, "placeId") != 0)
		report_part(c, part, at);
}

/* What we send ourselves is known: a name of another attribute has no value. */
static void
check_sent(const struct check *c, const struct step *send, const char *path,
    const struct place *at)
{
	struct suggestion near;
	if (strcmp(path, "referenceId") == 0)
		return;
	suggest_start(&near, path);
	for (size_t i = 0; i < send->attributes.count; i++) {
		const char *sent = send->attributes.items[i].path;
		if (strcmp(sent, path) == 0 || strchr(sent, '{'))
			return;
		suggest_offer(&near, sent);
	}
	diag_error(c->diag, at, "the <send> '%s' in line %u has no '%s'",
	    send->id, send->at.line, path);
	diag_did_you_mean(c->diag, near.best);
}

/* {invite.ticketId} */
static void
check_step_name(const struct check *c, const char *id, const char *path,
    const struct place *at)
{
	const struct known_step *k = find_step(c, id);
	const struct reference_listener *l = c->listener;
	bool is_answered = c->step->kind == STEP_SEND && c->step->answers &&
	    strcmp(c->step->answers, id) == 0;
	if (!k && is_answered)
		return; /* reported as its answers= */
	if (!k)
		report_unknown_id(c, id, at, ANY_STEP);
	else if (!k->step->message && !c->step->play)
		diag_error(c->diag, at, "'%s' is a <%s> and has no attributes",
		    id, step_kind_name(k->step->kind));
	else if (k->step->kind == STEP_SEND)
		check_sent(c, k->step, path, at);
	else if (l && l->attribute)
		l->attribute(l->user, k->step, path, at);
}

static void
check_dotted(const struct check *c, const char *name, const struct place *at)
{
	enum party_role role;
	const char *dot = strchr(name, '.');
	char *first = mem_strndup(name, (size_t)(dot - name));
	if (party_role_of(first, &role))
		check_party_name(c, first, dot + 1, at);
	else
		check_step_name(c, first, dot + 1, at);
	free(first);
}

bool
references_is_built_in(const char *name)
{
	static const char *const names[] = { "queue", "queue2", "workbin",
		"interaction", "unique" };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

static void
check_name(void *user, const char *name, const struct place *at)
{
	const struct check *c = user;
	const struct reference_listener *l = c->listener;
	if (!template_is_name(name, strlen(name)))
		return; /* reported where it was read */
	if (strchr(name, '.'))
		check_dotted(c, name, at);
	else if (!references_is_built_in(name) && !has_capture(c, name) && l &&
	    l->foreign)
		l->foreign(l->user, &c->known, name, at);
}

static void
add_known(struct check *c, const struct step *s)
{
	if (s->id) {
		struct known_step k = { .id = s->id,
			.step = s,
			.party = s->party ? cast_actual(&c->now->cast, s->party)
					  : NULL,
			.whose = c->asking };
		vec_push(&c->known.steps, k);
	}
	for (size_t i = 0; i < s->attributes.count; i++) {
		struct known_capture capture = {
			.name = s->attributes.items[i].capture,
			.whose = c->asking
		};
		if (capture.name)
			vec_push(&c->known.captures, capture);
	}
}

static void
visit_step(void *user, const struct step *s)
{
	struct check *c = user;
	c->step = s;
	c->asking = performance_of_step(c->now, s);
	if (!c->now->is_preamble) {
		check_since(c, s);
		check_answers(c, s);
		check_owed(c, s);
		walk_names(s, check_name, c);
		if (c->listener && c->listener->step)
			c->listener->step(c->listener->user, &c->known, s);
	}
	add_known(c, s);
}

void
references_check(const struct fixture_case *fixture_case, struct diag *diag,
    const struct reference_listener *listener)
{
	struct order order;
	struct check c = { .diag = diag, .listener = listener };
	order_of_case(fixture_case, &order);
	for (size_t i = 0; i < order.performances.count; i++) {
		c.now = &order.performances.items[i];
		/* What was done before the case is known to none of it. */
		if (performance_is_of_run(c.now, fixture_case))
			continue;
		performance_walk(c.now, visit_step, &c);
	}
	order_free(&order);
	vec_free(&c.known.steps);
	vec_free(&c.known.captures);
}
