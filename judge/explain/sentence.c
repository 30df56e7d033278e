/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The sentences of findings about messages: missing, out of order,
 * misdirected, wrong.
 */
#include "core/clock.h"
#include "core/escape.h"
#include "core/text/duration.h"
#include "judge/explain/answer.h"
#include "judge/explain/explanation.h"
#include "judge/fit.h"
#include "judge/order.h"
#include "judge/record.h"
#include "judge/relevance.h"
#include "judge/window.h"

#include <inttypes.h>
#include <string.h>

/* "EventError reached agent1": how most sentences begin. */
static void
say_reached(struct explanation *x)
{
	const struct record *r = record_at(x, x->d.record);
	if (r->kind == OBSERVED_DISCONNECTED) {
		buf_printf(&x->sentence,
		    "The server closed the connection of %s",
		    party_name(x, r->party));
		return;
	}
	const char *name = match_record_name(r);
	escape_line(&x->sentence, name, strlen(name));
	buf_printf(&x->sentence, " reached %s", party_name(x, r->party));
}

/* The bound that was over first. */
static const struct bound *
tightest_bound(const struct explanation *x, const struct pattern_event *e)
{
	const struct bound *found = NULL;
	int64_t found_ns = TIME_NEVER_NS, ns;
	for (size_t i = 0; i < e->bounds.count; i++) {
		const struct bound *b = &e->bounds.items[i];
		if (b->latest &&
		    match_bound_time(x->m, &x->m->configs[0], b, &ns) &&
		    ns < found_ns) {
			found = b;
			found_ns = ns;
		}
	}
	return found;
}

/*
 * By when it did not come: "within 2 s of RequestPing of agent1", "between
 * RequestPing of agent1 and EventB", or "after" it, with all that was under way
 * there.
 */
static void
say_until(struct explanation *x, const struct pattern_event *e)
{
	const struct bound *b = tightest_bound(x, e);
	const char *instead = x->d.record >= 0
	    ? match_record_name(record_at(x, x->d.record))
	    : NULL;
	bool is_over =
	    match_event_limit(x->m, &x->m->configs[0], e, true) < x->m->now_ns;
	if (!b && instead)
		buf_printf(&x->sentence, " before %s", instead);
	if (!b)
		return;
	if (!instead && is_over) {
		buf_add_text(&x->sentence, " within ");
		match_print_limit(&x->sentence, b);
	}
	if (instead) {
		buf_add_text(&x->sentence, " between ");
		explain_since(x, b);
		buf_printf(&x->sentence, " and %s", instead);
	} else if (e->answers < 0 || b->since != e->answers) {
		buf_add_text(
		    &x->sentence, !instead && is_over ? " of " : " after ");
		explain_since(x, b);
	}
	if (!instead && !is_over)
		buf_add_text(&x->sentence,
		    ", and the server has nothing more under way");
}

/* Is there more that should have come by now? */
static bool
is_more_missing(const struct explanation *x)
{
	const struct pattern *p = x->m->p;
	const uint64_t *set = x->m->configs[0].set;
	for (unsigned i = 0; i < p->events.count; i++)
		if (p->events.items[i].kind == EVENT_RECEIVE &&
		    (int)i != x->d.event && pattern_in_order(p, i, set) &&
		    pattern_needs(p, set, i))
			return true;
	return false;
}

/* Did nothing about the case come after the last stimulus? */
static bool
is_silent(const struct explanation *x)
{
	size_t i = x->m->records.count;
	while (i > 0 && !x->m->records.items[i - 1].is_stimulus)
		if (x->m->records.items[--i].number)
			return false;
	return i > 0;
}

static void
say_missing(struct explanation *x)
{
	const struct pattern_event *e = event_at(x, x->d.event);
	bool is_answer = explain_is_unanswered(x);
	if (is_answer)
		explain_unanswered(x);
	else if (e->step->kind == STEP_CLOSED)
		buf_printf(&x->sentence,
		    "The server did not close the connection of %s",
		    party_name(x, e->party));
	else
		buf_printf(&x->sentence, "%s did not reach %s",
		    e->step->message, party_name(x, e->party));
	say_until(x, e);
	if (is_answer)
		explain_wanted_answer(x);
	else if (x->d.record < 0 &&
	    !pattern_needs(x->m->p, x->m->configs[0].set, (unsigned)x->d.event))
		buf_add_text(&x->sentence, ", and no alternative did either");
	if (is_silent(x) && is_more_missing(x))
		buf_add_text(&x->sentence, "; nothing else came, either");
	buf_add_char(&x->sentence, '.');
}

