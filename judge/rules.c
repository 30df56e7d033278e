/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rules that hold in every case, whatever its fixture expects: which tags
 * a party may see, and what an open world lets pass.
 */
#include "judge/state.h"

/*
 * The catalogue allows the tag; and background aside, only the Reporting engine
 * sees Reporting, and nothing but answers as Interaction Management.
 */
static bool
protocol_allowed(const struct match *m, const struct record *r)
{
	if (r->spec->protocols[0] != r->protocol &&
	    !message_spec_allows(r->spec, r->protocol))
		return false;
	return r->spec->kind == MESSAGE_ANSWER ||
	    r->protocol == m->p->parties.items[r->party].protocol ||
	    match_relevance(m, r) == BACKGROUND;
}

bool
match_is_undocumented(const struct match *m, const struct record *r)
{
	return m->p->open_world && r->spec->kind == MESSAGE_EVENT &&
	    !pattern_label_events(m->p, r->spec, r->party, r->protocol);
}

bool
match_is_wrong_anyway(
    const struct match *m, const struct record *r, enum finding *ret)
{
	if (!r->spec) {
		*ret = FINDING_MALFORMED;
		return true;
	}
	if (protocol_allowed(m, r))
		return false;
	enum relevance relevance = match_relevance(m, r);
	if (match_is_shared(m, r) &&
	    (relevance == FOREIGN || relevance == MISNAMED ||
		relevance == STRANGE))
		return false;
	*ret = FINDING_WRONG_PROTOCOL;
	return true;
}
