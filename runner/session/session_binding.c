/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What shows that the binding is broken (docs/binding.md): a fence must not
 * overtake what was under way before it and comes back once, only an answer
 * carries the reference of a request, and nothing comes for a party that is
 * closed.
 */
#include "core/escape.h"
#include "core/text/duration.h"
#include "runner/session/session_state.h"
#include "wire/json_frame.h"

#include <stdlib.h>

#define PROBLEM_MAX_BYTES ((size_t)1 << 10)

void
session_note_fence(struct session *s, unsigned party, const struct frame *fence)
{
	struct session_party *p = &s->parties[party];
	p->fenced_facts = p->fence_facts;
	p->fenced_us = fence->server_time_us;
}

void
session_accuse(struct session *s, char *sentence, int64_t now_ns)
{
	if (s->phase == SESSION_RUNNING)
		session_break(
		    s, VERDICT_ERROR, FINDING_BROKEN_BINDING, sentence, now_ns);
	else
		s->host->accuse(s->host->context, sentence, now_ns);
	free(sentence);
}

void
session_take_malformed(struct session *s, struct observation *o)
{
	bool ends_case = s->phase == SESSION_RUNNING && !s->is_judged &&
	    s->parties[o->party].state != PARTY_CLOSING &&
	    !match_has_diverged(s->match);
	struct buf sentence;
	session_observe(s, o);
	if (ends_case)
		return;
	buf_init(&sentence, MATCH_MALFORMED_MAX_BYTES);
	match_describe_malformed(o, &sentence);
	s->host->accuse(s->host->context, buf_text(&sentence), o->time_ns);
	buf_free(&sentence);
}

/* Half a sentence, owned by the caller; or NULL. */
static char *
find_misencoding(const struct session *s, const struct frame *frame)
{
	const struct catalogue *c = s->setup.pattern->suite->catalogue;
	int64_t number;
	if (message_find(frame->message, "referenceId") &&
	    !message_integer(frame->message, "referenceId", &number))
		return mem_strdup("'referenceId' is no integer");
	if (!frame->is_derived && !catalogue_protocol(c, frame->protocol))
		return mem_printf(
		    "'protocol' is '%s', which the catalogue does not have",
		    frame->protocol);
	return NULL;
}

bool
session_take_misencoded(
    struct session *s, const struct frame *frame, struct reading_time when)
{
	struct buf line;
	char *problem = find_misencoding(s, frame);
	if (!problem)
		return false;
	buf_init(&line, 2 * FRAME_MAX_BYTES);
	json_print_frame(frame, &line);
	size_t newline = line.size > 0;
	session_malformed(s, session_party_index(s, frame->party), line.bytes,
	    line.size - newline, problem, when);
	buf_free(&line);
	free(problem);
	return true;
}

bool
session_check_fence(struct session *s, unsigned party,
    const struct frame *fence, int64_t now_ns)
{
	struct session_party *p = &s->parties[party];
	bool is_ours = fence->fence > 0 && fence->fence <= s->fence_id;
	if (is_ours && p->fences_out > 0 && fence->fence > p->fence_back) {
		p->fences_out--;
		p->fence_back = (uint32_t)fence->fence;
		return true;
	}
	session_accuse(s,
	    mem_printf("The binding is broken: a fence of %s %s "
		       "(docs/binding.md, section 7).",
		s->setup.pattern->parties.items[party].name,
		is_ours ? "came back a second time, or after a later one"
			: "came that was never sent"),
	    now_ns);
	return false;
}

static void
say_reached(
    const struct session *s, unsigned party, const char *name, struct buf *b)
{
	buf_init(b, PROBLEM_MAX_BYTES);
	buf_add_text(b, "The binding is broken: ");
	escape_line(b, name, strlen(name));
	buf_printf(
	    b, " reached %s ", s->setup.pattern->parties.items[party].name);
}

/* It answers a request from before a fence that is back. */
static char *
find_overtaken_answer(
    const struct session *s, const struct observation *o, const char *name)
{
	struct buf b;
	const char *request = match_answered_request(
	    s->match, o->party, o->message, s->parties[o->party].fenced_facts);
	if (!request)
		return NULL;
	say_reached(s, o->party, name, &b);
	buf_printf(&b,
	    "as the answer to %s after a fence that was sent after that "
	    "request; a fence must come after everything that was under way "
	    "(docs/binding.md, section 7).",
	    request);
	return buf_take(&b);
}

static char *
find_overtaken_by_clock(
    const struct session *s, const struct observation *o, const char *name)
{
	const struct session_party *p = &s->parties[o->party];
	int64_t us = p->fenced_us - o->server_time_us;
	char later[DURATION_TEXT_SIZE];
	struct buf b;
	if (p->fenced_facts == 0 || p->fenced_us < 0 || o->server_time_us < 0 ||
	    us <= 0)
		return NULL;
	say_reached(s, o->party, name, &b);
	buf_printf(&b,
	    "after a fence that the server made %s later, by its own clock; "
	    "frames of one party keep their order (docs/binding.md, sections 5 "
	    "and 7).",
	    duration_print(later, us * NS_PER_US));
	return buf_take(&b);
}

static char *
find_stray_reference(
    const struct session *s, const struct observation *o, const char *name)
{
	struct buf b;
	if (!match_bears_stray_reference(s->match, o))
		return NULL;
	say_reached(s, o->party, name, &b);
	buf_add_text(&b,
	    "with a referenceId, but it answers no request (docs/binding.md, "
	    "section 6).");
	return buf_take(&b);
}

static char *
find_behind_closed(
    const struct session *s, const struct observation *o, const char *name)
{
	struct buf b;
	if (s->parties[o->party].state != PARTY_CLOSED)
		return NULL;
	say_reached(s, o->party, name, &b);
	buf_add_text(&b,
	    "after its connection was closed; that frame is the last one of a "
	    "party (docs/binding.md, section 3).");
	return buf_take(&b);
}

char *
session_find_breach(const struct session *s, const struct observation *o)
{
	const char *name = message_name(o->message);
	char *breach = find_behind_closed(s, o, name);
	if (!breach)
		breach = find_overtaken_answer(s, o, name);
	if (!breach)
		breach = find_overtaken_by_clock(s, o, name);
	return breach ? breach : find_stray_reference(s, o, name);
}
