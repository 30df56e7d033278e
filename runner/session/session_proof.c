/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The proof that nothing more is under way to a session's parties: fences, or
 * the time that replaces them.
 */
#include "core/text/duration.h"
#include "runner/session/session_state.h"

/*
 * How long a server may take to return a fence.  It has nothing to do for one,
 * so this is far beyond any load.
 */
#define FENCE_TIMEOUT_NS (5 * NS_PER_S)
bool
session_fences_are_out(const struct session *s)
{
	for (unsigned i = 0; i < session_party_count(s); i++)
		if (s->parties[i].fence)
			return true;
	return false;
}

static void
limit(struct session *s, int64_t now_ns)
{
	s->was_late = false;
	s->fence_limit_ns = now_ns +
	    (s->setup.has_fence ? FENCE_TIMEOUT_NS
				: s->setup.pattern->target->settle_ns);
}

void
session_start_proof(struct session *s, int64_t now_ns)
{
	s->fencing = true;
	s->fence_epoch = match_epoch(s->match);
	s->proving =
	    s->setup.has_fence ? match_unproven(s->match) : MATCH_ALL_PARTIES;
	limit(s, now_ns);
	if (!s->setup.has_fence)
		return;
	for (unsigned i = 0; i < session_party_count(s); i++) {
		s->parties[i].fence = 0;
		if (!(s->proving >> i & 1) || s->parties[i].state != PARTY_OPEN)
			continue;
		s->parties[i].fence = ++s->fence_id;
		s->parties[i].fences_out++;
		s->parties[i].fence_facts = s->fact_count;
		session_send_frame(s, FRAME_FENCE, i, s->fence_id);
	}
}

/* One event for all parties, or one for each. */
static void
emit_proof(struct session *s, int64_t now_ns)
{
	uint32_t all = (UINT32_C(1) << session_party_count(s)) - 1;
	struct run_event event = { .kind = RUN_PROOF,
		.is_settled = !s->setup.has_fence };
	if ((s->proving & all) == all)
		session_emit(s, &event, now_ns);
	for (unsigned i = 0; i < session_party_count(s); i++) {
		event.party = s->setup.pattern->parties.items[i].name;
		if ((s->proving & all) != all && (s->proving >> i & 1))
			session_emit(s, &event, now_ns);
	}
}

void
session_end_proof(struct session *s, int64_t now_ns)
{
	s->fencing = false;
	if (s->fence_epoch != match_epoch(s->match))
		return;
	emit_proof(s, now_ns);
	match_quiet(s->match, s->proving,
	    s->setup.has_fence ? MATCH_BY_FENCE : MATCH_BY_SETTLING);
}

/* Was it the last one of a proof? */
bool
session_take_fence(struct session *s, unsigned party, const struct frame *frame,
    int64_t now_ns)
{
	if (!session_check_fence(s, party, frame, now_ns) || !s->fencing ||
	    !s->parties[party].fence || s->parties[party].fence != frame->fence)
		return false;
	s->parties[party].fence = 0;
	session_note_fence(s, party, frame);
	if (session_fences_are_out(s))
		return false;
	session_end_proof(s, now_ns);
	return true;
}

/* The proof did not come in time. */
static void
give_up(struct session *s)
{
	char within[DURATION_TEXT_SIZE];
	unsigned party = 0;
	while (party + 1 < session_party_count(s) && !s->parties[party].fence)
		party++;
	char *text = mem_printf(
	    "The server did not return the fence of %s within %s, so nothing "
	    "proves that no more messages come.",
	    s->setup.pattern->parties.items[party].name,
	    duration_print(within, FENCE_TIMEOUT_NS));
	s->is_broken_off = true;
	match_break(s->match, VERDICT_ERROR, FINDING_UNREACHABLE, text);
	free(text);
}

void
session_expire_proof(struct session *s, int64_t now_ns)
{
	/* The server has not had the time that is its. */
	if (s->was_late)
		limit(s, now_ns);
	else if (!s->setup.has_fence || match_has_diverged(s->match) ||
	    s->fence_epoch != match_epoch(s->match))
		session_end_proof(s, now_ns);
	else
		give_up(s);
}
