/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/census.h"

#include "core/clock.h"
#include "judge/pattern/pattern.h"
#include "model/party.h"
#include "runner/exec/campaign.h"
#include "sim/simulation.h"
#include "sim/states.h"

#include <string.h>

/* Of the simulation; any will do. */
#define SEED 1

enum membership { NEVER_IN, IS_IN, HAS_LEFT };

struct known_agent {
	char *id; /* agentId, owned; NULL: no agent */
	enum membership membership;
	bool is_registered, has_invited, has_lapsed;
};

/* An invitation, for as long as the case lasts. */
struct known_offer {
	int64_t ticket;
	unsigned invited, inviter; /* positions in party_names() */
	int64_t asked_ns;
	bool is_open;
};

/* A request that is not answered yet. */
struct known_request {
	unsigned party;
	int64_t reference, ticket, time_ns;
	struct message *message; /* owned */
};

/* A cell, and which stimulus or message it was. */
struct found {
	struct census_entry entry;
	unsigned stimulus; /* how many were before */
	unsigned number;   /* of the message that shows a timeout; 0: none */
};

struct follower {
	struct sink sink;
	const char *problem; /* what has no row */
	int64_t timeout_ns;
	unsigned stimuli;
	bool has_returned;
	char *interaction;
	char *elsewhere; /* another one that the case submits, or NULL */
	struct known_agent agents[CAST_SIZE];
	VEC(struct known_offer) offers;
	VEC(struct known_request) requests;
	VEC(struct found) found;
	VEC(unsigned) own; /* numbers of messages that the case expects */
	enum verdict verdict;
	char *sentence;
};

static unsigned
position_of(const char *party)
{
	unsigned i = 0;
	while (party_names()[i] && strcmp(party_names()[i], party) != 0)
		i++;
	return i;
}

/* --- the state --- */

static unsigned
count_parties(const struct follower *f)
{
	unsigned count = 0;
	for (unsigned i = 0; i < CAST_SIZE; i++)
		count += f->agents[i].membership == IS_IN;
	return count;
}

static unsigned
count_offers(const struct follower *f)
{
	unsigned count = 0;
	for (size_t i = 0; i < f->offers.count; i++)
		count += f->offers.items[i].is_open;
	return count;
}

/* The newest open one that it has made, or received. */
static struct known_offer *
open_offer(struct follower *f, unsigned party, bool made)
{
	for (size_t i = f->offers.count; i-- > 0;) {
		struct known_offer *o = &f->offers.items[i];
		if (o->is_open && (made ? o->inviter : o->invited) == party)
			return o;
	}
	return NULL;
}

static enum role_in
role_of(struct follower *f, unsigned party)
{
	const struct known_agent *a = &f->agents[party];
	if (!a->is_registered)
		return ROLE_UNREGISTERED;
	if (a->membership == IS_IN)
		return open_offer(f, party, true) ||
			(a->has_invited && count_offers(f) == 0)
		    ? ROLE_INVITER
		    : ROLE_PARTY;
	if (open_offer(f, party, false))
		return ROLE_INVITED;
	if (a->membership == HAS_LEFT)
		return ROLE_LEFT;
	return a->has_lapsed ? ROLE_LAPSED : ROLE_STRANGER;
}

static void
note(struct follower *f, enum asked asked, enum role_in who, enum about about,
    unsigned number)
{
	int row = states_find_row(asked, who, about);
	unsigned state =
	    state_of(count_parties(f), count_offers(f), f->has_returned);
	if (row < 0 || !states_can_be(states_row((unsigned)row), state)) {
		f->problem = asked_name(asked);
		return;
	}
	struct found found = { .stimulus = f->stimuli,
		.number = number,
		.entry = { .row = (unsigned)row, .state = state } };
	vec_push(&f->found, found);
}

/* --- the requests --- */

static bool
is_about_ours(const struct follower *f, const struct message *m)
{
	const char *id = message_string(m, "interactionId");
	return id && f->interaction && strcmp(id, f->interaction) == 0;
}

/*
 * The table is about one interaction: requests about another one have no cell.
 */
static bool
is_about_other(const struct follower *f, const struct message *m)
{
	const char *id = message_string(m, "interactionId");
	if (!id)
		id = message_string(m, "interaction.interactionId");
	return id && f->elsewhere && strcmp(id, f->elsewhere) == 0;
}

