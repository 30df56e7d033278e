/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The transcript of another tool: compares its stimuli with those of the
 * fixture.
 */
#include "core/escape.h"
#include "runner/replay/replayed.h"

#include <stdlib.h>
#include <string.h>

const char *
replayed_name(const struct replayed *c, unsigned event)
{
	const struct pattern_event *e = &c->pattern->events.items[event];
	return e->kind == EVENT_SEND ? e->name : "disconnect";
}

const char *
replayed_party(const struct replayed *c, unsigned event)
{
	unsigned party = c->pattern->events.items[event].party;
	return c->pattern->parties.items[party].name;
}

const char *
replayed_told_name(const struct run_event *event)
{
	const struct message *told = event->stimulus.message;
	return told ? message_name(told) : "disconnect";
}

bool
replayed_is_alike(
    const struct replayed *c, unsigned stimulus, const struct run_event *event)
{
	bool is_send = c->pattern->events.items[stimulus].kind == EVENT_SEND;
	return is_send == (event->stimulus.message != NULL) &&
	    strcmp(replayed_party(c, stimulus), event->party) == 0 &&
	    strcmp(replayed_name(c, stimulus), replayed_told_name(event)) == 0;
}

char *
replayed_find_unbound(const struct replayed *c)
{
	const struct pattern *p = c->pattern;
	if (p->uses_queue && !c->lease.queue)
		return mem_strdup(
		    "'bind' names no 'queue'; the fixture uses one.");
	if (p->uses_queue2 && !c->lease.queue2)
		return mem_strdup(
		    "'bind' names no 'queue2'; the fixture uses one.");
	if (p->uses_workbin && !c->lease.workbin)
		return mem_strdup(
		    "'bind' names no 'workbin'; the fixture uses one.");
	for (size_t i = 0; i < p->parties.count; i++)
		if (p->parties.items[i].role == PARTY_AGENT &&
		    (!c->lease.agent_ids[i] || !c->lease.place_ids[i]))
			return mem_printf("'bind' gives no 'agentId' and "
					  "'placeId' to the party %s.",
			    p->parties.items[i].name);
	return NULL;
}

/* Whoever sends chooses it, and nothing hangs on it. */
static bool
is_chosen(const char *path)
{
	return strcmp(path, "referenceId") == 0 ||
	    strcmp(path, "clientName") == 0;
}

/*
 * How a request of another tool differs from the wanted one, or NULL.  A log
 * has its own numbers for what the catalogue calls by names.
 */
static char *
find_deviation(
    const struct message *wanted, const struct message *told, bool is_of_log)
{
	for (size_t i = 0; i < message_count(wanted); i++) {
		char want[ATTRIBUTE_TEXT_SIZE], have[ATTRIBUTE_TEXT_SIZE];
		const struct attribute *a = message_attribute(wanted, i);
		const struct attribute *b = message_find(told, a->path);
		if (is_chosen(a->path) ||
		    (is_of_log && b && b->kind != a->kind))
			continue;
		if (!b)
			return mem_printf("has no '%s', which must be '%.80s'",
			    a->path, attribute_text(a, want));
		if (a->kind != b->kind ||
		    strcmp(attribute_text(a, want), attribute_text(b, have)) !=
			0)
			return mem_printf(
			    "has '%.80s' as its '%s', which must be '%.80s'",
			    attribute_text(b, have), a->path,
			    attribute_text(a, want));
	}
	return NULL;
}

/* Why that stimulus is not the one that is due, or NULL. */
static char *
find_misfit(struct replayed *c, unsigned due, const struct run_event *event)
{
	const struct message *told = event->stimulus.message;
	if (!replayed_is_alike(c, due, event))
		return mem_printf("comes where the fixture has %s of %s",
		    replayed_name(c, due), replayed_party(c, due));
	if (!told)
		return NULL;
	struct message *wanted = match_build(c->match, due, 0);
	char *deviation = wanted
	    ? find_deviation(wanted, told, c->pattern->seen != NULL)
	    : mem_strdup("needs a value that has not come");
	message_unref(wanted);
	return deviation;
}

/* The next stimulus of the fixture; fences are taken for done. */
static enum match_demand
find_due(struct replayed *c, int64_t now_ns, unsigned *ret_due)
{
	enum match_demand demand = match_demand(c->match, now_ns, ret_due);
	for (unsigned i = 0; i < MAX_SILENT_STEPS && demand == MATCH_FENCE;
	     i++) {
		match_quiet(c->match, MATCH_ALL_PARTIES, MATCH_BY_FENCE);
		demand = match_demand(c->match, now_ns, ret_due);
	}
	return demand;
}

