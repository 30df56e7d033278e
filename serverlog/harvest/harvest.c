/* SPDX-License-Identifier: Apache-2.0 */
#include "serverlog/harvest/harvest.h"

#include "core/mem.h"
#include "core/source.h"
#include "serverlog/harvest/attendance.h"
#include "serverlog/harvest/former.h"
#include "serverlog/harvest/parties.h"
#include "serverlog/harvest/refusals.h"
#include "serverlog/harvest/shown.h"

#include <stdlib.h>
#include <string.h>

/* What is kept of such a line. */
#define REFUSAL_MAX_BYTES 300
/* A fact without its message, in a list that grows by doubling, and what an
 * allocation costs. */
#define FACT_BYTES (2 * sizeof(struct episode_fact) + 16)

/* A request that waits for its answer: whose, and in which episode. */
struct asked {
	struct hash_node node;
	struct {
		int64_t reference_id;
		uint64_t client;
	} key;
	struct episode *episode;
};

/* Its place in a table and in a list is counted, too. */
#define ASKED_BYTES (sizeof(struct asked) + 4 * sizeof(void *) + 16)

/* How long an interaction is silent that is let go before others, when there is
 * too little room: it may go on, in another hour or within ten minutes. */
static const int64_t silences_ms[] = { 3600000, 600000 };
#define SILENCES (sizeof(silences_ms) / sizeof(silences_ms[0]))
/* Then, in the log's time, it is looked for others. */
#define LOOK_AGAIN_MS 1000

struct harvest {
	struct reader *reader;
	const struct harvest_choice *choice;
	struct log_parties *parties;
	struct hash by_interaction, by_request;
	VEC(struct episode *) episodes;
	VEC(struct asked *) asked;
	unsigned left_out;
	size_t bytes; /* of all facts and requests of all episodes */
	struct refusals refusals;
	struct episode *last_error; /* whose last fact is an EventError */
	struct shown *shown;
	struct attendance attendance;
	int64_t now_ms;       /* of the last message */
	int64_t next_look_ms; /* not before then for some to be let go */
	unsigned count;       /* of all episodes, those let go included */
	struct former former;
	struct harvest_late late;
};

struct harvest *
harvest_new(struct reader *reader, const struct harvest_choice *choice)
{
	struct harvest *h = mem_zalloc(sizeof(*h));
	h->reader = reader;
	h->choice = choice;
	h->parties = log_parties_new();
	h->shown = shown_new();
	h->next_look_ms = INT64_MIN;
	return h;
}

bool
harvest_shows(const struct harvest *h, bool in_event, const char *path)
{
	return shown_has(h->shown, in_event, path);
}

const char *const *
harvest_paths(const struct harvest *h, bool in_event)
{
	return shown_paths(h->shown, in_event);
}

/* --- which interactions --- */

static bool
is_beginning(const struct harvest *h, const struct log_message *m)
{
	const char *const *names = h->choice->beginnings;
	for (; m->is_to_server && *names; names++)
		if (strcmp(m->name, *names) == 0)
			return true;
	return false;
}

static bool
is_chosen(const struct harvest *h, struct span interaction)
{
	const struct harvest_choice *c = h->choice;
	for (unsigned i = 0; i < c->interaction_count; i++)
		if (span_is(interaction, c->interactions[i]))
			return true;
	return c->interaction_count == 0;
}

static struct episode *
begin(struct harvest *h, struct span interaction)
{
	if (!is_chosen(h, interaction))
		return NULL;
	if (h->episodes.count == EPISODES_MAX) {
		h->left_out++;
		return NULL;
	}
	struct episode *e = mem_zalloc(sizeof(*e));
	list_init(&e->attendants);
	e->is_open = true;
	h->count++;
	e->interaction = mem_strndup(interaction.at, interaction.size);
	hash_add(
	    &h->by_interaction, &e->node, e->interaction, interaction.size);
	vec_push(&h->episodes, e);
	return e;
}

/* --- requests and answers --- */

static struct asked
key_of(const struct log_message *m, int64_t reference_id)
{
	struct asked a = { .episode = NULL };
	memset(&a.key, 0, sizeof(a.key));
	a.key.reference_id = reference_id;
	a.key.client = m->client->index;
	return a;
}

static struct asked *
find_asked(
    const struct harvest *h, const struct log_message *m, int64_t reference_id)
{
	struct asked a = key_of(m, reference_id);
	return (struct asked *)hash_find(&h->by_request, &a.key, sizeof(a.key));
}

