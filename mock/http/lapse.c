/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/http/lapse_state.h"

#include "core/mem.h"
#include "wire/json_channel.h"
#include "wire/json_writer.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a server keeps that keeps too little. */
#define KEPT_FRAMES 1000

struct lapse *
lapse_new(enum binding_fault fault)
{
	if (fault == BREAKS_NOTHING)
		return NULL;
	struct lapse *l = mem_zalloc(sizeof(*l));
	l->fault = fault;
	return l;
}

void
lapse_free(struct lapse *l)
{
	if (!l)
		return;
	for (size_t i = 0; i < l->held.outputs.count; i++)
		frame_clear(&l->held.outputs.items[i].frame);
	vec_free(&l->held.outputs);
	vec_free(&l->opened);
	vec_free(&l->closed);
	vec_free(&l->fresh);
	free(l);
}

bool
lapse_is(const struct lapse *l, enum binding_fault fault)
{
	return l && l->fault == fault;
}

void
lapse_turn_to(struct lapse *l, unsigned channel)
{
	if (l->channel == channel)
		return;
	l->channel = channel;
	l->opened.count = l->closed.count = l->fresh.count = 0;
	l->acknowledged = 0;
	l->has_streamed = false;
}

void
lapse_request(struct lapse *l)
{
	if (l)
		l->may_release = true;
}

void
lapse_end(struct lapse *l, bool is_ending)
{
	if (l)
		l->is_ending = is_ending;
}

const uint32_t *
lapse_parties(const struct lapse *l, unsigned channel, size_t *ret_count)
{
	*ret_count = l && l->channel == channel ? l->opened.count : 0;
	return *ret_count ? l->opened.items : NULL;
}

/* --- answers --- */

struct answer_lapse {
	enum binding_fault fault;
	bool (*applies)(const struct lapse_answer *a);
	unsigned status; /* instead */
};

static bool
is_created(const struct lapse_answer *a)
{
	return a->status == 201;
}

static bool
is_taken(const struct lapse_answer *a)
{
	return a->status == 204 && a->is_of_frames;
}

static bool
is_deleted(const struct lapse_answer *a)
{
	return a->status == 204 && !a->is_of_frames;
}

static bool
is_unknown_path(const struct lapse_answer *a)
{
	return a->status == 404 && a->is_unknown_path;
}

static bool
is_unknown_channel(const struct lapse_answer *a)
{
	return a->status == 404 && !a->is_unknown_path;
}

static bool
is_method(const struct lapse_answer *a)
{
	return a->status == 405;
}

static bool
is_too_large(const struct lapse_answer *a)
{
	return a->status == 413;
}

static const struct answer_lapse answers[] = {
	{ BREAKS_CREATED_AS_200, is_created, 200 },
	{ BREAKS_TAKEN_AS_200, is_taken, 200 },
	{ BREAKS_DELETED_AS_200, is_deleted, 200 },
	{ BREAKS_PATH_AS_400, is_unknown_path, 400 },
	{ BREAKS_CHANNEL_AS_400, is_unknown_channel, 400 },
	{ BREAKS_METHOD_AS_404, is_method, 404 },
	{ BREAKS_LONG_LINE_AS_400, is_too_large, 400 },
	{ BREAKS_UNFORGOTTEN, is_unknown_channel, 204 },
};

/* The list of words, as one string. */
static void
join_capabilities(struct buf *body)
{
	struct channel_answer answer;
	char problem[JSON_PROBLEM_SIZE];
	if (!json_parse_channel_answer(
		buf_text(body), body->size, &answer, problem))
		return;
	buf_clear(body);
	struct json_writer w = json_start(body);
	json_begin_object(&w, NULL);
	json_add_string(&w, "channel", answer.channel);
	json_add_string(&w, "capabilities", "fence clock resend");
	json_end_object(&w);
	json_finish(&w);
}

void
lapse_answer(struct lapse *l, struct lapse_answer *a)
{
	if (!l)
		return;
	if (a->status == 201 && l->fault == BREAKS_ONE_CAPABILITY)
		join_capabilities(a->body);
	if (a->status == 400 && l->fault == BREAKS_MUTE_REFUSALS)
		a->body = NULL;
	for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++)
		if (answers[i].fault == l->fault && answers[i].applies(a)) {
			a->status = answers[i].status;
			return;
		}
}

uint64_t
lapse_number(const struct lapse *l, uint64_t number, uint64_t last)
{
	if (lapse_is(l, BREAKS_APPLIED_AGAIN) && number == last)
		return last + 1;
	if (lapse_is(l, BREAKS_REPEATED_AS_204) && number == last)
		return number - 1;
	if (lapse_is(l, BREAKS_ANY_NUMBER) && number > last)
		return last + 1;
	return number;
}

/* --- where a stream begins --- */

static uint64_t
move(struct lapse *l, uint64_t last, uint64_t after)
{
	uint64_t acknowledged = l->acknowledged;
	if (after <= last && after > l->acknowledged)
		l->acknowledged = after;
	if (l->fault == BREAKS_AFTER_BEYOND && after > last)
		return last;
	if (l->fault == BREAKS_SKIPS_ONE && after > 0 && after < last)
		return after + 1;
	if (l->fault == BREAKS_FORGETS_READ && l->has_streamed)
		return last;
	/* Which does not exist. */
	if (l->fault == BREAKS_KEEPS_LITTLE && last > after + KEPT_FRAMES)
		return last + 1;
	if (l->fault == BREAKS_GAP_FOR_410 && after < acknowledged)
		return acknowledged;
	return after;
}

const char *
lapse_after(struct lapse *l, unsigned channel, uint64_t last, const char *after)
{
	if (!l)
		return after;
	lapse_turn_to(l, channel);
	if (!after && l->fault == BREAKS_AFTER_MISSING)
		return "0";
	if (!after || !*after || strlen(after) > 18 ||
	    after[strspn(after, "0123456789")])
		return after;
	snprintf(l->after, sizeof(l->after), "%" PRIu64,
	    move(l, last, strtoull(after, NULL, 10)));
	l->has_streamed = true;
	return l->after;
}
