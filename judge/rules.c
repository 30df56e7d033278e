/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/rules.h"

#include "judge/fit.h"
#include "judge/record.h"
#include "judge/relevance.h"

/* Its party may have it under that tag; or it is background noise. */
static bool
protocol_allowed(const struct match *m, const struct record *r)
{
	enum party_role role = m->p->parties.items[r->party].role;
	return message_spec_reaches(r->spec, r->protocol, role) ||
	    (message_spec_allows(r->spec, r->protocol) &&
		match_relevance(m, r) == BACKGROUND);
}

bool
match_is_undocumented(const struct match *m, const struct record *r)
{
	return m->p->open_world && message_spec_is_news(r->spec) &&
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

/* Was the request that it answers answered before? */
static bool
is_second_answer(const struct match *m, unsigned record)
{
	const struct record *r = &m->records.items[record];
	for (unsigned i = 0; i < record; i++) {
		const struct record *o = &m->records.items[i];
		if (!o->is_stimulus && o->party == r->party && o->spec &&
		    o->spec->kind == MESSAGE_ANSWER &&
		    record_reference(o) == record_reference(r))
			return true;
	}
	return false;
}

bool
match_is_certain(const struct match *m, unsigned record)
{
	const struct record *r = &m->records.items[record];
	enum finding finding;
	struct misfit misfit;
	if (r->kind != OBSERVED_MESSAGE ||
	    match_is_wrong_anyway(m, r, &finding))
		return true;
	if (r->spec->kind == MESSAGE_ANSWER &&
	    (!match_is_own_reference(m, r) || is_second_answer(m, record)))
		return true;
	return !match_fits_catalogue(m, r, &misfit);
}