static void
note_submission(struct follower *f, const struct message *m)
{
	const char *id = message_string(m, "interactionId");
	if (strcmp(message_name(m), "RequestSubmit") != 0 || !id ||
	    is_about_ours(f, m) || f->elsewhere)
		return;
	f->elsewhere = mem_strdup(id);
}

static unsigned
find_agent(const struct follower *f, const char *id)
{
	unsigned i = 0;
	while (i < CAST_SIZE &&
	    (!f->agents[i].id || !id || strcmp(f->agents[i].id, id) != 0))
		i++;
	return i;
}

static enum about
about_agent(struct follower *f, unsigned party, const struct message *m)
{
	unsigned whom = find_agent(f, message_string(m, "agentId"));
	if (whom == party)
		return ABOUT_ITSELF;
	switch (whom < CAST_SIZE ? role_of(f, whom) : ROLE_UNREGISTERED) {
	case ROLE_INVITER:
	case ROLE_PARTY:
		return ABOUT_PARTY;
	case ROLE_INVITED:
		return ABOUT_INVITED;
	case ROLE_LEFT:
		return ABOUT_LEFT;
	case ROLE_LAPSED:
		return ABOUT_LAPSED;
	case ROLE_STRANGER:
		return ABOUT_STRANGER;
	case ROLE_UNREGISTERED:
	case ROLE_NONE:
		break;
	}
	return ABOUT_UNREGISTERED;
}

static enum about
about_ticket(const struct follower *f, unsigned party, int64_t ticket)
{
	for (size_t i = 0; i < f->offers.count; i++) {
		const struct known_offer *o = &f->offers.items[i];
		if (o->ticket != ticket)
			continue;
		if (o->invited == party)
			return o->is_open ? ABOUT_OWN_TICKET
					  : ABOUT_OWN_ENDED_TICKET;
		return o->is_open ? ABOUT_OTHERS_TICKET
				  : ABOUT_OTHERS_ENDED_TICKET;
	}
	return ABOUT_TICKET_NEVER_GIVEN;
}

static bool
find_asked(const char *name, enum asked *ret)
{
	for (int i = ASKED_CONFERENCE; i <= ASKED_LEAVE; i++)
		if (strcmp(asked_name((enum asked)i), name) == 0) {
			*ret = (enum asked)i;
			return true;
		}
	return false;
}

static void
note_request(struct follower *f, unsigned party, const struct message *m)
{
	enum asked asked;
	int64_t ticket = 0;
	enum about about = ABOUT_NOTHING;
	if (!find_asked(message_name(m), &asked))
		return;
	message_integer(m, "ticketId", &ticket);
	if (!is_about_ours(f, m))
		about = ABOUT_UNKNOWN_INTERACTION;
	else if (asked == ASKED_CONFERENCE)
		about = about_agent(f, party, m);
	else if (asked != ASKED_LEAVE)
		about = about_ticket(f, party, ticket);
	note(f, asked, role_of(f, party), about, 0);
}

static void
lose(struct follower *f, unsigned party)
{
	for (size_t i = 0; i < f->offers.count; i++) {
		struct known_offer *o = &f->offers.items[i];
		if (!o->is_open || (o->inviter != party && o->invited != party))
			continue;
		o->is_open = false;
		f->agents[o->invited].has_lapsed = true;
	}
	f->agents[party].is_registered = false;
	if (f->agents[party].membership == IS_IN)
		f->agents[party].membership = HAS_LEFT;
	f->has_returned |= count_parties(f) == 0;
}

static void
take_stimulus(struct follower *f, const struct run_event *event)
{
	const struct message *m = event->stimulus.message;
	unsigned party = position_of(event->party);
	if (!m) {
		note(f, ASKED_DISCONNECT, role_of(f, party), ABOUT_NOTHING, 0);
		lose(f, party);
	} else if (!is_about_other(f, m)) {
		struct known_request r = { .party = party,
			.time_ns = event->case_time_ns,
			.message = message_copy(m) };
		note_request(f, party, m);
		message_integer(m, "referenceId", &r.reference);
		message_integer(m, "ticketId", &r.ticket);
		vec_push(&f->requests, r);
		note_submission(f, m);
	}
	f->stimuli++;
}

/* --- the results --- */

static void
end_offer(struct follower *f, int64_t ticket)
{
	for (size_t i = 0; i < f->offers.count; i++)
		if (f->offers.items[i].ticket == ticket)
			f->offers.items[i].is_open = false;
}

