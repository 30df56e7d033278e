/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/exchange/exchange.h"

#include "core/escape.h"
#include "core/mem.h"
#include "record/transcript.h"

#include <stdlib.h>
#include <string.h>

/* What a page of a tool can show of one case, and of all that failed. */
#define CASE_STEPS_MAX_BYTES ((size_t)64 << 10)
#define ALL_STEPS_MAX_BYTES ((size_t)32 << 20)

static void
free_steps(struct exchange *x, struct exchange_steps *s)
{
	for (size_t i = 0; i < s->items.count; i++)
		free(s->items.items[i].text);
	x->step_bytes -= s->bytes;
	vec_free(&s->items);
	*s = (struct exchange_steps){ 0 };
}

/* Takes ownership of the text. */
static void
add_step(struct exchange *x, struct exchange_steps *s, char *text,
    unsigned number, bool is_finding)
{
	size_t size = strlen(text);
	if (s->bytes + size > CASE_STEPS_MAX_BYTES ||
	    x->step_bytes + size > ALL_STEPS_MAX_BYTES) {
		s->left_out++;
		free(text);
		return;
	}
	struct exchange_step step = { text, number, is_finding };
	vec_push(&s->items, step);
	s->bytes += size;
	x->step_bytes += size;
}

static unsigned
number_of(const struct run_event *event)
{
	return event->kind == RUN_STIMULUS ? event->stimulus.number
					   : event->observation->number;
}

static void
take_message(struct exchange *x, const struct run_event *event)
{
	struct buf line;
	unsigned number =
	    event->kind == RUN_LEFT_OUT ? UINT_MAX : number_of(event);
	if (number == 0)
		return; /* it is about others */
	buf_init(&line, CASE_STEPS_MAX_BYTES);
	transcript_add(&line, event);
	if (line.size)
		line.bytes[--line.size] = '\0'; /* its newline */
	add_step(
	    x, &x->steps[event->test->index], buf_take(&line), number, false);
}

/* Nothing came that could be marked. */
static void
add_ghost(struct exchange *x, struct exchange_steps *s,
    const struct finding_place *place)
{
	struct buf line;
	if (!place->message || place->observed)
		return;
	buf_init(&line, CASE_STEPS_MAX_BYTES);
	buf_printf(&line, "missing: %s at %s", place->message,
	    place->party ? place->party : "?");
	if (place->file)
		buf_printf(
		    &line, ", required by %s:%u", place->file, place->line);
	add_step(x, s, buf_take(&line), 0, true);
}

static void
end_case(struct exchange *x, const struct run_event *event)
{
	struct exchange_steps *s = &x->steps[event->test->index];
	const struct outcome *outcome = event->outcome;
	if (x->document.results.cases[event->test->index].ended)
		return;
	if (!verdict_needs_attention(outcome->verdict)) {
		free_steps(x, s);
		return;
	}
	for (size_t i = 0; i < s->items.count; i++)
		s->items.items[i].is_finding = outcome->place.observed &&
		    s->items.items[i].number == outcome->place.observed;
	add_ghost(x, s, &outcome->place);
}

static void
exchange_event(struct sink *sink, const struct run_event *event)
{
	struct exchange *x = (struct exchange *)sink;
	switch (event->kind) {
	case RUN_STARTED:
		x->steps = mem_zalloc(
		    ((size_t)event->run->case_count + 1) * sizeof(*x->steps));
		break;
	case RUN_STIMULUS:
	case RUN_OBSERVATION:
	case RUN_LEFT_OUT:
		take_message(x, event);
		break;
	case RUN_CASE_ENDED:
		end_case(x, event);
		break;
	case RUN_ATTEMPT_ENDED:
		/* As on the page: the messages are those of the last one. */
		free_steps(x, &x->steps[event->test->index]);
		break;
	case RUN_CASE_STARTED:
	case RUN_PROOF:
	case RUN_QUIET:
	case RUN_LAG:
	case RUN_NOTICE:
	case RUN_ENDED:
		break;
	}
	document_take(sink, event);
}

struct report *
exchange_new(struct output *output, const struct document_form *form,
    const struct report_style *style)
{
	struct exchange *x = document_new(sizeof(*x), output, form, style);
	x->document.report.sink.event = exchange_event;
	if (style->recording)
		x->recording = mem_strdup(style->recording);
	return &x->document.report;
}

void
exchange_free(struct report *r)
{
	struct exchange *x = (struct exchange *)r;
	for (unsigned i = 0; i < x->document.results.case_count; i++)
		free_steps(x, &x->steps[i]);
	free(x->steps);
	free(x->recording);
	document_free(r);
}

const char *
exchange_emptiness(const struct results *r, bool *ret_is_idle)
{
	*ret_is_idle = r->run && r->run->shard.total && !r->problem;
	if (r->problem)
		return r->problem;
	return *ret_is_idle ? "No case falls to this shard."
			    : "No case was run.";
}

const char *
exchange_line(struct buf *into, const char *text)
{
	buf_clear(into);
	escape_line(into, text ? text : "", text ? strlen(text) : 0);
	return buf_text(into);
}
