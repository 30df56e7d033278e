/* SPDX-License-Identifier: Apache-2.0 */
#include "serverlog/harvest.h"

#include "core/mem.h"
#include "core/source.h"
#include "serverlog/parties.h"

#include <stdlib.h>
#include <string.h>

/* Refusals that are remembered until their EventError comes. */
#define REFUSALS_KEPT 64
/* An EventError and the line that explains it are written together. */
#define REFUSAL_NEAR_MS 1000
/* What is kept of such a line. */
#define REFUSAL_MAX_BYTES 300
/* A fact without its message, in a list that grows by doubling, and what an
 * allocation costs. */
#define FACT_BYTES (2 * sizeof(struct episode_fact) + 16)
/* Paths of attributes: the catalogue has some hundred. */
#define PATHS_MAX 4096

struct kept_refusal {
	int64_t time_ms, reference_id;
	char *text; /* owned; NULL: none */
};

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

struct seen_path {
	struct hash_node node;
	char *path;
};

/*
 * Messages of each name that are looked at, whatever they are about: what the
 * log shows is to be known, and what each of a million shows is not.
 */
#define SAMPLES_OF_NAME 50
#define SAMPLED_NAMES_MAX 1000

struct sampled_name {
	struct hash_node node;
	char *name;
	unsigned count;
};

/* Of requests, or of events. */
struct seen_paths {
	struct hash by_path;
	VEC(struct seen_path *) all;
	const char **list; /* owned; made when it is asked for */
};

struct harvest {
	struct reader *reader;
	const struct harvest_choice *choice;
	struct log_parties *parties;
	struct hash by_interaction, by_request;
	VEC(struct episode *) episodes;
	VEC(struct asked *) asked;
	unsigned left_out;
	size_t bytes; /* of all facts and requests of all episodes */
	struct kept_refusal refusals[REFUSALS_KEPT];
	unsigned next_refusal;
	struct episode *last_error; /* whose last fact is an EventError */
	struct seen_paths requests, events;
	struct hash by_name;
	VEC(struct sampled_name *) sampled;
};

struct harvest *
harvest_new(struct reader *reader, const struct harvest_choice *choice)
{
	struct harvest *h = mem_zalloc(sizeof(*h));
	h->reader = reader;
	h->choice = choice;
	h->parties = log_parties_new();
	return h;
}

/* --- what the log shows --- */

static void
note_path(struct seen_paths *seen, const char *path, size_t size)
{
	if (hash_find(&seen->by_path, path, size) ||
	    seen->all.count == PATHS_MAX)
		return;
	struct seen_path *one = mem_zalloc(sizeof(*one));
	one->path = mem_strndup(path, size);
	hash_add(&seen->by_path, &one->node, one->path, size);
	vec_push(&seen->all, one);
}

/* A path is shown, and with it everything that it is in. */
static void
note_paths(struct harvest *h, const struct message *m, bool is_event)
{
	struct seen_paths *seen = is_event ? &h->events : &h->requests;
	for (size_t i = 0; i < message_count(m); i++) {
		const struct attribute *a = message_attribute(m, i);
		for (size_t j = 0; j <= a->path_size; j++)
			if (j == a->path_size || a->path[j] == '.')
				note_path(seen, a->path, j);
	}
}

bool
harvest_shows(const struct harvest *h, bool in_event, const char *path)
{
	const struct seen_paths *seen = in_event ? &h->events : &h->requests;
	return hash_find(&seen->by_path, path, strlen(path)) != NULL;
}

const char *const *
harvest_paths(const struct harvest *h, bool in_event)
{
	struct seen_paths *seen = in_event ? (struct seen_paths *)&h->events
					   : (struct seen_paths *)&h->requests;
	free(seen->list);
	seen->list = mem_zalloc((seen->all.count + 1) * sizeof(*seen->list));
	for (size_t i = 0; i < seen->all.count; i++)
		seen->list[i] = seen->all.items[i]->path;
	return seen->list;
}

static void
free_paths(struct seen_paths *seen)
{
	for (size_t i = 0; i < seen->all.count; i++) {
		free(seen->all.items[i]->path);
		free(seen->all.items[i]);
	}
	hash_free(&seen->by_path);
	vec_free(&seen->all);
	free(seen->list);
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
	struct kept_refusal *to = &h->refusals[h->next_refusal];
	h->next_refusal = (h->next_refusal + 1) % REFUSALS_KEPT;
	free(to->text);
	*to = (struct kept_refusal){ told->time_ms, told->reference_id, text };
}