/* The request was granted. */
static void
grant(struct follower *f, const struct known_request *r)
{
	const char *name = message_name(r->message);
	struct known_agent *a = &f->agents[r->party];
	if (strcmp(name, "RequestRegisterClient") == 0) {
		a->is_registered = true;
	} else if (strcmp(name, "RequestPull") == 0) {
		a->membership = IS_IN;
	} else if (strcmp(name, "RequestPlaceInWorkbin") == 0) {
		a->membership = NEVER_IN;
	} else if (strcmp(name, "RequestAccept") == 0) {
		end_offer(f, r->ticket);
		a->membership = IS_IN;
	} else if (strcmp(name, "RequestReject") == 0) {
		end_offer(f, r->ticket);
		a->has_lapsed = true;
	} else if (strcmp(name, "RequestLeaveInteraction") == 0) {
		a->membership = HAS_LEFT;
		f->has_returned = count_parties(f) == 0;
	}
}

/* It hands over another interaction than ours. */
static bool
hands_over_other(const struct follower *f, const struct message *m)
{
	static const char before[] = "interactions.";
	size_t size = sizeof(before) - 1;
	for (size_t i = 0; f->elsewhere && i < message_count(m); i++) {
		const char *path = message_attribute(m, i)->path;
		if (strncmp(path, before, size) == 0 &&
		    strncmp(path + size, f->elsewhere, strlen(f->elsewhere)) ==
			0)
			return true;
	}
	return false;
}

/* A repetition that is granted grants nothing. */
static bool
is_of_open_offer(const struct follower *f, const struct known_request *r)
{
	for (size_t i = 0; i < f->offers.count; i++)
		if (f->offers.items[i].ticket == r->ticket)
			return f->offers.items[i].is_open &&
			    f->offers.items[i].invited == r->party;
	return r->ticket == 0;
}

static void
take_answer(struct follower *f, unsigned party, const struct message *m)
{
	int64_t reference;
	if (strcmp(message_name(m), "EventError") == 0 ||
	    !message_integer(m, "referenceId", &reference) ||
	    hands_over_other(f, m))
		return;
	for (size_t i = 0; i < f->requests.count; i++) {
		const struct known_request *r = &f->requests.items[i];
		if (r->party == party && r->reference == reference &&
		    is_of_open_offer(f, r))
			grant(f, r);
	}
}

/* The newest request for a conference with that agent. */
static const struct known_request *
find_invitation(const struct follower *f, unsigned invited)
{
	for (size_t i = f->requests.count; i-- > 0;) {
		const struct known_request *r = &f->requests.items[i];
		if (strcmp(message_name(r->message), "RequestConference") ==
			0 &&
		    find_agent(f, message_string(r->message, "agentId")) ==
			invited)
			return r;
	}
	return NULL;
}

static void
take_invitation(struct follower *f, unsigned party, const struct message *m)
{
	const struct known_request *r = find_invitation(f, party);
	struct known_offer o = { .invited = party, .is_open = true };
	if (!r || !message_integer(m, "ticketId", &o.ticket))
		return;
	o.inviter = r->party;
	o.asked_ns = r->time_ns;
	f->agents[r->party].has_invited = true;
	vec_push(&f->offers, o);
}

static void
take_revocation(
    struct follower *f, unsigned party, unsigned number, int64_t time_ns)
{
	struct known_offer *o = open_offer(f, party, false);
	if (!o)
		return;
	if (time_ns - o->asked_ns >= f->timeout_ns)
		note(f, ASKED_NOTHING, ROLE_NONE, ABOUT_NOTHING, number);
	o->is_open = false;
	f->agents[party].has_lapsed = true;
}

static void
take_observation(struct follower *f, const struct run_event *event)
{
	const struct observation *o = event->observation;
	unsigned party = position_of(event->party);
	if (!o->message || is_about_other(f, o->message))
		return;
	const char *name = message_name(o->message);
	if (strcmp(name, "EventInvite") == 0)
		take_invitation(f, party, o->message);
	else if (strcmp(name, "EventRevoked") == 0)
		take_revocation(f, party, o->number, event->case_time_ns);
	else
		take_answer(f, party, o->message);
}

/* --- a run --- */

static void
take_lease(struct follower *f, const struct case_lease *lease)
{
	f->interaction = mem_strdup(lease->interaction);
	for (unsigned i = 0; i < lease->party_count; i++) {
		const struct leased_party *p = &lease->parties[i];
		if (p->agent_id)
			f->agents[position_of(p->name)].id =
			    mem_strdup(p->agent_id);
	}
}

