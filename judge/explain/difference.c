/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one thing in which an observed message differs from the expected one,
 * for the lines below the sentence.
 */
#include "core/escape.h"
#include "core/text/duration.h"
#include "judge/explain/explanation.h"
#include "judge/fit.h"
#include "judge/record.h"
#include "judge/window.h"

#include <inttypes.h>
#include <string.h>

#define ABSENT "none"

static void
fill(struct finding_difference *ret, const char *what, struct buf *expected,
    struct buf *observed)
{
	*ret = (struct finding_difference){ .what = mem_strdup(what),
		.expected = buf_take(expected),
		.observed = buf_take(observed) };
}

static void
start(struct buf *expected, struct buf *observed)
{
	buf_init(expected, EXPLAIN_LINE_MAX_BYTES);
	buf_init(observed, EXPLAIN_LINE_MAX_BYTES);
}

static void
differ_in_protocol(const struct explanation *x, struct finding_difference *ret)
{
	const struct record *r = record_at(x, x->d.record);
	struct buf expected, observed;
	if (x->d.event < 0)
		return;
	start(&expected, &observed);
	buf_add_text(&expected, event_at(x, x->d.event)->step->protocol);
	escape_line(&observed, r->protocol, strlen(r->protocol));
	fill(ret, "protocol", &expected, &observed);
}

static void
differ_in_party(const struct explanation *x, struct finding_difference *ret)
{
	struct buf expected, observed;
	if (x->d.event < 0)
		return;
	start(&expected, &observed);
	buf_add_text(&expected, party_name(x, event_at(x, x->d.event)->party));
	buf_add_text(
	    &observed, party_name(x, record_at(x, x->d.record)->party));
	fill(ret, "party", &expected, &observed);
}

static void
add_reference(struct buf *b, const struct record *r)
{
	if (record_reference(r) >= 0)
		buf_printf(b, "%" PRId64, record_reference(r));
	else
		buf_add_text(b, ABSENT);
}

static void
differ_in_reference(const struct explanation *x, struct finding_difference *ret)
{
	struct buf expected, observed;
	int answers = x->d.event >= 0 ? event_at(x, x->d.event)->answers : -1;
	const struct record *request = answers >= 0
	    ? match_record_of(x->m, &x->m->configs[0], (unsigned)answers)
	    : NULL;
	if (x->d.answer || !request)
		return;
	start(&expected, &observed);
	add_reference(&expected, request);
	add_reference(&observed, record_at(x, x->d.record));
	fill(ret, "referenceId", &expected, &observed);
}

static void
add_wanted(
    const struct explanation *x, const struct compiled_test *t, struct buf *b)
{
	switch (t->test->kind) {
	case TEST_VALUE:
		match_evaluate(x->m, &x->m->configs[0], &t->value);
		escape_quoted(b, buf_text(&x->m->scratch), x->m->scratch.size,
		    EXPLAIN_VALUE_CHARACTERS);
		return;
	case TEST_MATCHES:
		buf_printf(b, "matching '%s'", t->test->text);
		return;
	case TEST_TYPE:
		buf_printf(b, "of type %s", attribute_type_name(t->test->type));
		return;
	case TEST_PRESENT:
	case TEST_ANY:
		buf_add_text(b, "any");
		return;
	case TEST_MISSING:
		buf_add_text(b, ABSENT);
		return;
	}
}

/* What is at a path that has no value. */
static const char *
part_name(const struct message *m, const char *path)
{
	switch (message_part(m, path)) {
	case PART_OBJECT:
		return "an object";
	case PART_LIST:
		return "a list";
	case PART_NONE:
	case PART_VALUE:
		break;
	}
	return ABSENT;
}

static void
differ_in_attribute(const struct explanation *x, struct finding_difference *ret)
{
	const struct misfit *misfit = &x->d.misfit;
	struct buf what, expected, observed;
	const char *path = misfit->test
	    ? match_test_path(x->m, &x->m->configs[0], misfit->test)
	    : misfit->spec->path;
	const struct message *message = record_at(x, x->d.record)->message;
	const struct attribute *a = message_find(message, path);
	start(&expected, &observed);
	buf_init(&what, EXPLAIN_LINE_MAX_BYTES);
	escape_line(&what, path, strlen(path));
	if (a)
		explain_value(&observed, a);
	else
		buf_add_text(&observed, part_name(message, path));
	if (misfit->test)
		add_wanted(x, misfit->test, &expected);
	else
		buf_printf(&expected, "of type %s",
		    attribute_type_name(misfit->spec->type));
	fill(ret, buf_text(&what), &expected, &observed);
	buf_free(&what);
}

static void
differ_in_time(const struct explanation *x, struct finding_difference *ret)
{
	const struct bound *b = x->d.misfit.bound;
	char after[DURATION_TEXT_SIZE];
	struct buf expected, observed;
	start(&expected, &observed);
	buf_add_text(&expected, b->latest ? "at most " : "at least ");
	match_print_limit(&expected, b);
	buf_add_text(&observed,
	    duration_print(after,
		record_at(x, x->d.record)->time_ns - x->d.misfit.since_ns));
	fill(ret, "time", &expected, &observed);
}

void
explain_difference(const struct explanation *x, struct finding_difference *ret)
{
	*ret = (struct finding_difference){ 0 };
	switch (x->d.finding) {
	case FINDING_WRONG_PROTOCOL:
		differ_in_protocol(x, ret);
		return;
	case FINDING_WRONG_PARTY:
		differ_in_party(x, ret);
		return;
	case FINDING_WRONG_ANSWER:
		differ_in_reference(x, ret);
		return;
	case FINDING_WRONG_ATTRIBUTE:
		differ_in_attribute(x, ret);
		return;
	case FINDING_TOO_EARLY:
	case FINDING_TOO_LATE:
		differ_in_time(x, ret);
		return;
	case FINDING_NONE:
	case FINDING_MISSING:
	case FINDING_UNEXPECTED:
	case FINDING_DUPLICATE:
	case FINDING_OUT_OF_ORDER:
	case FINDING_MALFORMED:
	case FINDING_DISCONNECTED:
	case FINDING_AMBIGUOUS:
	case FINDING_RUNNER_LATE:
	case FINDING_UNREACHABLE:
	case FINDING_BROKEN_BINDING:
	case FINDING_UNRESOLVED:
	case FINDING_UNEXPECTED_PASS:
		return;
	}
}
