/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/tamper.h"

#include "mock/letter.h"
#include "mock/state/client.h"
#include "mock/state/interaction.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A ticket beyond any that is in use. */
#define WRONG_TICKET INT64_C(1000000000)

/* A message on its way, as the faults so far have made it. */
struct delivery {
	struct mock_server *server;
	struct client *to;
	const char *protocol;
	const struct interaction *about;
	struct message *message; /* a reference */
	bool is_private;         /* there is no other reference to the
				  * message */
	bool is_dropped;
	bool is_duplicated;
	bool is_swapped;
	bool is_malformed;
	int64_t delay_ns;
	struct message *extra; /* to follow, or NULL; a reference */
	int64_t extra_delay_ns;
	int64_t late_ns; /* after which it comes, holding nothing back */
};

static struct mock_output
frame_for(const struct client *c, enum frame_kind kind)
{
	struct mock_output output = { .channel = c->key.channel };
	output.frame.kind = kind;
	output.frame.party = c->key.party;
	return output;
}

/* Takes over the reference. */
static struct mock_output
message_for(const struct mock_server *s, const struct client *c,
    const char *protocol, struct message *m)
{
	struct mock_output output = frame_for(c, FRAME_MESSAGE);
	output.frame.is_derived = s->config.states_no_tags;
	output.frame.protocol = output.frame.is_derived ? "" : protocol;
	output.frame.message = m;
	return output;
}

static void
send_frame(struct mock_server *s, struct client *c, struct mock_output *output,
    int64_t due_ns)
{
	if (s->config.is_slow && due_ns == 0)
		due_ns =
		    s->now_ns + random_below(&s->random, s->config.slowness_ns);
	downlink_send(&s->outbox, &c->downlink, s->now_ns, due_ns, output);
}

void
tamper_opened(struct mock_server *s, struct client *c)
{
	struct mock_output output = frame_for(c, FRAME_OPENED);
	send_frame(s, c, &output, c->open_ns);
}

void
tamper_fence(struct mock_server *s, struct client *c, uint64_t fence)
{
	struct mock_output output = frame_for(c, FRAME_FENCE);
	output.frame.fence = fence;
	downlink_settle(&s->outbox, &c->downlink, s->now_ns);
	send_frame(s, c, &output, 0);
}

void
tamper_close(struct mock_server *s, struct client *c, const char *why)
{
	struct mock_output output = frame_for(c, FRAME_CLOSED);
	output.frame.text = why;
	downlink_flush(&s->outbox, &c->downlink, s->now_ns);
	send_frame(s, c, &output, 0);
}

/* The message, safe to change. */
static struct message *
private_message(struct delivery *d)
{
	if (!d->is_private) {
		struct message *copy = message_copy(d->message);
		message_unref(d->message);
		d->message = copy;
		d->is_private = true;
	}
	return d->message;
}

static void
alter(struct message *m, const struct fault *f)
{
	char *end;
	errno = 0;
	long long number = strtoll(f->value, &end, 10);
	bool is_integer =
	    *f->value && !*end && !errno && (strchr("-0123456789", *f->value));
	bool is_true = strcmp(f->value, "true") == 0;
	if (is_integer && !f->is_quoted)
		message_set_integer(m, f->argument, number);
	else if ((is_true || strcmp(f->value, "false") == 0) && !f->is_quoted)
		message_set_boolean(m, f->argument, is_true);
	else
		message_set_string(m, f->argument, f->value);
}

static void
make_reference_wrong(struct delivery *d)
{
	int64_t reference;
	if (message_integer(d->message, "referenceId", &reference))
		message_set_integer(private_message(d), "referenceId",
		    reference + TAMPER_WRONG_REFERENCE);
}

/* Has the client to do with the interaction? */
static bool
concerns(const struct interaction *ix, const struct client *c)
{
	if (ix->submitter == c->serial || interaction_party(ix, c))
		return true;
	list_each (link, &ix->offers) {
		struct offer *o =
		    list_element(link, struct offer, in_interaction);
		if (o->invited == c || o->requester == c)
			return true;
	}
	return false;
}