void
replayed_take_plain_stimulus(struct replayed *c, const struct run_event *event)
{
	unsigned due;
	const struct message *told = event->stimulus.message;
	int64_t now_ns = event->case_time_ns;
	enum match_demand demand = find_due(c, now_ns, &due);
	c->is_done = demand == MATCH_DONE;
	if (c->is_done || match_has_diverged(c->match))
		return;
	char *why = demand == MATCH_SEND
	    ? find_misfit(c, due, event)
	    : mem_strdup("comes where the fixture has no request: it still "
			 "waits for the server");
	if (why) {
		char *line = mem_printf("Line %u", event->stimulus.number);
		c->misfit = mem_printf("%s: %s of %s %s.",
		    event->source ? event->source : line,
		    replayed_told_name(event), event->party, why);
		free(line);
	} else {
		struct message *own = told ? message_copy(told) : NULL;
		match_sent(c->match, due, own, event->stimulus.number, now_ns);
		message_unref(own);
	}
	free(why);
}

static char *
describe_end(const char *why)
{
	if (why)
		return mem_printf("The transcript ends too early (%s): the "
				  "server still had time.",
		    why);
	return mem_strdup(
	    "The transcript ends too early: the server still has time. "
	    "Record until its longest timer is over, or end with a "
	    "line that says until when nothing came.");
}

void
replayed_decide_plain(struct replayed *c, int64_t end_ns, const char *why)
{
	unsigned due;
	if (c->is_done || c->misfit)
		return;
	match_elapse(c->match, end_ns);
	switch (find_due(c, end_ns, &due)) {
	case MATCH_DONE:
		c->is_done = true;
		break;
	case MATCH_SEND:
		/* Traffic of production has no probes. */
		c->unasked = match_waive_probe(c->match, due);
		c->is_done = c->unasked != NULL;
		if (c->is_done)
			break;
		c->misfit = mem_printf("The transcript ends before %s of %s.",
		    replayed_name(c, due), replayed_party(c, due));
		break;
	case MATCH_WAIT:
	case MATCH_FENCE:
	case MATCH_STAND: /* in no case that is alone */
		c->misfit = describe_end(why);
		break;
	}
}

/* --- where it was read --- */

/* Room for what a judge says and what a log adds. */
#define SENTENCE_MAX_BYTES ((size_t)64 << 10)

void
replayed_note_source(struct replayed *c, const struct run_event *event)
{
	struct replayed_source s = { .source = event->source,
		.reason = event->reason };
	if (!event->source)
		return;
	s.number = event->kind == RUN_STIMULUS ? event->stimulus.number
					       : event->observation->number;
	vec_push(&c->sources, s);
}

static const struct replayed_source *
find_source(const struct replayed *c, unsigned number)
{
	for (size_t i = c->sources.count; number && i-- > 0;)
		if (c->sources.items[i].number == number)
			return &c->sources.items[i];
	return NULL;
}

/* What the server said of the fact, or of the last one that it spoke of. */
static const char *
find_reason(const struct replayed *c, const struct replayed_source *s)
{
	if (s->reason)
		return s->reason;
	for (size_t i = c->sources.count; i-- > 0;)
		if (c->sources.items[i].reason)
			return c->sources.items[i].reason;
	return NULL;
}

void
replayed_add_source(const struct replayed *c, struct outcome *outcome)
{
	const struct finding_place *place = &outcome->place;
	const struct replayed_source *s = find_source(c, place->observed);
	const char *before = "";
	if (!s) {
		s = find_source(
		    c, place->behind ? place->behind : place->after);
		before = "after ";
	}
	if (!s || !outcome->sentence)
		return;
	const char *reason = find_reason(c, s);
	struct buf text;
	buf_init(&text, SENTENCE_MAX_BYTES);
	size_t size = strlen(outcome->sentence);
	size -= size && outcome->sentence[size - 1] == '.';
	buf_printf(&text, "%.*s (%s", (int)size, outcome->sentence, before);
	escape_line(&text, s->source, strlen(s->source));
	buf_add_text(&text, ").");
	if (reason) {
		buf_add_text(&text, " The server's own reason: ");
		escape_line(&text, reason, strlen(reason));
	}
	free(outcome->sentence);
	outcome->sentence = buf_take(&text);
}