static void
say_out_of_order(struct explanation *x)
{
	say_reached(x);
	if (x->d.other < 0) {
		buf_add_text(
		    &x->sentence, " in a place where it can no longer come.");
		return;
	}
	const struct pattern_event *e = event_at(x, x->d.other);
	if (e->kind == EVENT_WAIT) {
		buf_printf(&x->sentence,
		    " before the time of <absent> was over (%s:%u).",
		    explain_file(e->fixture), e->step->at.line);
		return;
	}
	bool came = bits_has(x->m->configs[0].set, (unsigned)x->d.other);
	buf_printf(&x->sentence, " %s %s, which has to come %s.",
	    came ? "after" : "before", e->name, came ? "later" : "first");
}

static void
say_wrong_party(struct explanation *x)
{
	if (x->d.event < 0) {
		explain_unexpected(x);
		return;
	}
	const struct pattern_event *e = event_at(x, x->d.event);
	say_reached(x);
	buf_printf(&x->sentence, "; it must go to %s", party_name(x, e->party));
	if (e->answers >= 0)
		buf_printf(&x->sentence, ", whose %s it answers",
		    event_at(x, e->answers)->name);
	buf_add_char(&x->sentence, '.');
}

static void
say_wrong_answer(struct explanation *x)
{
	if (x->d.answer) {
		explain_answer(x);
		return;
	}
	const struct pattern_event *e = event_at(x, x->d.event);
	say_reached(x);
	if (e->answers < 0) {
		explain_foreign_reference(x);
		return;
	}
	explain_reference(x);
	int first = match_first_answer(x->m, (unsigned)x->d.record);
	if (first >= 0)
		buf_printf(&x->sentence, ", which has its answer (#%u)",
		    record_at(x, first)->number);
	else if (record_reference(record_at(x, x->d.record)) >= 0 &&
	    match_request_of(x->m, (unsigned)x->d.record) < 0)
		buf_add_text(
		    &x->sentence, ", which is no request of this party");
	const struct config *c = &x->m->configs[0];
	const char *request = event_at(x, e->answers)->step->message;
	if (bits_has(c->set, (unsigned)e->answers))
		buf_printf(&x->sentence,
		    "; the request it must answer is %" PRId64 " (%s).",
		    record_reference(record_at(x, c->at[e->answers])), request);
	else
		buf_printf(&x->sentence,
		    "; it must answer %s, which has not been sent yet.",
		    request);
}

/* "must be 'x'", "must match 'x'", "must be present" ... */
static void
say_wanted(struct explanation *x, const struct compiled_test *t)
{
	const struct config *c = &x->m->configs[0];
	switch (t->test->kind) {
	case TEST_VALUE:
		match_evaluate(x->m, c, &t->value);
		buf_add_text(&x->sentence, "it must be ");
		escape_quoted(&x->sentence, buf_text(&x->m->scratch),
		    x->m->scratch.size, EXPLAIN_VALUE_CHARACTERS);
		return;
	case TEST_MATCHES:
		buf_printf(&x->sentence, "it must match '%s'", t->test->text);
		return;
	case TEST_TYPE:
		buf_printf(&x->sentence, "it must be of type %s",
		    attribute_type_name(t->test->type));
		return;
	case TEST_PRESENT:
	case TEST_ANY:
		buf_add_text(&x->sentence, "it must be present");
		return;
	case TEST_MISSING:
		buf_add_text(&x->sentence, "it must be missing");
		return;
	}
}

/* "a string", "an integer", "a required integer" */
static void
say_listed_type(struct explanation *x, const struct attribute_spec *spec)
{
	const char *type = attribute_type_name(spec->type);
	const char *article = strchr("aeiou", type[0]) ? "an" : "a";
	buf_printf(&x->sentence, "the catalogue wants %s %s",
	    spec->required ? "a required" : article, type);
}

