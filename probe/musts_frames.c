/* SPDX-License-Identifier: Apache-2.0 */
/* Framing, parties and refusals: sections 2 to 4 of docs/binding.md. */
#include "core/mem.h"
#include "probe/musts.h"

#include <stdlib.h>
#include <string.h>

/* --- 2: framing --- */

/* An 'open' of party 1 in these bytes is served. */
static void
take_open(struct visit *v, const char *bytes, const char *words)
{
	if (!visit_begin(v))
		return;
	visit_ready(v);
	visit_say_bytes(v, bytes, strlen(bytes));
	visit_call_it(v, words);
	if (visit_post(v, 204))
		visit_await(v, 1, FRAME_OPENED);
}

void
must_ignore_empty_lines(struct visit *v)
{
	take_open(v, "\n\r\n{'frame':'open','party':1,'name':'probe'}\r\n\n",
	    "empty lines and an 'open' that ends in \\r\\n");
}

void
must_take_the_last_line(struct visit *v)
{
	take_open(v, "{'frame':'open','party':1,'name':'probe'}",
	    "an 'open' without a newline");
}

void
must_ignore_members(struct visit *v)
{
	if (!visit_begin(v))
		return;
	visit_ready(v);
	visit_say(v,
	    "{'later':{'than':[1,'this']},'frame':'open','party':1,"
	    "'name':'probe','version':9}");
	if (visit_post(v, 204))
		visit_await(v, 1, FRAME_OPENED);
}

/* Each is refused, in a request of its own. */
static void
refuse_each(struct visit *v, const char *const *lines)
{
	for (; *lines; lines++) {
		visit_say(v, "%s", *lines);
		if (!visit_post(v, 400))
			return;
	}
}

void
must_refuse_malformed(struct visit *v)
{
	static const char *const lines[] = {
		"{'frame':'open','party':1,'party':1}",
		"{'frame':7,'party':1}",
		"{'frame':'open','party':1} {'frame':'open','party':2}",
		"{'frame':'open','party':1",
		"{'frame':'open'}",
		"{'frame':'open','party':0}",
		"{'frame':'open','party':4294967296}",
		"{'frame':'fence','party':1,'fence':-1}",
		NULL,
	};
	if (!visit_begin(v))
		return;
	visit_ready(v);
	refuse_each(v, lines);
}

static bool
is_good_line(struct visit *v, const struct arrival *a)
{
	if (!a->is_frame)
		return visit_break(v,
		    "a line of the server's is no frame (%s): %.80s",
		    a->problem, a->line);
	if (a->frame.sequence == 0)
		return visit_break(
		    v, "a frame of the server's has no 'seq': %.80s", a->line);
	switch (a->frame.kind) {
	case FRAME_OPENED:
	case FRAME_MESSAGE:
	case FRAME_FENCE:
	case FRAME_CLOSED:
	case FRAME_ERROR:
		return true;
	case FRAME_OPEN:
	case FRAME_SEND:
	case FRAME_CLOSE:
		break;
	}
	return visit_break(
	    v, "a server sends no '%s'", frame_kind_name(a->frame.kind));
}

/* One of each kind that goes down comes of this. */
void
must_send_frames(struct visit *v)
{
	struct arrival *a;
	if (!visit_begin(v))
		return;
	visit_ready(v);
	visit_say_open(v, 1);
	visit_post(v, 204);
	a = visit_next(v, v->setup->times.open_ns);
	if (!a || !is_good_line(v, a))
		return;
	visit_say_open(v, 1);
	visit_say_pull(v, 1);
	if (v->answer.has_fence)
		visit_say(v, "{'frame':'fence','party':1,'fence':1}");
	visit_send(v, "{'frame':'close','party':1}");
	while ((a = visit_next(v, v->setup->times.quiet_ns)))
		if (!is_good_line(v, a))
			return;
}

/* --- 3: parties --- */

void
must_open(struct visit *v)
{
	if (!visit_begin(v))
		return;
	visit_ready_for(v, FRAME_OPENED);
	visit_open(v, 1, 2);
}