static bool
find_reference(const struct log_message *m, int64_t *ret)
{
	struct span value;
	return block_find(m->block, LOG_REFERENCE, &value) &&
	    dump_read_integer(value, ret);
}

static void
note_request(struct harvest *h, const struct log_message *m, struct episode *e)
{
	int64_t reference_id;
	if (!find_reference(m, &reference_id))
		return;
	struct asked *a = find_asked(h, m, reference_id);
	if (!a) {
		a = mem_alloc(sizeof(*a));
		*a = key_of(m, reference_id);
		hash_add(&h->by_request, &a->node, &a->key, sizeof(a->key));
		vec_push(&h->asked, a);
		h->bytes += ASKED_BYTES;
	}
	a->episode = e;
}

/* A client that uses a number again asks for something else. */
static void
forget_request(struct harvest *h, const struct log_message *m)
{
	int64_t reference_id;
	struct asked *a = h->by_request.count && m->is_to_server &&
		find_reference(m, &reference_id)
	    ? find_asked(h, m, reference_id)
	    : NULL;
	if (a)
		a->episode = NULL;
}

static bool
is_answer(const char *name)
{
	return strcmp(name, "EventAck") == 0 || strcmp(name, "EventError") == 0;
}

/* The episode whose request the message answers, or NULL. */
static struct episode *
find_answered(const struct harvest *h, const struct log_message *m)
{
	int64_t reference_id;
	if (m->is_to_server || !is_answer(m->name) || !h->by_request.count ||
	    !find_reference(m, &reference_id))
		return NULL;
	const struct asked *a = find_asked(h, m, reference_id);
	return a ? a->episode : NULL;
}

/* --- why a request was refused --- */

static void
harvest_refused(void *context, const struct log_refusal *told)
{
	struct harvest *h = context;
	size_t size = told->text.size < REFUSAL_MAX_BYTES ? told->text.size
							  : REFUSAL_MAX_BYTES;
	char *text = mem_printf("%05u %.*s (%s:%u)", told->number, (int)size,
	    told->text.at,
	    source_file_name(reader_path(h->reader, told->at.file)),
	    told->at.line);
	struct episode *e = h->last_error;
	struct episode_fact *last =
	    e ? &e->facts.items[e->facts.count - 1] : NULL;
	int64_t reference_id;
	if (last && !last->reason &&
	    told->time_ms - last->time_ms <= REFUSAL_NEAR_MS &&
	    message_integer(last->message, "referenceId", &reference_id) &&
	    reference_id == told->reference_id) {
		last->reason = text;
		return;
	}
	refusals_add(&h->refusals, told->time_ms, told->reference_id, text);
}

/* The line about it, if there was one; the caller owns it. */
static char *
take_reason(struct harvest *h, const struct episode_fact *f)
{
	int64_t reference_id;
	if (!message_integer(f->message, "referenceId", &reference_id))
		return NULL;
	return refusals_take(&h->refusals, f->time_ms, reference_id);
}

/* --- what is kept --- */

static struct standing
standing_of(struct harvest *h, const struct log_client *client,
    const char *agent_id, struct span interaction)
{
	struct standing s = { KNOWN_NOT, KNOWN_NOT };
	if (client)
		s.is_logged_in = client->is_logged_in;
	if (agent_id)
		s.handles =
		    log_parties_ask(h->parties, interaction, span_of(agent_id));
	return s;
}

static void
note_standings(struct harvest *h, const struct log_message *m,
    struct episode_fact *f, struct span interaction)
{
	const char *invited = message_string(f->message, "agentId");
	f->begins = true;
	f->sender = standing_of(h, m->client, m->client->agent_id, interaction);
	if (invited)
		f->invited = standing_of(h,
		    log_clients_find_agent(reader_clients(h->reader), invited),
		    invited, interaction);
}

static void
cut(struct episode *e, int64_t time_ms, const char *why)
{
	e->cut = mem_strdup(why);
	e->cut_ms = time_ms;
}

/* False: nothing more of it is kept. */
static bool
has_room(struct harvest *h, struct episode *e, int64_t time_ms)
{
	if (e->cut)
		return false;
	if (e->facts.count == EPISODE_FACTS_MAX)
		cut(e, time_ms,
		    "the log has more messages about it than are kept");
	else if (h->bytes >= HARVEST_MAX_BYTES)
		cut(e, time_ms,
		    "the log has more messages about conferences at the same "
		    "time than are kept; --interaction judges those of one");
	return !e->cut;
}