static void
take_end(struct follower *f, const struct outcome *o)
{
	f->verdict = o->verdict;
	f->sentence = o->sentence ? mem_strdup(o->sentence) : NULL;
	for (unsigned i = 0; i < o->match_count; i++)
		if (o->matches[i].is_main)
			vec_push(&f->own, o->matches[i].number);
}

/*
 * The case comes first; its preambles are not run, except for set-ups of the
 * run, which are no part of it.
 */
static void
follow(struct sink *sink, const struct run_event *event)
{
	struct follower *f = (struct follower *)sink;
	if (event->test && event->test->index > 0)
		return;
	if (event->kind == RUN_CASE_STARTED)
		take_lease(f, event->lease);
	else if (event->kind == RUN_STIMULUS)
		take_stimulus(f, event);
	else if (event->kind == RUN_OBSERVATION)
		take_observation(f, event);
	else if (event->kind == RUN_CASE_ENDED)
		take_end(f, event->outcome);
}

static bool
is_own(const struct follower *f, unsigned number)
{
	for (size_t i = 0; i < f->own.count; i++)
		if (f->own.items[i] == number)
			return true;
	return false;
}

/* Those of the case itself: after its preambles', with its probes' last. */
static void
keep(const struct follower *f, const struct pattern *p, struct census *ret)
{
	unsigned before = 0, probing = 0;
	for (size_t i = 0; i < p->events.count; i++) {
		const struct pattern_event *e = &p->events.items[i];
		if (!event_is_stimulus(e->kind))
			continue;
		before += !e->main;
		probing += e->main && e->probe;
	}
	for (size_t i = 0; i < f->found.count; i++) {
		struct found found = f->found.items[i];
		bool is_kept = found.number ? is_own(f, found.number)
					    : found.stimulus >= before;
		found.entry.in_probe =
		    !found.number && found.stimulus + probing >= f->stimuli;
		if (is_kept)
			vec_push(&ret->entries, found.entry);
	}
}

static void
release(struct follower *f)
{
	for (unsigned i = 0; i < CAST_SIZE; i++)
		free(f->agents[i].id);
	for (size_t i = 0; i < f->requests.count; i++)
		message_unref(f->requests.items[i].message);
	vec_free(&f->offers);
	vec_free(&f->requests);
	vec_free(&f->found);
	vec_free(&f->own);
	free(f->interaction);
	free(f->elsewhere);
	free(f->sentence);
}

/* False: it could not be run. */
static bool
run(struct follower *f, const struct suite *suite, const struct target *target,
    const struct mock_config *config, const struct fixture_case *test,
    struct diag *diag)
{
	struct sink *sinks[] = { &f->sink };
	struct planned_case planned = { .suite = suite, .test = test };
	struct campaign_setup setup = { .target = target,
		.cases = &planned,
		.case_count = 1,
		.jobs = 1,
		.run_id = "census",
		.facts.program_version = "",
		.facts.host_name = "",
		.sinks = sinks,
		.sink_count = 1 };
	struct simulation_setup simulation_setup = { .config = config };
	struct campaign *campaign = campaign_new(&setup, diag);
	if (!campaign)
		return false;
	struct simulation *simulation = simulation_new(&simulation_setup);
	simulation_run(simulation, campaign, SEED);
	simulation_free(simulation);
	campaign_free(campaign);
	return true;
}

bool
census_take(const struct suite *suite, const struct target *target,
    const struct mock_config *config, const struct fixture_case *test,
    struct census *ret, struct diag *diag)
{
	struct follower f = { .sink.event = follow };
	unsigned errors = diag->error_count;
	struct pattern *p = pattern_compile(suite, target, test, diag);
	target_timer(target, "invitation-timeout", &f.timeout_ns);
	if (p && p->applies && run(&f, suite, target, config, test, diag)) {
		if (f.verdict != VERDICT_PASS)
			diag_error(diag, &test->at,
			    "'%s' does not pass in the simulation: %s",
			    test->name, f.sentence ? f.sentence : "");
		else if (f.problem)
			diag_error(diag, &test->at,
			    "'%s' does a %s for which the table has no cell",
			    test->name, f.problem);
		else
			keep(&f, p, ret);
	}
	release(&f);
	pattern_free(p);
	return diag->error_count == errors;
}
