/* SPDX-License-Identifier: Apache-2.0 */
#include "casting/casting.h"

#include "casting/reel.h"
#include "casting/trial.h"
#include "core/hash.h"
#include "model/repetition.h"

#include <string.h>

/* One case of a transcript: EPISODE_FACTS_MAX messages of a usual size. */
#define TAKE_MAX_BYTES ((size_t)64 << 20)
/* Cases of one transcript: as many as its reader takes. */
#define TAKES_MAX 10000
/* Reporting engines of a server that are compared with each case. */
#define ENGINES_MAX 8

/* How often a case was found. */
struct found_case {
	struct hash_node node;
	char *path;
	unsigned count;
};

struct casting {
	struct footage footage;
	const struct target *target;
	struct hash by_path;
	VEC(struct found_case *) found;
	unsigned count; /* of the cases written */
	struct casting_rest rest;
	VEC(char *) unseen;
	/* Where something else begins than any case: what comes after it is no
	 * news of the case before. */
	VEC(size_t) borders;
	VEC(size_t) requests; /* of the episode at hand: facts */
	bool loses;           /* some cases lose connections */
	const struct casting_output *output;
	bool has_failed; /* to write */
};

struct casting *
casting_new(struct reader *reader, const struct harvest *harvest,
    const struct candidates *candidates, const struct target *target,
    const struct veil *veil, const struct casting_output *output)
{
	struct casting *c = mem_zalloc(sizeof(*c));
	c->footage = (struct footage){ .candidates = candidates,
		.harvest = harvest,
		.reader = reader,
		.veil = veil };
	c->target = target;
	c->output = output;
	c->loses = candidates_lose(candidates);
	return c;
}

/* --- which case it is --- */

/* A case that the traffic may be, and how it is judged as that. */
struct attempt {
	struct take take;
	struct trial trial;
	bool is_there;
};

/* The Reporting engines that were there when the stretch began. */
static unsigned
find_engines(
    const struct casting *c, const struct stretch *s, unsigned *engines)
{
	const struct log_clients *clients = reader_clients(c->footage.reader);
	int64_t start_ms = s->episode->facts.items[s->first].time_ms;
	unsigned count = 0;
	for (size_t i = 0; i < clients->all.count && count < ENGINES_MAX; i++)
		if (log_client_reports_at(clients->all.items[i], start_ms))
			engines[count++] = (unsigned)i;
	if (count == 0)
		engines[count++] = NO_CLIENT;
	return count;
}

/* Passes, or explains more messages. */
static bool
is_better_trial(const struct trial *a, const struct trial *b)
{
	if ((a->verdict == VERDICT_PASS) != (b->verdict == VERDICT_PASS))
		return a->verdict == VERDICT_PASS;
	if (a->is_cut != b->is_cut)
		return b->is_cut;
	if (a->matched != b->matched)
		return a->matched > b->matched;
	return a->verdict == VERDICT_FAIL && b->verdict != VERDICT_FAIL;
}

/*
 * Each engine has to be told: the worst result counts.  But which case it is
 * shows at the one that was told best.
 */
static void
try_engines(const struct casting *c, struct attempt *a)
{
	unsigned engines[ENGINES_MAX];
	unsigned count = find_engines(c, &a->take.stretch, engines);
	struct take take = a->take;
	bool has_failed = false;
	for (unsigned i = 0; i < count; i++) {
		take.engine = engines[i];
		take_prepare(&take, &c->footage);
		struct trial trial = trial_run(&take, &c->footage, c->target);
		bool fails = trial.verdict == VERDICT_FAIL;
		if (i == 0 || (fails && !has_failed))
			a->take = take;
		if (i == 0 || is_better_trial(&trial, &a->trial))
			a->trial = trial;
		has_failed |= fails;
	}
	a->take.is_worst_of_many = has_failed && count > 1;
	take_prepare(&a->take, &c->footage);
}