/*
 * The party of that name that shares the interaction, or else has the nearest
 * number: the one of the same group.  NULL when the channel has none.
 */
static struct client *
other_party(const struct delivery *d, const char *party_name)
{
	struct client *best = NULL;
	int64_t best_distance = INT64_MAX;
	list_each (link, &d->to->channel->clients) {
		struct client *c =
		    list_element(link, struct client, in_channel);
		if (c == d->to || c->is_ending || c->state == CLIENT_CLOSED ||
		    strcmp(c->party_name, party_name) != 0)
			continue;
		int64_t distance =
		    llabs((int64_t)c->key.party - (int64_t)d->to->key.party);
		if (d->about && concerns(d->about, c))
			distance -= INT64_C(1) << 32;
		if (distance < best_distance) {
			best = c;
			best_distance = distance;
		}
	}
	return best;
}

/* A message of that name that could well be meant for the party. */
static struct message *
plausible(const struct delivery *d, const char *name)
{
	const struct interaction *about = d->about;
	if (!about && !list_empty(&d->to->memberships))
		about = list_first(
		    &d->to->memberships, struct membership, in_client)
			    ->interaction;
	bool is_error = strcmp(name, "EventError") == 0;
	int64_t reference = TAMPER_WRONG_REFERENCE;
	if (is_error || strcmp(name, "EventAck") == 0) {
		struct message *answer = message_new(name);
		message_integer(d->message, "referenceId", &reference);
		message_set_integer(answer, "referenceId", reference);
		if (is_error)
			message_set_integer(
			    answer, "errorCode", ERROR_NOT_SUPPORTED);
		if (is_error)
			message_set_string(
			    answer, "errorDescription", "an extra message");
		return answer;
	}
	struct message *m = letter_new(NULL, about, 4);
	message_rename(m, name); /* its own copy */
	if (strcmp(name, "EventInvite") == 0)
		message_set_integer(m, "ticketId", WRONG_TICKET);
	if (strncmp(name, "EventParty", 10) == 0 && d->to->agent) {
		letter_set_party(m, d->to, NULL);
		letter_set_operation(m, "Conference");
	}
	return m;
}

static void
apply(struct delivery *d, const struct fault *f)
{
	struct client *other;
	switch (f->kind) {
	case FAULT_DROP:
		d->is_dropped = true;
		break;
	case FAULT_DUPLICATE:
		d->is_duplicated = true;
		break;
	case FAULT_DELAY:
		d->delay_ns += f->delay_ns;
		break;
	case FAULT_ADVANCE:   /* in tamper_timer() */
	case FAULT_MISBEHAVE: /* in decision.h */
		break;
	case FAULT_RETAG:
		d->protocol = message_keep(private_message(d), f->argument);
		break;
	case FAULT_MISDELIVER:
		if ((other = other_party(d, f->argument)))
			d->to = other;
		break;
	case FAULT_ALTER:
		alter(private_message(d), f);
		break;
	case FAULT_STRIP:
		message_remove(private_message(d), f->argument);
		break;
	case FAULT_WRONG_REFERENCE:
		make_reference_wrong(d);
		break;
	case FAULT_SWAP:
		d->is_swapped = true;
		break;
	case FAULT_EXTRA:
		message_unref(d->extra);
		d->extra = plausible(d, f->argument);
		d->extra_delay_ns = f->delay_ns;
		break;
	case FAULT_MALFORMED:
		d->is_malformed = true;
		break;
	case FAULT_DISCONNECT:
		d->is_dropped = true;
		client_end(d->server, d->to);
		break;
	case FAULT_RENAME:
		message_rename(private_message(d), f->argument);
		break;
	}
}

/* Is the message one that the fault counts? */
static bool
selects(const struct fault *f, const struct client *to, const char *name,
    const char *protocol)
{
	return f->kind != FAULT_MISBEHAVE &&
	    (f->message[0] == '*' || strcmp(f->message, name) == 0) &&
	    (!f->party[0] || strcmp(f->party, to->party_name) == 0) &&
	    (!f->protocol[0] || strcmp(f->protocol, protocol) == 0);
}

