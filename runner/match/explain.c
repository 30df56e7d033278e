/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/match/explain.h"

#include "core/clock.h"
#include "core/duration.h"
#include "core/escape.h"
#include "runner/match/edit.h"

#include <inttypes.h>
#include <string.h>

/* "EventError reached agent1": how most sentences begin. */
static void
say_reached(struct explanation *x)
{
	const struct record *r = record_at(x, x->d.record);
	const char *name = match_record_name(r);
	escape_line(&x->sentence, name, strlen(name));
	buf_printf(&x->sentence, " reached %s", party_name(x, r->party));
}

void
match_print_limit(struct buf *into, const struct bound *b)
{
	char limit[DURATION_TEXT_SIZE];
	buf_add_text(into, duration_print(limit, b->ns));
	if (b->sum && strchr(b->sum->text, '{'))
		buf_printf(into, " (%s)", b->sum->text);
}

static const char *
bound_since(const struct explanation *x, const struct bound *b)
{
	return b->since >= 0 ? event_at(x, b->since)->name
			     : "the start of the case";
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

/* Could the case not go on without it? */
static bool
is_needed(const struct match *m, unsigned event)
{
	uint64_t only[PATTERN_MAX_EVENTS / BITS_PER_WORD] = { 0 };
	bits_add(only, event);
	return !pattern_viable(
	    m->p, pattern_root(m->p), m->configs[0].set, only);
}

static void
say_missing(struct explanation *x)
{
	const struct pattern_event *e = event_at(x, x->d.event);
	const struct bound *b = tightest_bound(x, e);
	buf_printf(&x->sentence, "%s did not reach %s", e->step->message,
	    party_name(x, e->party));
	if (x->d.record >= 0) {
		const struct record *r = record_at(x, x->d.record);
		buf_printf(
		    &x->sentence, " before %s did", match_record_name(r));
	} else if (b &&
	    match_event_limit(x->m, &x->m->configs[0], e, true) >=
		x->m->now_ns) {
		buf_add_text(&x->sentence,
		    ", and the server has nothing more under way");
	} else if (b) {
		buf_add_text(&x->sentence, " within ");
		match_print_limit(&x->sentence, b);
		buf_printf(&x->sentence, " after %s", bound_since(x, b));
	}
	if (x->d.record < 0 && !is_needed(x->m, (unsigned)x->d.event))
		buf_add_text(&x->sentence, ", and no alternative did either");
	buf_add_char(&x->sentence, '.');
}

/* "RequestReject of agent2 was refused with error 1014, 'no such ticket'." */
static bool
say_refused(struct explanation *x)
{
	const struct record *r = record_at(x, x->d.record), *request = NULL;
	int64_t code;
	if (!r->has_message)
		return false;
	for (size_t i = 0; i < x->m->records.count && !request; i++)
		if (x->m->records.items[i].is_stimulus &&
		    record_reference(&x->m->records.items[i]) ==
			record_reference(r))
			request = &x->m->records.items[i];
	const struct attribute *why =
	    message_find(r->message, "errorDescription");
	if (!request || !request->spec || request->party != r->party ||
	    !message_integer(r->message, "errorCode", &code))
		return false;
	buf_printf(&x->sentence, "%s of %s was refused with error %" PRId64,
	    request->spec->name, party_name(x, r->party), code);
	if (why) {
		buf_add_text(&x->sentence, ", ");
		explain_value(&x->sentence, why);
	}
	buf_add_char(&x->sentence, '.');
	return true;
}

static void
say_unexpected(struct explanation *x)
{
	if (!x->d.ban && say_refused(x))
		return;
	say_reached(x);
	if (x->d.ban)
		buf_printf(&x->sentence,
		    ", which must not happen here (%s:%u).",
		    explain_file(x->d.ban->fixture), x->d.ban->step->at.line);
	else if (match_is_expected_later(x->m, record_at(x, x->d.record)))
		buf_add_text(&x->sentence,
		    ", but the fixture does not expect it there yet.");
	else
		buf_add_text(&x->sentence,
		    ", but nothing in the fixture expects it there.");
}

static void
say_duplicate(struct explanation *x)
{
	say_reached(x);
	buf_printf(&x->sentence, " twice, as #%u and again as #%u.",
	    record_at(x, x->d.other)->number,
	    record_at(x, x->d.record)->number);
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
say_wrong_protocol(struct explanation *x)
{
	const struct record *r = record_at(x, x->d.record);
	say_reached(x);
	buf_add_text(&x->sentence, " as ");
	escape_quoted(&x->sentence, r->protocol, strlen(r->protocol),
	    EXPLAIN_VALUE_CHARACTERS);
	if (x->d.event >= 0)
		buf_printf(&x->sentence, "; its protocol must be %s.",
		    event_at(x, x->d.event)->step->protocol);
	else
		buf_add_text(&x->sentence,
		    ", a protocol that this party never receives it under.");
}

static void
say_wrong_party(struct explanation *x)
{
	say_reached(x);
	buf_printf(&x->sentence, "; it must go to %s.",
	    party_name(x, event_at(x, x->d.event)->party));
}

static void
say_wrong_answer(struct explanation *x)
{
	const struct pattern_event *e = event_at(x, x->d.event);
	const struct record *r = record_at(x, x->d.record);
	say_reached(x);
	if (record_reference(r) >= 0)
		buf_printf(&x->sentence, " with reference %" PRId64,
		    record_reference(r));
	else
		buf_add_text(&x->sentence, " without a referenceId");
	if (e->answers < 0) {
		buf_add_text(&x->sentence,
		    record_reference(r) < 0
			? "."
			: ", which is no request of this party.");
		return;
	}
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
	buf_add_text(&x->sentence,
	    a                                   ? " with "
		: message_has(r->message, path) ? " with an object as "
						: " without ");
	escape_line(&x->sentence, path, strlen(path));
	if (a) {
		buf_add_char(&x->sentence, ' ');
		explain_value(&x->sentence, a);
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
	char after[DURATION_TEXT_SIZE];

	say_reached(x);
	buf_printf(&x->sentence, " %s after %s; the %s is ",
	    duration_print(after, r->time_ns - x->d.misfit.since_ns),
	    bound_since(x, b), b->latest ? "latest" : "earliest");
	match_print_limit(&x->sentence, b);
	buf_add_char(&x->sentence, '.');
}

static void
say_malformed(struct explanation *x)
{
	const struct record *r = record_at(x, x->d.record);
	if (r->has_message) {
		say_reached(x);
		buf_add_text(&x->sentence,
		    ", a message that the catalogue does not know.");
		return;
	}
	buf_printf(&x->sentence, "A frame for %s does not parse",
	    party_name(x, r->party));
	const char *raw = match_record_text(x->m, r);
	const char *problem = raw + strlen(raw) + 1;
	if (*problem) {
		buf_add_text(&x->sentence, ": ");
		escape_line(&x->sentence, problem, strlen(problem));
	}
	buf_add_char(&x->sentence, '.');
}

static void
say_disconnected(struct explanation *x)
{
	const struct record *r = record_at(x, x->d.record);
	buf_printf(&x->sentence, "The server closed the connection of %s",
	    party_name(x, r->party));
	const char *why = match_record_text(x->m, r);
	if (why && why[0]) {
		buf_add_text(&x->sentence, ": ");
		escape_quoted(
		    &x->sentence, why, strlen(why), EXPLAIN_VALUE_CHARACTERS);
	}
	buf_add_char(&x->sentence, '.');
}

static void
say(struct explanation *x)
{
	switch (x->d.finding) {
	case FINDING_MISSING:
		say_missing(x);
		return;
	case FINDING_UNEXPECTED:
		say_unexpected(x);
		return;
	case FINDING_DUPLICATE:
		say_duplicate(x);
		return;
	case FINDING_OUT_OF_ORDER:
		say_out_of_order(x);
		return;
	case FINDING_WRONG_PROTOCOL:
		say_wrong_protocol(x);
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
	case FINDING_UNRESOLVED:
	case FINDING_UNEXPECTED_PASS:
		return;
	}
}

/*
 * Can it come of a stimulus, or a look, that was too late?  All but what is
 * wrong whenever it comes: a server whose timer ran out meanwhile is right to
 * answer otherwise, and the explanation may call that by any name.
 */
static bool
depends_on_time(const struct divergence *d)
{
	switch (d->finding) {
	case FINDING_MALFORMED:
	case FINDING_WRONG_PROTOCOL:
	case FINDING_WRONG_ATTRIBUTE: /* by the catalogue */
	case FINDING_DISCONNECTED:
		return false;
	case FINDING_NONE:
	case FINDING_MISSING:
	case FINDING_UNEXPECTED:
	case FINDING_DUPLICATE:
	case FINDING_OUT_OF_ORDER:
	case FINDING_WRONG_PARTY:
	case FINDING_WRONG_ANSWER:
	case FINDING_TOO_EARLY:
	case FINDING_TOO_LATE:
	case FINDING_AMBIGUOUS:
	case FINDING_RUNNER_LATE:
	case FINDING_UNREACHABLE:
	case FINDING_UNRESOLVED:
	case FINDING_UNEXPECTED_PASS:
		break;
	}
	return true;
}

static void
say_lag(struct explanation *x)
{
	char lag[DURATION_TEXT_SIZE];
	buf_printf(&x->sentence,
	    " But the runner itself was late by %s, which may be the reason.",
	    duration_print(lag, x->m->lag_ns));
}

/* Which state was to be seen when it happened? */
static void
say_probe(struct explanation *x)
{
	const struct step *probe = explain_probe(x);
	if (!probe)
		return;
	buf_add_text(&x->sentence, " This was to show that ");
	escape_line(&x->sentence, probe->that, strlen(probe->that));
	buf_add_char(&x->sentence, '.');
}

/*
 * Who did it, and does that decide?  A preamble never fails a case, and a setup
 * itself only by what is wrong in every case.
 */
static void
attribute(const struct explanation *x, bool late, struct outcome *ret)
{
	const struct pattern *p = x->m->p;
	unsigned owner = match_owner(x->m, &x->d);
	const struct fixture_case *test = p->instances.items[owner].test;
	ret->is_proven = !late &&
	    (!test->fixture->is_setup ||
		match_is_wrong_everywhere(x->m, &x->d));
	ret->preamble = owner + 1 < p->instances.count ? test : NULL;
	ret->verdict = ret->is_proven && !ret->preamble ? VERDICT_FAIL
							: VERDICT_INCONCLUSIVE;
}

static void
say_in_preamble(struct explanation *x, const struct fixture_case *preamble)
{
	if (preamble)
		buf_printf(&x->sentence,
		    "Preamble %s did not hold: ", preamble->fixture->phase);
	size_t start = x->sentence.size;
	say(x);
	/* "A frame ...", in the middle of a sentence now. */
	if (preamble && strncmp(buf_text(&x->sentence) + start, "A ", 2) == 0)
		x->sentence.bytes[start] = 'a';
}

/* The request whose effect depends on the timer, or -1. */
static int
last_request_in(const struct explanation *x, unsigned node)
{
	const struct pattern_node *n = &x->m->p->nodes.items[node];
	for (int i = (int)x->m->records.count; --i >= 0;) {
		const struct record *r = record_at(x, i);
		if (r->is_stimulus && r->event >= (int)n->first &&
		    r->event < (int)n->end)
			return i;
	}
	return -1;
}

/* "The server's own timer of 1 s ({invitation-timeout})" */
static void
say_doubt(struct explanation *x)
{
	const struct pattern_while *w = &x->m->p->whiles.items[x->m->doubt];
	const struct record *since =
	    match_record_of(x->m, &x->m->configs[0], (unsigned)w->limit.since);
	int request = last_request_in(x, w->node);
	char after[DURATION_TEXT_SIZE];

	buf_add_text(&x->sentence, " But the server's own timer of ");
	match_print_limit(&x->sentence, &w->limit);
	buf_add_text(&x->sentence, " may have run out before ");
	buf_add_text(&x->sentence,
	    request < 0 ? "that"
			: event_at(x, record_at(x, request)->event)->name);
	if (request >= 0)
		buf_add_text(&x->sentence, " arrived");
	if (x->d.record >= 0 && since)
		buf_printf(&x->sentence, ": this came %s after %s.",
		    duration_print(after,
			record_at(x, x->d.record)->time_ns -
			    since->earliest_ns),
		    bound_since(x, &w->limit));
	else
		buf_add_text(&x->sentence,
		    ", and nothing shows that it was served in time.");
}

void
match_explain(struct match *m, struct outcome *ret)
{
	struct explanation x = { .m = m, .d = m->divergence };
	unsigned more = 0;
	/* What may be a timer's doing is not to be read in another way. */
	if (m->doubt >= 0 || !match_explain_by_edits(m, &x.d, &more))
		match_classify(m, &x.d);
	bool late =
	    m->lag_ns >= MATCH_LAG_LIMIT_NS && depends_on_time(&m->divergence);
	bool doubted = m->doubt >= 0 &&
	    (x.d.record < 0 || !match_is_certain(m, (unsigned)x.d.record));
	attribute(&x, late || doubted, ret);
	buf_init(&x.sentence, EXPLAIN_LINE_MAX_BYTES);
	say_in_preamble(&x, ret->preamble);
	say_probe(&x);
	if (late)
		say_lag(&x);
	else if (doubted)
		say_doubt(&x);
	ret->finding = late || doubted ? FINDING_RUNNER_LATE : x.d.finding;
	ret->sentence = buf_take(&x.sentence);
	ret->detail = explain_sides(&x);
	explain_place(&x, &ret->place);
}
