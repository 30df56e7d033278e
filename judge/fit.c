/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/fit.h"

#include "judge/record.h"
#include "judge/window.h"

#include <string.h>

/* What an expression can see: a judge and one of its configurations. */
struct view {
	const struct match *m;
	const struct config *c;
};

static const char *
happened_attribute(
    const void *context, unsigned event, const char *path, char *scratch)
{
	const struct view *view = context;
	const struct record *r = match_record_of(view->m, view->c, event);
	const struct attribute *a =
	    r && r->has_message ? message_find(r->message, path) : NULL;
	return a ? attribute_text(a, scratch) : NULL;
}

static struct expression_source
source_of(const struct match *m, const struct view *view, bool quote)
{
	return (struct expression_source){ .lease = m->lease,
		.quote = quote,
		.context = view,
		.attribute = happened_attribute };
}

bool
match_evaluate(
    struct match *m, const struct config *c, const struct expression *e)
{
	struct view view = { m, c };
	struct expression_source source = source_of(m, &view, false);
	return expression_evaluate(e, &source, &m->scratch);
}

const char *
match_text(struct match *m, const struct config *c, const struct expression *e,
    char *scratch)
{
	const struct piece *first = e->pieces.items;
	if (e->pieces.count == 1 && first->kind != PIECE_ATTRIBUTE)
		return piece_lent(first, m->lease);
	struct view view = { m, c };
	struct expression_source source = source_of(m, &view, false);
	return expression_text(e, &source, &m->scratch, scratch);
}

/* 'a' is the attribute at the path, NULL when there is only more below it. */
static bool
kind_fits(enum attribute_type type, const struct message *m, const char *path,
    const struct attribute *a)
{
	switch (type) {
	case ATTRIBUTE_ANY:
		return true;
	case ATTRIBUTE_STRING:
		return a && a->kind == VALUE_STRING;
	case ATTRIBUTE_INTEGER:
		return a && a->kind == VALUE_INTEGER;
	case ATTRIBUTE_BOOLEAN:
		return a && a->kind == VALUE_BOOLEAN;
	case ATTRIBUTE_OBJECT:
		return message_part(m, path) == PART_OBJECT;
	case ATTRIBUTE_LIST:
		return message_part(m, path) == PART_LIST;
	}
	return false;
}

const char *
match_test_path(
    struct match *m, const struct config *c, const struct compiled_test *t)
{
	if (t->path.pieces.count == 0)
		return t->test->path;
	match_evaluate(m, c, &t->path);
	return buf_text(&m->scratch);
}

static bool
ere_fits(struct match *m, const struct config *c, const struct compiled_test *t,
    const char *text, size_t size)
{
	if (t->ere)
		return ere_matches_at(t->ere, text, size, &m->steps);
	struct view view = { m, c };
	struct expression_source source = source_of(m, &view, true);
	struct ere_problem problem;
	if (!expression_evaluate(&t->pattern, &source, &m->scratch))
		return false;
	struct ere *ere =
	    ere_compile(buf_text(&m->scratch), EXPRESSION_MAX_STATES, &problem);
	bool fits = ere && ere_matches_at(ere, text, size, &m->steps);
	ere_free(ere);
	return fits;
}

static bool
value_fits(struct match *m, const struct config *c,
    const struct compiled_test *t, const struct attribute *a)
{
	char scratch[ATTRIBUTE_TEXT_SIZE];
	const char *text = attribute_text(a, scratch);
	if (t->test->kind == TEST_MATCHES)
		return ere_fits(m, c, t, text,
		    a->kind == VALUE_STRING ? a->text_size : strlen(text));
	char wanted_scratch[ATTRIBUTE_TEXT_SIZE];
	const char *wanted = t->literal
	    ? t->literal
	    : match_text(m, c, &t->value, wanted_scratch);
	if (!wanted || a->kind != VALUE_STRING)
		return wanted && strcmp(text, wanted) == 0;
	/* It may have a NUL within. */
	size_t size = t->literal ? t->literal_size : strlen(wanted);
	return size == a->text_size && memcmp(text, wanted, size) == 0;
}