void
must_open_once(struct visit *v)
{
	if (!visit_begin(v) || !visit_open(v, 1, 1))
		return;
	visit_ready(v);
	visit_is_quiet(v, 1);
}

void
must_not_need_names(struct visit *v)
{
	if (!visit_begin(v))
		return;
	visit_ready(v);
	visit_say(v, "{'frame':'open','party':1}");
	visit_say(v, "{'frame':'open','party':2,'name':'same'}");
	visit_say(v, "{'frame':'open','party':3,'name':'same'}");
	if (visit_post(v, 204) && visit_await(v, 1, FRAME_OPENED) &&
	    visit_await(v, 2, FRAME_OPENED))
		visit_await(v, 3, FRAME_OPENED);
}

void
must_take_any_number(struct visit *v)
{
	if (!visit_begin(v))
		return;
	visit_ready(v);
	visit_open(v, UINT32_MAX, 1);
}

void
must_complain_of_open(struct visit *v)
{
	if (!visit_begin(v) || !visit_open(v, 1, 1))
		return;
	visit_ready(v);
	visit_say_open(v, 1);
	if (visit_post(v, 204) && visit_await(v, 1, FRAME_ERROR))
		visit_open(v, 2, 1);
}

/* The request is refused, by a message for its sender. */
void
must_know_parties(struct visit *v)
{
	struct arrival *a;
	if (!visit_begin(v) || !visit_open(v, 1, 1))
		return;
	visit_ready(v);
	visit_say_pull(v, 1);
	if (!visit_post(v, 204))
		return;
	while ((a = visit_next(v, v->setup->times.quiet_ns)))
		if (a->is_frame && a->frame.kind == FRAME_MESSAGE &&
		    a->frame.party != 1) {
			visit_break(v,
			    "a message came for party %u, which was never "
			    "opened",
			    a->frame.party);
			return;
		}
}

void
must_close(struct visit *v)
{
	if (!visit_begin(v) || !visit_open(v, 1, 1))
		return;
	visit_ready_for(v, FRAME_CLOSED);
	if (visit_send(v, "{'frame':'close','party':1}"))
		visit_await(v, 1, FRAME_CLOSED);
}

/* An answer may still be under way when the party closes, and comes before. */
static bool
comes_closed(struct visit *v, uint32_t party)
{
	struct arrival *a;
	while ((a = visit_next(v, v->setup->times.close_ns)))
		if (a->is_frame && a->frame.party == party &&
		    a->frame.kind == FRAME_CLOSED)
			return true;
	return false;
}

static bool
is_only_errors(struct visit *v, unsigned party)
{
	struct arrival *a;
	while ((a = visit_next(v, v->setup->times.quiet_ns)))
		if (a->is_frame && a->frame.party == party &&
		    a->frame.kind != FRAME_ERROR)
			return visit_break(v,
			    "'%s' came for party %u after its 'closed'; only "
			    "'error' may",
			    frame_kind_name(a->frame.kind), party);
	return true;
}

void
must_end_with_closed(struct visit *v)
{
	if (!visit_begin(v) || !visit_open(v, 1, 1))
		return;
	visit_ready(v);
	visit_say_pull(v, 1);
	if (!visit_send(v, "{'frame':'close','party':1}"))
		return;
	if (comes_closed(v, 1))
		is_only_errors(v, 1);
	else
		visit_give_up(v, "no 'closed' came for party 1");
}

void
must_complain_of_closed(struct visit *v)
{
	if (!visit_begin(v) || !visit_open(v, 1, 1) ||
	    !visit_send(v, "{'frame':'close','party':1}") ||
	    !visit_await(v, 1, FRAME_CLOSED))
		return;
	visit_ready(v);
	visit_say_pull(v, 1);
	visit_say(v, "{'frame':'close','party':1}");
	if (visit_post(v, 204) && visit_await(v, 1, FRAME_ERROR))
		visit_await(v, 1, FRAME_ERROR);
}