static bool
attempt(const struct casting *c, const struct candidate *candidate,
    const struct stretch *s, bool is_strict, struct attempt *ret)
{
	struct players players;
	const struct log_clients *clients = reader_clients(c->footage.reader);
	if (!players_match(
		candidate, s, c->footage.harvest, clients, &players) ||
	    (is_strict && !players_may_begin(candidate, s, &players)))
		return false;
	players_find_rest(candidate, s, clients, &players);
	*ret = (struct attempt){ .is_there = true };
	ret->take.candidate = candidate;
	ret->take.stretch = *s;
	ret->take.players = players;
	return true;
}

/* The end of what can be known of it. */
static void
note_end(const struct casting *c, struct take *t)
{
	const struct episode *e = t->stretch.episode;
	t->end_ms = reader_totals(c->footage.reader)->last_ms;
	t->cut = "the log ended";
	if (t->stretch.end < e->facts.count) {
		t->end_ms = e->facts.items[t->stretch.end].time_ms;
		t->cut = e->facts.items[t->stretch.end].message
		    ? "a request came that this case does not have"
		    : "a connection ended, which this case does not have";
	} else if (e->cut) {
		t->end_ms = e->cut_ms;
		t->cut = e->cut;
	}
}

static bool
is_better(const struct attempt *a, const struct attempt *b)
{
	return !b->is_there || is_better_trial(&a->trial, &b->trial);
}

/*
 * A case that passes may be the first half of another one, which sends nothing
 * more: then what that one says counts, if it can be judged.
 */
static bool
replaces(const struct attempt *a, const struct attempt *b)
{
	return a->is_there && b->is_there && b->trial.verdict == VERDICT_PASS &&
	    candidate_extends(a->take.candidate, b->take.candidate) &&
	    (a->trial.verdict == VERDICT_FAIL ||
		(a->trial.verdict == VERDICT_PASS &&
		    a->take.candidate->test->fixture !=
			b->take.candidate->test->fixture));
}

/* The best of the cases with just these requests. */
static void
choose(const struct casting *c, const struct stretch *s, bool is_strict,
    struct attempt *best)
{
	const struct candidates *all = c->footage.candidates;
	for (size_t i = 0; i < all->all.count; i++) {
		struct attempt a;
		if (all->all.items[i].stimuli.count != s->request_count ||
		    !attempt(c, &all->all.items[i], s, is_strict, &a))
			continue;
		note_end(c, &a.take);
		try_engines(c, &a);
		bool is_whole = replaces(&a, best);
		bool is_half = best->is_there && a.is_there &&
		    a.trial.verdict == VERDICT_PASS &&
		    candidate_extends(best->take.candidate, a.take.candidate);
		bool adds = best->is_there &&
		    best->trial.verdict == VERDICT_PASS &&
		    candidate_extends(a.take.candidate, best->take.candidate);
		if (is_whole || (!is_half && !adds && is_better(&a, best)))
			*best = a;
	}
	if (best->is_there)
		take_prepare(&best->take, &c->footage);
}

/* --- stretches of an episode --- */