static void
add_fact(struct harvest *h, struct episode *e, const struct episode_fact *f,
    size_t bytes)
{
	vec_push(&e->facts, *f);
	e->last_ms = f->time_ms;
	e->bytes += bytes + FACT_BYTES;
	h->bytes += bytes + FACT_BYTES;
}

/* Whose connection counts, if it is lost: not one that many share. */
static bool
is_attendant(const struct log_client *client)
{
	return client->kind == CLIENT_UNKNOWN || client->kind == CLIENT_AGENT;
}

static void
keep(struct harvest *h, const struct log_message *m, struct episode *e,
    struct span interaction)
{
	size_t bytes;
	if (!has_room(h, e, m->time_ms))
		return;
	struct episode_fact f = { .time_ms = m->time_ms,
		.at = m->at,
		.is_to_server = m->is_to_server,
		.is_report =
		    m->is_report || m->client->kind == CLIENT_REPORTING,
		.client = m->client->index,
		.message = message_pack(reader_message(h->reader, m), &bytes) };
	shown_note(h->shown, f.message, !m->is_to_server);
	if (is_beginning(h, m))
		note_standings(h, m, &f, interaction);
	bool is_error = strcmp(m->name, "EventError") == 0;
	if (is_error)
		f.reason = take_reason(h, &f);
	h->last_error = is_error ? e : NULL;
	if (!f.is_report && is_attendant(m->client) &&
	    attendance_note(&h->attendance, f.client, e))
		bytes += ATTENDANCE_BYTES;
	add_fact(h, e, &f, bytes);
}

/* --- lost connections --- */

struct losing {
	struct harvest *harvest;
	const struct log_loss *loss;
};

/* An agent who has left the interaction before is not missed by it. */
static void
lose(void *context, struct episode *e)
{
	const struct losing *l = context;
	const struct log_client *client = l->loss->client;
	struct episode_fact f = { .time_ms = l->loss->time_ms,
		.at = l->loss->at,
		.is_to_server = !l->loss->is_by_server,
		.client = client->index };
	if (client->agent_id &&
	    log_parties_ask(l->harvest->parties, span_of(e->interaction),
		span_of(client->agent_id)) == KNOWN_NO)
		return;
	if (l->harvest->last_error == e)
		l->harvest->last_error = NULL;
	if (has_room(l->harvest, e, f.time_ms))
		add_fact(l->harvest, e, &f, 0);
}

static void
harvest_lost(void *context, const struct log_loss *told)
{
	struct losing l = { context, told };
	attendance_lose(&l.harvest->attendance, told->client->index, &l, lose);
}

/* Who is a party, of all interactions: needed before one is chosen. */
static void
note_parties(
    struct harvest *h, const struct log_message *m, struct span interaction)
{
	bool is_in = strcmp(m->name, "EventPartyAdded") == 0;
	struct span agent;
	if ((is_in || strcmp(m->name, "EventPartyRemoved") == 0) &&
	    block_find(m->block, LOG_AGENT, &agent))
		log_parties_note(h->parties, interaction, agent, is_in);
}

static void
sample(struct harvest *h, const struct log_message *m)
{
	if (!shown_wants(h->shown, m->name))
		return;
	struct message *message = reader_message(h->reader, m);
	shown_note(h->shown, message, !m->is_to_server);
	message_unref(message);
}

/* --- what is let go --- */

static void
free_episode(struct episode *e)
{
	for (size_t i = 0; i < e->facts.count; i++) {
		message_unref(e->facts.items[i].message);
		free(e->facts.items[i].reason);
	}
	attendance_end(e);
	vec_free(&e->facts);
	free(e->interaction);
	free(e->cut);
	free(e);
}

/* Answers to their requests are not waited for any more. */
static void
forget_requests(struct harvest *h)
{
	size_t kept = 0;
	for (size_t i = 0; i < h->asked.count; i++) {
		struct asked *a = h->asked.items[i];
		if (a->episode && !a->episode->has_ended) {
			h->asked.items[kept++] = a;
			continue;
		}
		hash_remove(&h->by_request, &a->node);
		h->bytes -= ASKED_BYTES;
		free(a);
	}
	h->asked.count = kept;
}

static void
hand_over(struct harvest *h, struct episode *e)
{
	h->choice->take(h->choice->context, e);
	if (e->is_open)
		hash_remove(&h->by_interaction, &e->node);
	former_add(&h->former, e->interaction);
	h->bytes -= e->bytes;
	if (h->last_error == e)
		h->last_error = NULL;
	free_episode(e);
}