/* What is at a path that has no value. */
static const char *
with_part(const struct message *m, const char *path)
{
	switch (message_part(m, path)) {
	case PART_OBJECT:
		return " with an object as ";
	case PART_LIST:
		return " with a list as ";
	case PART_NONE:
	case PART_VALUE:
		break;
	}
	return " without ";
}

static void
say_wrong_attribute(struct explanation *x)
{
	const struct misfit *misfit = &x->d.misfit;
	const struct record *r = record_at(x, x->d.record);
	const char *path = misfit->test
	    ? match_test_path(x->m, &x->m->configs[0], misfit->test)
	    : misfit->spec->path;
	const struct attribute *a = message_find(r->message, path);

	say_reached(x);
	buf_add_text(&x->sentence, a ? " with " : with_part(r->message, path));
	escape_line(&x->sentence, path, strlen(path));
	if (a) {
		buf_add_char(&x->sentence, ' ');
		explain_value(&x->sentence, a);
		if (a->kind == VALUE_STRING &&
		    match_is_lent_elsewhere(x->m, a->text))
			buf_add_text(
			    &x->sentence, ", which belongs to another case");
	}
	buf_add_text(&x->sentence, "; ");
	if (misfit->test)
		say_wanted(x, misfit->test);
	else
		say_listed_type(x, misfit->spec);
	buf_add_char(&x->sentence, '.');
}

static void
say_wrong_time(struct explanation *x)
{
	const struct bound *b = x->d.misfit.bound;
	const struct record *r = record_at(x, x->d.record);
	char taken[DURATION_TEXT_SIZE];

	bool is_answer = explain_answered(x);
	if (!is_answer)
		say_reached(x);
	buf_printf(&x->sentence, "%s too %s: %s from ", is_answer ? "," : "",
	    b->latest ? "late" : "early",
	    duration_print(taken, r->time_ns - x->d.misfit.since_ns));
	if (is_answer && b->since == event_at(x, x->d.event)->answers)
		buf_add_text(&x->sentence, "its sending");
	else
		explain_since(x, b);
	buf_add_text(&x->sentence,
	    is_answer && explain_is_not_served(x)
		? "; it must be served, and must not fail before "
		: b->latest ? "; the latest is "
			    : "; the earliest is ");
	match_print_limit(&x->sentence, b);
	buf_add_char(&x->sentence, '.');
}

static void
say_malformed(struct explanation *x)
{
	say_reached(x);
	buf_add_text(
	    &x->sentence, ", a message that the catalogue does not know.");
}

static void
say_disconnected(struct explanation *x)
{
	const struct record *r = record_at(x, x->d.record);
	say_reached(x);
	const char *why = match_record_text(x->m, r);
	if (why && why[0]) {
		buf_add_text(&x->sentence, ": ");
		escape_quoted(
		    &x->sentence, why, strlen(why), EXPLAIN_VALUE_CHARACTERS);
	}
	buf_add_char(&x->sentence, '.');
}

void
explain_finding(struct explanation *x)
{
	switch (x->d.finding) {
	case FINDING_MISSING:
		say_missing(x);
		return;
	case FINDING_UNEXPECTED:
		explain_unexpected(x);
		return;
	case FINDING_DUPLICATE:
		explain_duplicate(x);
		return;
	case FINDING_OUT_OF_ORDER:
		say_out_of_order(x);
		return;
	case FINDING_WRONG_PROTOCOL:
		explain_wrong_protocol(x);
		return;
	case FINDING_WRONG_PARTY:
		say_wrong_party(x);
		return;
	case FINDING_WRONG_ANSWER:
		say_wrong_answer(x);
		return;
	case FINDING_WRONG_ATTRIBUTE:
		say_wrong_attribute(x);
		return;
	case FINDING_TOO_EARLY:
	case FINDING_TOO_LATE:
		say_wrong_time(x);
		return;
	case FINDING_MALFORMED:
		say_malformed(x);
		return;
	case FINDING_DISCONNECTED:
		say_disconnected(x);
		return;
	case FINDING_NONE:
	case FINDING_AMBIGUOUS:
	case FINDING_RUNNER_LATE:
	case FINDING_UNREACHABLE:
	case FINDING_BROKEN_BINDING:
	case FINDING_UNRESOLVED:
	case FINDING_UNEXPECTED_PASS:
		return;
	}
}
