/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/session/teardown.h"

#include "core/escape.h"

/* A sentence with what a server says of itself in it. */
#define COMPLAINT_MAX_BYTES ((size_t)1 << 10)
#define DESCRIPTION_MAX_CHARACTERS 80

const struct pattern *
suite_teardowns_find(struct suite_teardowns *all, const struct suite *suite,
    const struct target *target, struct diag *diag)
{
	for (size_t i = 0; i < all->items.count; i++)
		if (all->items.items[i].suite == suite)
			return all->items.items[i].pattern;
	struct suite_teardown t = { .suite = suite };
	if (suite->teardown)
		t.pattern =
		    pattern_compile(suite, target, suite->teardown, diag);
	vec_push(&all->items, t);
	return t.pattern;
}

void
suite_teardowns_free(struct suite_teardowns *all)
{
	for (size_t i = 0; i < all->items.count; i++)
		pattern_free(all->items.items[i].pattern);
	vec_free(&all->items);
}

/* A request that was sent. */
struct teardown_request {
	unsigned event; /* of the teardown's pattern */
	unsigned party; /* of the case */
	int64_t reference_id;
	bool is_answered;
	bool is_hopeless; /* its party is gone, before an answer came */
};

struct teardown {
	const struct pattern *pattern;
	const struct pattern *test; /* the pattern of the case */
	const char *agents[PATTERN_MAX_PARTIES], *places[PATTERN_MAX_PARTIES];
	struct lease lease; /* the case's, with these */
	struct match *match;
	VEC(struct teardown_request) requests;
	unsigned waiting; /* for the answers to so many */
	char *complaint;  /* about the first wrong answer, or NULL */
};

/* The lease as the teardown sees it, which renumbers the parties. */
static void
take_lease(struct teardown *t, const struct lease *lease)
{
	const struct pattern *p = t->pattern;
	t->lease = *lease;
	for (unsigned i = 0; i < p->parties.count; i++) {
		int party =
		    pattern_find_party(t->test, p->parties.items[i].name);
		t->agents[i] = party < 0 ? NULL : t->lease.agent_ids[party];
		t->places[i] = party < 0 ? NULL : t->lease.place_ids[party];
	}
	t->lease.agent_ids = t->agents;
	t->lease.place_ids = t->places;
}

/* Does the party that plays in the event take part, and is still there? */
static bool
find_party(const struct teardown *t, const struct teardown_host *host,
    const struct pattern_event *e, unsigned *ret)
{
	int party = host->instead
	    ? (int)host->instead - 1
	    : pattern_find_party(
		  t->test, t->pattern->parties.items[e->party].name);
	*ret = party < 0 ? 0 : (unsigned)party;
	return party >= 0 && host->is_open(host->context, *ret);
}

static void
do_event(struct teardown *t, const struct teardown_host *host, unsigned event,
    int64_t *reference_id, int64_t now_ns)
{
	const struct pattern_event *e = &t->pattern->events.items[event];
	struct teardown_request r = { .event = event };
	if (!find_party(t, host, e, &r.party))
		return;
	struct message *message = match_build(t->match, event, ++*reference_id);
	if (!message)
		return;
	if (!host->concerns(host->context, e->spec, message)) {
		message_unref(message);
		return;
	}
	match_sent(t->match, event, message, 0, now_ns);
	if (e->spec->kind == MESSAGE_REQUEST) {
		/* As the fixture may have chosen it. */
		message_integer(message, "referenceId", &r.reference_id);
		vec_push(&t->requests, r);
		t->waiting++;
	}
	host->send(host->context, r.party, e->step->protocol, message);
	message_unref(message);
}