/* Those that were silent for so long, in the order of their first requests. */
static void
let_go(struct harvest *h, int64_t silence_ms)
{
	size_t kept = 0;
	for (size_t i = 0; i < h->episodes.count; i++) {
		struct episode *e = h->episodes.items[i];
		e->has_ended = e->last_ms <= h->now_ms - silence_ms;
	}
	forget_requests(h);
	for (size_t i = 0; i < h->episodes.count; i++) {
		struct episode *e = h->episodes.items[i];
		if (e->has_ended)
			hand_over(h, e);
		else
			h->episodes.items[kept++] = e;
	}
	h->episodes.count = kept;
}

static bool
is_crowded(const struct harvest *h)
{
	return h->bytes >= HARVEST_MAX_BYTES / 2 ||
	    h->episodes.count >= EPISODES_MAX / 2;
}

static void
make_room(struct harvest *h)
{
	if (!h->choice->take || !is_crowded(h) || h->now_ms < h->next_look_ms)
		return;
	for (size_t i = 0; i < SILENCES && is_crowded(h); i++)
		if (silences_ms[i] > h->choice->silence_ms)
			let_go(h, silences_ms[i]);
	if (is_crowded(h))
		let_go(h, h->choice->silence_ms);
	h->next_look_ms = h->now_ms + LOOK_AGAIN_MS;
}

void
harvest_finish(struct harvest *h)
{
	h->now_ms = INT64_MAX;
	let_go(h, 0);
}

static void
note_late(
    struct harvest *h, const struct log_message *m, struct span interaction)
{
	if (!m->is_to_server || !former_has(&h->former, interaction) ||
	    !h->choice->matters(h->choice->context, m->name))
		return;
	if (h->late.count++ == 0)
		h->late.first = m->at;
}

/* --- what is told --- */

static void
harvest_message(void *context, const struct log_message *m)
{
	struct harvest *h = context;
	struct span interaction;
	h->now_ms = m->time_ms;
	make_room(h);
	struct episode *e = find_answered(h, m);
	sample(h, m);
	if (e) {
		keep(h, m, e, span_of(e->interaction));
		return;
	}
	forget_request(h, m);
	if (!block_find(m->block, LOG_INTERACTION, &interaction) ||
	    !interaction.size)
		return;
	e = (struct episode *)hash_find(
	    &h->by_interaction, interaction.at, interaction.size);
	if (!e && is_beginning(h, m))
		e = begin(h, interaction);
	else if (!e)
		note_late(h, m, interaction);
	if (e && m->is_to_server && !e->cut)
		note_request(h, m, e);
	if (e)
		keep(h, m, e, interaction);
	note_parties(h, m, interaction);
}

/* What was under way is not known any more. */
static void
harvest_gap(void *context, int64_t time_ms, const char *text)
{
	struct harvest *h = context;
	for (size_t i = 0; i < h->episodes.count; i++) {
		struct episode *e = h->episodes.items[i];
		if (e->cut)
			continue;
		cut(e, time_ms, text);
		hash_remove(&h->by_interaction, &e->node);
		e->is_open = false;
	}
	h->last_error = NULL;
}

struct log_listener
harvest_listener(struct harvest *h)
{
	return (struct log_listener){ .context = h,
		.message = harvest_message,
		.refused = harvest_refused,
		.lost = harvest_lost,
		.gap = harvest_gap };
}

struct episode *const *
harvest_episodes(const struct harvest *h, unsigned *ret_count)
{
	*ret_count = (unsigned)h->episodes.count;
	return h->episodes.items;
}

unsigned
harvest_count(const struct harvest *h)
{
	return h->count;
}

const struct harvest_late *
harvest_late(const struct harvest *h)
{
	return &h->late;
}

unsigned
harvest_left_out(const struct harvest *h)
{
	return h->left_out;
}

void
harvest_free(struct harvest *h)
{
	if (!h)
		return;
	for (size_t i = 0; i < h->episodes.count; i++)
		free_episode(h->episodes.items[i]);
	for (size_t i = 0; i < h->asked.count; i++)
		free(h->asked.items[i]);
	refusals_free(&h->refusals);
	hash_free(&h->by_interaction);
	hash_free(&h->by_request);
	vec_free(&h->episodes);
	vec_free(&h->asked);
	former_free(&h->former);
	attendance_free(&h->attendance);
	shown_free(h->shown);
	log_parties_free(h->parties);
	free(h);
}