/* The line about it, if there was one; the caller owns it. */
static char *
take_reason(struct harvest *h, const struct episode_fact *f)
{
	int64_t reference_id;
	if (!message_integer(f->message, "referenceId", &reference_id))
		return NULL;
	for (unsigned i = 0; i < REFUSALS_KEPT; i++) {
		struct kept_refusal *k = &h->refusals[i];
		if (!k->text || k->reference_id != reference_id ||
		    f->time_ms - k->time_ms > REFUSAL_NEAR_MS)
			continue;
		char *text = k->text;
		k->text = NULL;
		return text;
	}
	return NULL;
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

static struct message *
pack(struct harvest *h, struct message *m)
{
	size_t bytes;
	m = message_pack(m, &bytes);
	h->bytes += bytes + FACT_BYTES;
	return m;
}

static void
keep(struct harvest *h, const struct log_message *m, struct episode *e,
    struct span interaction)
{
	if (e->cut)
		return;
	if (e->facts.count == EPISODE_FACTS_MAX) {
		cut(e, m->time_ms,
		    "the log has more messages about it than are kept");
		return;
	}
	if (h->bytes >= HARVEST_MAX_BYTES) {
		cut(e, m->time_ms,
		    "the log has more messages about conferences than are "
		    "kept; --interaction judges those of one");
		return;
	}
	struct episode_fact f = { .time_ms = m->time_ms,
		.at = m->at,
		.is_to_server = m->is_to_server,
		.is_report =
		    m->is_report || m->client->kind == CLIENT_REPORTING,
		.client = m->client->index,
		.message = pack(h, reader_message(h->reader, m)) };
	note_paths(h, f.message, !m->is_to_server);
	if (is_beginning(h, m))
		note_standings(h, m, &f, interaction);
	bool is_error = strcmp(m->name, "EventError") == 0;
	if (is_error)
		f.reason = take_reason(h, &f);
	h->last_error = is_error ? e : NULL;
	vec_push(&e->facts, f);
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

static struct sampled_name *
find_sampled(struct harvest *h, const char *name)
{
	size_t size = strlen(name);
	struct sampled_name *s =
	    (struct sampled_name *)hash_find(&h->by_name, name, size);
	if (s || h->sampled.count == SAMPLED_NAMES_MAX)
		return s;
	s = mem_zalloc(sizeof(*s));
	s->name = mem_strdup(name);
	hash_add(&h->by_name, &s->node, s->name, size);
	vec_push(&h->sampled, s);
	return s;
}

static void
sample(struct harvest *h, const struct log_message *m)
{
	struct sampled_name *s = find_sampled(h, m->name);
	if (!s || s->count == SAMPLES_OF_NAME)
		return;
	s->count++;
	struct message *message = reader_message(h->reader, m);
	note_paths(h, message, !m->is_to_server);
	message_unref(message);
}

static void
harvest_message(void *context, const struct log_message *m)
{
	struct harvest *h = context;
	struct span interaction;
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
	}
	h->last_error = NULL;
}

struct log_listener
harvest_listener(struct harvest *h)
{
	return (struct log_listener){ .context = h,
		.message = harvest_message,
		.refused = harvest_refused,
		.gap = harvest_gap };
}

struct episode *const *
harvest_episodes(const struct harvest *h, unsigned *ret_count)
{
	*ret_count = (unsigned)h->episodes.count;
	return h->episodes.items;
}

unsigned
harvest_left_out(const struct harvest *h)
{
	return h->left_out;
}

static void
free_episode(struct episode *e)
{
	for (size_t i = 0; i < e->facts.count; i++) {
		message_unref(e->facts.items[i].message);
		free(e->facts.items[i].reason);
	}
	vec_free(&e->facts);
	free(e->interaction);
	free(e->cut);
	free(e);
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
	for (unsigned i = 0; i < REFUSALS_KEPT; i++)
		free(h->refusals[i].text);
	hash_free(&h->by_interaction);
	hash_free(&h->by_request);
	vec_free(&h->episodes);
	vec_free(&h->asked);
	for (size_t i = 0; i < h->sampled.count; i++) {
		free(h->sampled.items[i]->name);
		free(h->sampled.items[i]);
	}
	hash_free(&h->by_name);
	vec_free(&h->sampled);
	free_paths(&h->requests);
	free_paths(&h->events);
	log_parties_free(h->parties);
	free(h);
}