static bool
test_fits(struct match *m, const struct config *c,
    const struct compiled_test *t, const struct message *message)
{
	const char *path = match_test_path(m, c, t);
	bool is_plain = path == t->test->path;
	const struct attribute *a = message_find_path(
	    message, path, is_plain ? t->path_size : strlen(path));
	bool present = a || message_has(message, path);
	switch (t->test->kind) {
	case TEST_PRESENT:
	case TEST_ANY:
		return present;
	case TEST_MISSING:
		return !present;
	case TEST_TYPE:
		return present && kind_fits(t->test->type, message, path, a);
	case TEST_VALUE:
	case TEST_MATCHES:
		return a && value_fits(m, c, t, a);
	}
	return false;
}

/*
 * The attribute of that spec, or NULL: *ret_maybe_below then says whether there
 * may be something below it.  Most come in the order of the catalogue: looks
 * first after the last one found.
 */
static inline const struct attribute *
find_behind(const struct attribute *all, size_t count,
    const struct attribute_spec *s, size_t *next, bool *ret_maybe_below)
{
	size_t at = *next, size = s->path_size;
	*ret_maybe_below = false;
	for (size_t i = 0; i < count; i++, at++) {
		if (at >= count)
			at = 0;
		const struct attribute *a = &all[at];
		if (attribute_is_at(a, s->path, size)) {
			*next = at + 1;
			return a;
		}
		*ret_maybe_below |= a->path_size > size && a->path[size] == '.';
	}
	return NULL;
}

/* Can the attribute be missing at all? */
static bool
is_shown(const struct match *m, const char *path)
{
	const struct case_lease *seen = m->p->seen;
	return !seen || sight_shows(seen->sight, true, path);
}

bool
match_fits_catalogue(
    const struct match *m, const struct record *r, struct misfit *ret)
{
	size_t next = 0;
	if (!r->has_message) /* forgotten, because it did */
		return true;
	const struct attribute *all = message_attributes(r->message);
	size_t count = message_count(r->message);
	for (size_t i = 0; i < r->spec->attributes.count; i++) {
		const struct attribute_spec *s = &r->spec->attributes.items[i];
		bool maybe_below;
		const struct attribute *a =
		    find_behind(all, count, s, &next, &maybe_below);
		bool is_present =
		    a || (maybe_below && message_has(r->message, s->path));
		if (is_present ? kind_fits(s->type, r->message, s->path, a)
			       : !s->required || !is_shown(m, s->path))
			continue;
		*ret = (struct misfit){ .kind = MISFIT_ATTRIBUTE, .spec = s };
		return false;
	}
	return true;
}

/*
 * The arrival is in (earliest, time]: a message is late only if it is late even
 * at its earliest, early only if it is early even at its latest.
 */
static enum fit
bound_fits(const struct match *m, const struct config *c, const struct bound *b,
    const struct record *r, int64_t *ret_since_ns)
{
	int64_t limit_ns;
	if (!match_bound_time(m, c, b, &limit_ns))
		return FIT;
	*ret_since_ns = limit_ns - b->ns;
	if (!b->latest)
		return r->time_ns < limit_ns ? MISFIT_EARLY : FIT;
	if (r->time_ns <= limit_ns)
		return FIT;
	return r->earliest_ns > limit_ns ? MISFIT_LATE : FIT_UNSURE;
}

/* Does it carry the reference id of what was sent as 'request'? */
static bool
answers_request(const struct match *m, const struct config *c, int request,
    const struct record *r)
{
	return bits_has(c->set, (unsigned)request) &&
	    record_reference(&m->records.items[c->at[request]]) ==
	    record_reference(r);
}

static bool
answer_fits(const struct match *m, const struct config *c,
    const struct pattern_event *e, const struct record *r)
{
	if (e->answers < 0)
		return e->spec->kind != MESSAGE_ANSWER ||
		    match_is_own_reference(m, r);
	return answers_request(m, c, e->answers, r);
}