/* Requests of other models that move nothing and concern no party. */
static bool
is_harmless(const char *name)
{
	static const char *const names[] = { "RequestChangeProperties",
		"RequestGetInteractionProperties" };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

/* The facts that some case sends or loses, and those that none does. */
static void
list_requests(struct casting *c, const struct episode *e)
{
	c->requests.count = c->borders.count = 0;
	for (size_t i = 0; i < e->facts.count; i++) {
		const struct episode_fact *f = &e->facts.items[i];
		const char *name = fact_name(f);
		bool is_known = f->message
		    ? candidates_send(c->footage.candidates, name)
		    : f->is_to_server && c->loses;
		if (!f->is_to_server && f->message)
			continue;
		if (is_known)
			vec_push(&c->requests, i);
		else if (!f->message || !is_harmless(name))
			vec_push(&c->borders, i);
	}
	vec_push(&c->borders, e->facts.count);
}

/* Where the border after that fact is. */
static size_t
find_border(const struct casting *c, size_t fact)
{
	size_t i = 0;
	while (c->borders.items[i] < fact)
		i++;
	return c->borders.items[i];
}

/* So many requests from the one at position 'from' on. */
static struct stretch
stretch_of(
    const struct casting *c, const struct episode *e, size_t from, size_t count)
{
	bool is_last = from + count == c->requests.count;
	size_t border = find_border(c, c->requests.items[from]);
	size_t end = is_last ? e->facts.count : c->requests.items[from + count];
	return (struct stretch){ .episode = e,
		.first = c->requests.items[from],
		.end = end < border ? end : border,
		.requests = &c->requests.items[from],
		.request_count = count };
}

/*
 * The longest stretch from there on that is a case, at first only one that
 * begins as the log shows; how many requests it has, or 0.
 */
static size_t
find_case(struct casting *c, const struct episode *e, size_t from,
    struct attempt *ret)
{
	size_t border = find_border(c, c->requests.items[from]);
	size_t most = 0;
	while (most < c->footage.candidates->most_stimuli &&
	    from + most < c->requests.count &&
	    c->requests.items[from + most] < border)
		most++;
	for (int is_strict = 1; is_strict >= 0; is_strict--) {
		for (size_t count = most; count > 0; count--) {
			struct stretch s = stretch_of(c, e, from, count);
			choose(c, &s, is_strict, ret);
			if (ret->is_there)
				return count;
		}
	}
	return 0;
}

static void
note_rest(struct casting *c, const struct episode *e, size_t request)
{
	const struct episode_fact *f =
	    &e->facts.items[c->requests.items[request]];
	if (c->rest.first)
		return;
	char *source = take_source(&c->footage, f);
	char *id = footage_id(&c->footage, e->interaction);
	c->rest.first = mem_printf("%s: %s about interaction '%s'", source,
	    message_name(f->message), id);
	free(id);
	free(source);
}

/* --- writing --- */

static char *
path_of(const struct take *t)
{
	return mem_printf(
	    "%s/%s/%s", t->test.suite, t->test.phase, t->test.name);
}

/* The path, as that of a repetition from the second on; the caller frees it. */
static char *
name_take(struct casting *c, const struct take *t)
{
	char *path = path_of(t);
	struct found_case *f =
	    (struct found_case *)hash_find(&c->by_path, path, strlen(path));
	if (!f) {
		f = mem_zalloc(sizeof(*f));
		f->path = mem_strdup(path);
		hash_add(&c->by_path, &f->node, f->path, strlen(f->path));
		vec_push(&c->found, f);
	}
	f->count++;
	if (f->count == 1)
		return path;
	char *name = repetition_name(path, f->count);
	free(path);
	return name;
}

static void
note_unseen(struct casting *c, const char *message, const char *path)
{
	if (sight_shows(&c->footage.sight, true, path))
		return;
	char *text = mem_printf("%s %s", message, path);
	bool is_new = true;
	for (size_t i = 0; i < c->unseen.count; i++)
		is_new &= strcmp(c->unseen.items[i], text) != 0;
	if (is_new)
		vec_push(&c->unseen, text);
	else
		free(text);
}

/* What the case demands, and what the catalogue does of its messages. */
static void
note_all_unseen(struct casting *c, const struct pattern *p)
{
	for (size_t i = 0; i < p->events.count; i++) {
		const struct pattern_event *e = &p->events.items[i];
		if (e->kind != EVENT_RECEIVE || e->probe)
			continue;
		for (size_t j = 0; j < e->tests.count; j++)
			note_unseen(c, e->name, e->tests.items[j].test->path);
		for (size_t j = 0; e->spec && j < e->spec->attributes.count;
		     j++)
			if (e->spec->attributes.items[j].required)
				note_unseen(c, e->name,
				    e->spec->attributes.items[j].path);
	}
}

static char *
describe_stray(const struct casting *c, const struct episode_fact *f)
{
	const struct log_client *client =
	    reader_clients(c->footage.reader)->all.items[f->client];
	char *label = footage_id(&c->footage, client->label);
	char *source = take_source(&c->footage, f);
	char *text = mem_printf(
	    "%s: %s to '%s'", source, message_name(f->message), label);
	free(source);
	free(label);
	return text;
}

static void
note_strays(struct casting *c, const struct take *t)
{
	for (size_t i = t->stretch.first; i < t->stretch.end; i++) {
		const struct episode_fact *f =
		    &t->stretch.episode->facts.items[i];
		if (!take_strays(t, &c->footage, f))
			continue;
		c->rest.strays++;
		if (!c->rest.first_stray)
			c->rest.first_stray = describe_stray(c, f);
	}
}

static bool
write_take(struct casting *c, const struct take *t)
{
	struct buf text;
	buf_init(&text, TAKE_MAX_BYTES);
	char *name = name_take(c, t);
	bool good = reel_write(t, &c->footage, name, c->count == 0, &text) &&
	    c->output->write(c->output->context, buf_text(&text), text.size);
	free(name);
	buf_free(&text);
	c->count += good;
	note_all_unseen(c, t->candidate->pattern);
	note_strays(c, t);
	return good;
}

/* From the first request that begins something on. */
void
casting_add(struct casting *c, const struct episode *e)
{
	c->footage.sight.requests = harvest_paths(c->footage.harvest, false);
	c->footage.sight.events = harvest_paths(c->footage.harvest, true);
	list_requests(c, e);
	size_t from = 0, missed = 0;
	bool is_found = false;
	while (from < c->requests.count && !c->has_failed) {
		struct attempt best = { .is_there = false };
		const struct episode_fact *first =
		    &e->facts.items[c->requests.items[from]];
		bool begins = first->begins;
		size_t count = begins && c->count < TAKES_MAX
		    ? find_case(c, e, from, &best)
		    : 0;
		if (count == 0 && first->message) {
			note_rest(c, e, from);
			missed++;
		}
		if (count == 0) {
			from++;
			continue;
		}
		is_found = true;
		take_prepare(&best.take, &c->footage);
		c->has_failed = !write_take(c, &best.take);
		from += count;
	}
	c->rest.interactions += !is_found;
	c->rest.requests += is_found ? (unsigned)missed : 0;
}

bool
casting_is_whole(const struct casting *c)
{
	return !c->has_failed;
}

unsigned
casting_count(const struct casting *c)
{
	return c->count;
}

const char *const *
casting_unseen(const struct casting *c)
{
	struct casting *own = (struct casting *)c;
	size_t kept = 0;
	/* The log may have shown it since. */
	for (size_t i = 0; i < own->unseen.count; i++) {
		char *text = own->unseen.items[i];
		if (harvest_shows(
			c->footage.harvest, true, strchr(text, ' ') + 1))
			free(text);
		else
			own->unseen.items[kept++] = text;
	}
	own->unseen.count = kept;
	vec_push(&own->unseen, NULL); /* the list may be read now */
	own->unseen.count--;
	return (const char *const *)own->unseen.items;
}

const struct casting_rest *
casting_rest(const struct casting *c)
{
	return &c->rest;
}

void
casting_free(struct casting *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < c->found.count; i++) {
		free(c->found.items[i]->path);
		free(c->found.items[i]);
	}
	for (size_t i = 0; i < c->unseen.count; i++)
		free(c->unseen.items[i]);
	vec_free(&c->unseen);
	hash_free(&c->by_path);
	vec_free(&c->found);
	vec_free(&c->requests);
	vec_free(&c->borders);
	free(c->rest.first);
	free(c->rest.first_stray);
	free(c);
}
