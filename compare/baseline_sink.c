/* SPDX-License-Identifier: Apache-2.0 */
#include "compare/baseline_sink.h"

#include "core/escape.h"
#include "core/mem.h"
#include "model/repetition.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct baseline_sink {
	struct sink sink;
	const struct baseline *baseline;
	struct sink *const *sinks;
	unsigned sink_count;
	struct run_summary counted; /* nothing but its counts */
	struct run_summary summary;
	bool has_ended;
};

static void
pass_on(struct baseline_sink *e, const struct run_event *event)
{
	for (unsigned i = 0; i < e->sink_count; i++)
		e->sinks[i]->event(e->sinks[i], event);
}

static void
pass_on_pause(struct sink *sink)
{
	struct baseline_sink *e = (struct baseline_sink *)sink;
	sinks_pause(e->sinks, e->sink_count);
}

static const struct expected_failure *
find(const struct baseline_sink *e, const struct run_case *test)
{
	char *path = mem_printf("%s/%s/%.*s", test->suite, test->phase,
	    (int)repetition_base_size(test->name), test->name);
	const struct expected_failure *found = baseline_find(e->baseline, path);
	free(path);
	return found;
}

/* The reason is a text of the baseline's author: one harmless line. */
static char *
sentence_of(const char *before, const char *reason, const char *after)
{
	struct buf b;
	buf_init(&b, SIZE_MAX / 2);
	buf_add_text(&b, before);
	escape_line(&b, reason, strlen(reason));
	buf_add_text(&b, after);
	return buf_take(&b);
}

/* What the judge said becomes the first line of the detail. */
static char *
detail_of(const struct outcome *judged)
{
	if (!judged->sentence)
		return NULL;
	return mem_printf(
	    "%s\n%s", judged->sentence, judged->detail ? judged->detail : "");
}

static void
change_outcome(const struct expected_failure *known,
    const struct outcome *judged, struct outcome *ret)
{
	*ret = *judged;
	ret->detail = detail_of(judged);
	if (verdict_is_pass(judged->verdict)) {
		ret->verdict = VERDICT_FAIL;
		ret->finding = FINDING_UNEXPECTED_PASS;
		char *before = mem_printf("It passed, but the baseline expects "
					  "a failure (%s): ",
		    finding_name(known->finding));
		ret->sentence = sentence_of(before, known->reason, "");
		free(before);
	} else if (judged->finding == known->finding) {
		ret->verdict = VERDICT_EXPECTED;
		char *before = mem_printf(
		    "Expected failure (%s): ", finding_name(known->finding));
		ret->sentence = sentence_of(before, known->reason, "");
		free(before);
	} else {
		free(ret->detail);
		ret->detail = judged->detail;
		ret->sentence = mem_printf("%s" BASELINE_SINK_OTHERWISE "%s.)",
		    judged->sentence, finding_name(known->finding));
	}
}

/* What could not be judged for another reason stays so. */
static bool
concerns(const struct expected_failure *known, const struct outcome *judged)
{
	return verdict_is_pass(judged->verdict) ||
	    judged->verdict == VERDICT_FAIL ||
	    (outcome_blames_server(judged) &&
		judged->finding == known->finding);
}

static void
end_case(struct baseline_sink *e, const struct run_event *event)
{
	const struct outcome *judged = event->outcome;
	const struct expected_failure *known = find(e, event->test);
	bool is_known = known && concerns(known, judged);
	struct outcome changed = *judged;
	struct run_event fact = *event;
	if (is_known)
		change_outcome(known, judged, &changed);
	fact.outcome = &changed;
	run_summary_count(&e->counted, event->test, &changed);
	pass_on(e, &fact);
	if (changed.sentence != judged->sentence)
		free(changed.sentence);
	if (changed.detail != judged->detail)
		free(changed.detail);
}

static void
end_run(struct baseline_sink *e, const struct run_event *event)
{
	struct run_event fact = *event;
	e->summary = *event->summary;
	memcpy(e->summary.counts, e->counted.counts, sizeof(e->summary.counts));
	memcpy(e->summary.assumptions, e->counted.assumptions,
	    sizeof(e->summary.assumptions));
	e->has_ended = true;
	fact.summary = &e->summary;
	pass_on(e, &fact);
}

static void
baseline_sink_event(struct sink *sink, const struct run_event *event)
{
	struct baseline_sink *e = (struct baseline_sink *)sink;
	switch (event->kind) {
	case RUN_CASE_ENDED:
		end_case(e, event);
		break;
	case RUN_ENDED:
		end_run(e, event);
		break;
	case RUN_STARTED:
	case RUN_CASE_STARTED:
	case RUN_STIMULUS:
	case RUN_OBSERVATION:
	case RUN_PROOF:
	case RUN_QUIET:
	case RUN_LEFT_OUT:
	case RUN_ATTEMPT_ENDED:
	case RUN_LAG:
	case RUN_NOTICE:
		pass_on(e, event);
		break;
	}
}

struct baseline_sink *
baseline_sink_new(const struct baseline *baseline, struct sink *const *sinks,
    unsigned sink_count)
{
	struct baseline_sink *e = mem_zalloc(sizeof(*e));
	e->sink.event = baseline_sink_event;
	e->sink.pause = pass_on_pause;
	e->baseline = baseline;
	e->sinks = sinks;
	e->sink_count = sink_count;
	return e;
}

struct sink *
baseline_sink_sink(struct baseline_sink *e)
{
	return &e->sink;
}

const struct run_summary *
baseline_sink_summary(const struct baseline_sink *e)
{
	return e->has_ended ? &e->summary : NULL;
}

void
baseline_sink_free(struct baseline_sink *e)
{
	free(e);
}
