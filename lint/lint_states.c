/* SPDX-License-Identifier: Apache-2.0 */
/* States that a case speaks of and does not look at. */
#include "lint/lint_rules.h"

/* What a case requires that comes. */
struct required {
	const struct suite *suite;
	bool is_probed;
	bool is_news; /* something else than answers */
};

static void
look_at(struct required *r, const struct step *s)
{
	if (!lint_holds_by_default(r->suite, s->when) ||
	    s->kind == STEP_OPTIONAL || s->kind == STEP_ABSENT)
		return;
	if (s->kind == STEP_PROBE) {
		r->is_probed = true;
		return;
	}
	r->is_news |= (s->kind == STEP_RECEIVE || s->kind == STEP_CLOSED) &&
	    s->spec && message_spec_is_news(s->spec);
	for (size_t i = 0; i < s->children.count; i++)
		look_at(r, s->children.items[i]);
}

void
lint_states(
    const struct suite *s, const struct fixture_case *c, struct diag *diag)
{
	struct required r = { .suite = s };
	if (c->fixture->is_setup || !lint_holds_by_default(s, &c->when))
		return;
	look_at(&r, c->body);
	if (r.is_probed || r.is_news)
		return;
	diag_warning(diag, &c->at, "unprobed-state",
	    "the case '%s' requires no event, so a server that silently "
	    "changes its state passes",
	    c->name);
	diag_note(diag,
	    "add a <probe> that only works if the state is what it must be");
}