void
must_close_early(struct visit *v)
{
	if (!visit_begin(v))
		return;
	visit_ready(v);
	visit_say_open(v, 1);
	if (visit_send(v, "{'frame':'close','party':1}") && !comes_closed(v, 1))
		visit_break(v,
		    "no 'closed' came for a party whose 'close' follows its "
		    "'open' at once");
}

void
must_complain_of_strangers(struct visit *v)
{
	if (!visit_begin(v))
		return;
	visit_ready(v);
	visit_say_pull(v, 9);
	if (visit_post(v, 204))
		visit_await(v, 9, FRAME_ERROR);
}

/* --- the end of the channel --- */

void
must_close_all(struct visit *v)
{
	if (!visit_begin(v) || !visit_open(v, 1, 2) || !visit_delete(v))
		return;
	visit_ready(v);
	if (visit_await(v, 1, FRAME_CLOSED))
		visit_await(v, 2, FRAME_CLOSED);
}

void
must_end_in_order(struct visit *v)
{
	if (!visit_begin(v) || !visit_open(v, 1, 1) || !visit_delete(v))
		return;
	visit_ready(v);
	if (!visit_await_end(v, v->stream, v->setup->times.answer_ns))
		visit_break(v, "the stream has not ended after DELETE");
	else if (!caller_stream_has_ended_well(v->stream))
		visit_break(v,
		    "after DELETE the stream was cut off; it must end in good "
		    "order");
}

void
must_forget(struct visit *v)
{
	if (!visit_begin(v) || !visit_open(v, 1, 1))
		return;
	char *channel = mem_strdup(v->channel);
	char *get = mem_printf("%s?after=0", v->frames);
	if (visit_delete(v)) {
		visit_ready(v);
		if (visit_ask(v, "POST", v->frames, 404) &&
		    visit_ask(v, "GET", get, 404))
			visit_ask(v, "DELETE", channel, 404);
	}
	free(channel);
	free(get);
}

/* --- errors of the client's --- */

/* Some lines of which the third is no frame. */
static bool
post_with_error(struct visit *v)
{
	visit_say_open(v, 1);
	visit_say(v, "%s", "");
	visit_say(v, "this is no frame");
	visit_say_open(v, 2);
	visit_call_it(v,
	    "an 'open', an empty line, a line that is no frame, and another "
	    "'open'");
	return visit_post(v, 400);
}

void
must_apply_before_error(struct visit *v)
{
	if (!visit_begin(v))
		return;
	visit_ready(v);
	if (post_with_error(v))
		visit_await(v, 1, FRAME_OPENED);
}

void
must_stop_at_error(struct visit *v)
{
	if (!visit_begin(v))
		return;
	visit_ready(v);
	if (post_with_error(v))
		visit_is_quiet(v, 2);
}

void
must_refuse_downward(struct visit *v)
{
	static const char *const lines[] = {
		"{'frame':'opened','party':1}",
		"{'frame':'closed','party':1}",
		"{'frame':'error','party':1,'text':'probe'}",
		NULL,
	};
	if (!visit_begin(v))
		return;
	visit_ready(v);
	refuse_each(v, lines);
}

/* --- 4: the refusal --- */

static bool
read_refusal(struct visit *v, struct channel_refusal *ret)
{
	char problem[JSON_PROBLEM_SIZE];
	return json_parse_refusal(v->reply.body, v->reply.size, ret, problem) ||
	    visit_break(v, "the body of a 400 is no refusal: %s", problem);
}

void
must_explain_refusal(struct visit *v)
{
	struct channel_refusal refusal;
	if (!visit_begin(v))
		return;
	visit_ready(v);
	if (post_with_error(v) && visit_expect_type(v, "application/json"))
		read_refusal(v, &refusal);
}

void
must_count_lines(struct visit *v)
{
	struct channel_refusal refusal;
	if (!visit_begin(v) || !post_with_error(v))
		return;
	visit_ready(v);
	if (!read_refusal(v, &refusal))
		return;
	if (refusal.line && refusal.line != 3)
		visit_break(v,
		    "the refusal of the third line, after an empty one, says "
		    "'line' %lld; it must be 3",
		    (long long)refusal.line);
}