struct teardown *
teardown_start(const struct pattern *teardown, const struct pattern *test,
    const struct lease *lease, const struct teardown_host *host,
    int64_t reference_id, int64_t now_ns)
{
	if (!teardown)
		return NULL;
	struct teardown *t = mem_zalloc(sizeof(*t));
	t->pattern = teardown;
	t->test = test;
	take_lease(t, lease);
	t->match = match_new(teardown, &t->lease, now_ns);
	for (unsigned e = 0; e < teardown->events.count; e++)
		if (teardown->events.items[e].kind == EVENT_SEND &&
		    teardown->events.items[e].main)
			do_event(t, host, e, &reference_id, now_ns);
	if (t->waiting > 0)
		return t;
	teardown_free(t);
	return NULL;
}

void
teardown_free(struct teardown *t)
{
	if (!t)
		return;
	match_free(t->match);
	vec_free(&t->requests);
	free(t->complaint);
	free(t);
}

bool
teardown_is_done(const struct teardown *t)
{
	return t->waiting == 0;
}

/* Is it an answer that the fixture has for the request?  Any, if it has none.
 */
static bool
is_right(struct teardown *t, const struct teardown_request *r,
    const struct observation *answer)
{
	const struct pattern *p = t->pattern;
	struct observation o = *answer;
	bool has_any = false;
	o.party = p->events.items[r->event].party;
	for (unsigned e = 0; e < p->events.count; e++) {
		const struct pattern_event *event = &p->events.items[e];
		if (event->kind != EVENT_RECEIVE ||
		    event->answers != (int)r->event)
			continue;
		has_any = true;
		if (match_would_take(t->match, e, &o))
			return true;
	}
	return !has_any;
}

/* "RequestStop of media" */
static void
name_request(const struct teardown *t, const struct teardown_request *r,
    struct buf *into)
{
	const struct pattern *p = t->pattern;
	buf_printf(into, "%s of %s", p->events.items[r->event].name,
	    t->test->parties.items[r->party].name);
}

/* With what an error says of itself, whatever the message is called. */
static void
complain(struct teardown *t, const struct teardown_request *r,
    const struct message *answer)
{
	struct buf b;
	int64_t code;
	const char *text = message_string(answer, "errorDescription");
	buf_init(&b, COMPLAINT_MAX_BYTES);
	name_request(t, r, &b);
	buf_add_text(&b, " was answered by ");
	escape_line(&b, message_name(answer), strlen(message_name(answer)));
	if (message_integer(answer, "errorCode", &code))
		buf_printf(&b, ", error %lld", (long long)code);
	if (text) {
		buf_add_text(&b, ", ");
		escape_quoted(
		    &b, text, strlen(text), DESCRIPTION_MAX_CHARACTERS);
	}
	t->complaint = buf_take(&b);
}

void
teardown_take(struct teardown *t, const struct observation *o)
{
	int64_t reference_id;
	if (!message_integer(o->message, "referenceId", &reference_id))
		return;
	for (size_t i = 0; i < t->requests.count; i++) {
		struct teardown_request *r = &t->requests.items[i];
		if (r->is_answered || r->is_hopeless || r->party != o->party ||
		    r->reference_id != reference_id)
			continue;
		r->is_answered = true;
		t->waiting--;
		if (!t->complaint && !is_right(t, r, o))
			complain(t, r, o->message);
		return;
	}
}

void
teardown_forget(struct teardown *t, unsigned party)
{
	for (size_t i = 0; i < t->requests.count; i++) {
		struct teardown_request *r = &t->requests.items[i];
		if (r->party != party || r->is_answered || r->is_hopeless)
			continue;
		r->is_hopeless = true;
		t->waiting--;
	}
}

char *
teardown_complaint(const struct teardown *t)
{
	struct buf b;
	if (t->complaint)
		return mem_strdup(t->complaint);
	for (size_t i = 0; i < t->requests.count; i++) {
		if (t->requests.items[i].is_answered)
			continue;
		buf_init(&b, COMPLAINT_MAX_BYTES);
		name_request(t, &t->requests.items[i], &b);
		buf_add_text(&b, " was not answered");
		return buf_take(&b);
	}
	return NULL;
}