/* Is the message, or the timer, that the fault has met one that it hits? */
static bool
is_hit(struct mock_server *s, size_t fault, unsigned match)
{
	const struct fault *f = &s->faults.items[fault];
	if (f->one_in)
		return fault_is_drawn(f->one_in, s->config.seed + fault,
		    s->fault_draws.items[fault]++);
	return f->occurrence == 0 || f->occurrence == match;
}

static void
apply_faults(struct delivery *d)
{
	struct mock_server *s = d->server;
	struct client *to = d->to;
	const char *protocol = d->protocol;
	char name[FAULT_WORD_MAX_BYTES + 1];
	snprintf(name, sizeof(name), "%s", message_name(d->message));
	if (!to->downlink.fault_matches)
		to->downlink.fault_matches = mem_zalloc(
		    s->faults.count * sizeof(*to->downlink.fault_matches));
	for (size_t i = 0; i < s->faults.count; i++) {
		const struct fault *f = &s->faults.items[i];
		if (!selects(f, to, name, protocol))
			continue;
		unsigned match = ++to->downlink.fault_matches[i];
		if (f->kind == FAULT_ADVANCE || !is_hit(s, i, match))
			continue;
		s->fault_uses.items[i]++;
		apply(d, f);
	}
}

int64_t
tamper_timer(struct mock_server *s, const struct client *to, const char *name,
    const char *protocol, int64_t wait_ns)
{
	const unsigned *matches = to->downlink.fault_matches;
	for (size_t i = 0; i < s->faults.count; i++) {
		const struct fault *f = &s->faults.items[i];
		unsigned match = 1 + (matches ? matches[i] : 0);
		if (f->kind != FAULT_ADVANCE ||
		    !selects(f, to, name, protocol) || !is_hit(s, i, match))
			continue;
		wait_ns -= f->delay_ns;
		s->fault_uses.items[i]++;
	}
	return wait_ns > 0 ? wait_ns : 0;
}

/* Queue one copy; takes over the reference. */
static void
dispatch(const struct delivery *d, struct message *m)
{
	struct mock_server *s = d->server;
	struct mock_output output = message_for(s, d->to, d->protocol, m);
	output.malformed = d->is_malformed;
	if (d->is_swapped)
		downlink_swap(&s->outbox, &d->to->downlink, s->now_ns,
		    s->now_ns + TAMPER_SWAP_NS, &output);
	else if (d->late_ns)
		downlink_send_late(&s->outbox, &d->to->downlink,
		    s->now_ns + d->late_ns, &output);
	else
		send_frame(s, d->to, &output,
		    d->delay_ns ? s->now_ns + d->delay_ns : 0);
}

static void
deliver(struct delivery *d)
{
	if (!d->is_dropped) {
		dispatch(d, message_ref(d->message));
		if (d->is_duplicated)
			dispatch(d, message_ref(d->message));
	}
	if (!d->extra || d->to->is_ending)
		return;
	d->is_malformed = d->is_swapped = false;
	d->delay_ns = 0;
	d->late_ns = d->extra_delay_ns;
	dispatch(d, message_ref(d->extra));
}

void
tamper_send(struct mock_server *s, struct client *to, const char *protocol,
    const struct interaction *about, struct message *m)
{
	bool hears = to->state != CLIENT_CLOSED && !to->is_ending;
	/* Mostly nothing is held back, so it goes straight out. */
	if (s->faults.count == 0 && !s->config.is_slow && hears) {
		struct mock_output output = message_for(s, to, protocol, m);
		outbox_put(&s->outbox, s->now_ns, &output);
		return;
	}
	struct delivery d = { .server = s,
		.to = to,
		.protocol = protocol,
		.about = about,
		.message = m };
	if (hears)
		apply_faults(&d);
	else
		d.is_dropped = true;
	deliver(&d);
	message_unref(d.message);
	message_unref(d.extra);
}