enum fit
match_fit(struct match *m, const struct config *c, unsigned event,
    unsigned record, struct misfit *ret)
{
	const struct pattern_event *e = &m->p->events.items[event];
	const struct record *r = &m->records.items[record];
	enum fit result = FIT;

	if (!answer_fits(m, c, e, r)) {
		*ret = (struct misfit){ .kind = MISFIT_ANSWER };
		return ret->kind;
	}
	if (e->tests.count > 0)
		match_note_steps(m, e->tests.count * message_count(r->message));
	for (size_t i = 0; i < e->tests.count; i++) {
		if (test_fits(m, c, &e->tests.items[i], r->message))
			continue;
		*ret = (struct misfit){ .kind = MISFIT_ATTRIBUTE,
			.test = &e->tests.items[i] };
		return ret->kind;
	}
	for (size_t i = 0; i < e->bounds.count; i++) {
		int64_t since_ns = 0;
		enum fit fit =
		    bound_fits(m, c, &e->bounds.items[i], r, &since_ns);
		if (fit == FIT)
			continue;
		*ret = (struct misfit){ .kind = fit,
			.bound = &e->bounds.items[i],
			.since_ns = since_ns };
		if (fit != FIT_UNSURE)
			return fit;
		result = fit;
	}
	return result;
}

bool
match_fits_ban(struct match *m, const struct config *c,
    const struct pattern_ban *ban, unsigned record)
{
	const struct record *r = &m->records.items[record];
	if (ban->party != r->party || ban->spec != r->spec ||
	    ban->protocol != r->protocol)
		return false;
	if (ban->answers >= 0 && !answers_request(m, c, ban->answers, r))
		return false;
	match_note_steps(m, 1 + ban->tests.count * message_count(r->message));
	for (size_t i = 0; i < ban->tests.count; i++)
		if (!test_fits(m, c, &ban->tests.items[i], r->message))
			return false;
	return true;
}

/*
 * Once what precedes the absent has come, and a branch around it has begun,
 * until its time is over or its block complete; in a <while> no longer than
 * that.
 */
bool
match_ban_in_force(const struct match *m, const struct config *c,
    const struct pattern_ban *ban, const struct record *r)
{
	const struct pattern *p = m->p;
	const struct pattern_event *e = &p->events.items[ban->event];
	if (!bits_within(e->must, c->set, p->words) ||
	    bits_meet(e->bars, c->set, p->words))
		return false;
	for (int w = e->in_while; w >= 0; w = p->whiles.items[w].around)
		if (match_while_limit(m, c, &p->whiles.items[w]) <= r->time_ns)
			return false;
	if (e->guard != NO_NODE) {
		const struct pattern_node *guard = &p->nodes.items[e->guard];
		if (!bits_any_in(c->set, guard->first, guard->end))
			return false;
	}
	if (e->kind == EVENT_WAIT)
		return !bits_has(c->set, ban->event) &&
		    match_event_limit(m, c, e, true) >= r->earliest_ns;
	return e->parent == NO_NODE || !pattern_complete(p, e->parent, c->set);
}

enum finding
match_finding_of(enum fit fit)
{
	switch (fit) {
	case FIT:
	case FIT_UNSURE:
		break;
	case MISFIT_ANSWER:
		return FINDING_WRONG_ANSWER;
	case MISFIT_ATTRIBUTE:
		return FINDING_WRONG_ATTRIBUTE;
	case MISFIT_EARLY:
		return FINDING_TOO_EARLY;
	case MISFIT_LATE:
		return FINDING_TOO_LATE;
	}
	return FINDING_UNEXPECTED;
}

const struct pattern_ban *
match_find_ban(struct match *m, const struct config *c, unsigned record)
{
	const struct record *r = &m->records.items[record];
	for (size_t i = 0; i < m->p->bans.count; i++) {
		const struct pattern_ban *ban = &m->p->bans.items[i];
		if (ban->spec == r->spec && match_ban_in_force(m, c, ban, r) &&
		    match_fits_ban(m, c, ban, record))
			return ban;
	}
	return NULL;
}
