/* SPDX-License-Identifier: Apache-2.0 */
#include "record/results.h"

#include "conformance/waivers.h"
#include "core/escape.h"
#include "core/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* What a page of a CI system can show of one case. */
#define DETAIL_MAX_BYTES ((size_t)64 << 10)
#define NOTICES_MAX_BYTES ((size_t)16 << 10)

static struct suite_result *
find_suite(struct results *r, const char *name)
{
	/* The newest first: cases of one suite are planned together. */
	for (size_t i = r->suites.count; i-- > 0;)
		if (strcmp(r->suites.items[i].name, name) == 0)
			return &r->suites.items[i];
	struct suite_result fresh = { .name = name, .first = RESULTS_END };
	vec_push(&r->suites, fresh);
	return &r->suites.items[r->suites.count - 1];
}

static void
start_run(struct results *r, const struct run_facts *run)
{
	r->run = run;
	r->wall_s = run->wall_start_s;
	r->case_count = run->case_count;
	r->cases = mem_zalloc(run->case_count * sizeof(*r->cases));
	for (unsigned i = 0; i < run->case_count; i++) {
		struct suite_result *suite = find_suite(r, run->cases[i].suite);
		r->cases[i].next = RESULTS_END;
		if (suite->first == RESULTS_END)
			suite->first = i;
		else
			r->cases[suite->last].next = i;
		suite->last = i;
	}
}

static char *
copy_text(const char *text)
{
	return text ? mem_strdup(text) : NULL;
}

/* The whole of it, or its lines up to the limit and a word about the rest. */
static char *
copy_detail(const char *detail)
{
	size_t size = detail ? strlen(detail) : 0;
	if (size <= DETAIL_MAX_BYTES)
		return copy_text(detail);
	size_t kept = DETAIL_MAX_BYTES;
	while (kept > 0 && detail[kept - 1] != '\n')
		kept--;
	if (kept == 0)
		kept = DETAIL_MAX_BYTES;
	return mem_printf(
	    "%.*s(cut: %zu more bytes)\n", (int)kept, detail, size - kept);
}

static void
end_case(struct results *r, const struct run_event *event)
{
	struct case_result *one = &r->cases[event->test->index];
	const struct outcome *outcome = event->outcome;
	if (one->ended)
		return;
	one->ended = true;
	one->verdict = outcome->verdict;
	one->finding = outcome->finding;
	one->sentence = copy_text(outcome->sentence);
	one->detail = copy_detail(outcome->detail);
	finding_difference_copy(&one->difference, &outcome->difference);
	one->preamble = copy_text(outcome->blamed.phase);
	one->seen_in = copy_text(outcome->seen_in);
	one->duration_ns = outcome->duration_ns;
	one->end_ns = event->time_ns;
}

static void
end_attempt(struct results *r, const struct run_event *event)
{
	const struct outcome *o = event->outcome;
	struct attempt_result a = { .verdict = o->verdict,
		.finding = o->finding,
		.sentence = mem_strdup(o->sentence ? o->sentence : ""),
		.detail = copy_detail(o->detail),
		.duration_ns = o->duration_ns };
	vec_push(&r->cases[event->test->index].attempts, a);
}

static void
start_case(struct results *r, const struct run_event *event)
{
	struct case_result *one = &r->cases[event->test->index];
	/* Its first attempt is when the case started. */
	if (!one->started)
		one->start_ns = event->time_ns;
	one->started = true;
}

/* The sentence for a case without an end. */
static char *
unfinished_sentence(const struct results *r, const struct case_result *one)
{
	return mem_printf("The run %s before this case was %s%s%s",
	    r->problem ? "broke off" : "was stopped",
	    one->started ? "finished" : "started", r->problem ? ": " : ".",
	    r->problem ? r->problem : "");
}

void
results_close(struct results *r)
{
	for (unsigned i = 0; i < r->case_count; i++) {
		struct case_result *one = &r->cases[i];
		if (one->ended)
			continue;
		one->ended = true;
		one->verdict = VERDICT_ABORTED;
		one->sentence = unfinished_sentence(r, one);
		one->end_ns = r->now_ns;
		if (one->started)
			one->duration_ns = r->now_ns - one->start_ns;
	}
}

void
results_set_problem(struct results *r, const char *problem)
{
	struct buf text;
	buf_init(&text, SIZE_MAX / 2);
	escape_line(&text, problem, strlen(problem));
	free(r->problem);
	r->problem = buf_take(&text);
}

void
results_set_replay(struct results *r, const char *command)
{
	free(r->replay);
	r->replay = copy_text(command);
}

bool
results_command(const char *command, const struct run_case *test,
    const struct case_result *one, struct buf *into)
{
	buf_clear(into);
	if (!command || !*command)
		return false;
	buf_printf(into, "%s ", command);
	if (one->seen_in)
		buf_add_text(into, one->seen_in);
	else
		buf_printf(
		    into, "%s/%s/%s", test->suite, test->phase, test->name);
	return true;
}

static void
add_notice(struct results *r, const char *notice)
{
	struct buf line;
	buf_init(&line, NOTICES_MAX_BYTES);
	escape_line(&line, notice, strlen(notice));
	buf_add_char(&line, '\n');
	buf_add(&r->notices, buf_text(&line), line.size);
	buf_free(&line);
}

void
results_init(struct results *r)
{
	buf_init(&r->notices, NOTICES_MAX_BYTES);
}

void
results_take(struct results *r, const struct run_event *event)
{
	/* The end of a case may come late. */
	if (event->time_ns > r->now_ns)
		r->now_ns = event->time_ns;
	switch (event->kind) {
	case RUN_STARTED:
		start_run(r, event->run);
		break;
	case RUN_CASE_STARTED:
		start_case(r, event);
		break;
	case RUN_OBSERVATION:
		r->has_derived_tags |= event->observation->is_derived;
		break;
	case RUN_STIMULUS:
	case RUN_PROOF:
	case RUN_QUIET:
	case RUN_LEFT_OUT:
		break;
	case RUN_CASE_ENDED:
		end_case(r, event);
		break;
	case RUN_ATTEMPT_ENDED:
		end_attempt(r, event);
		break;
	case RUN_LAG:
		break;
	case RUN_NOTICE:
		add_notice(r, event->notice);
		break;
	case RUN_ENDED:
		if (event->summary->problem)
			results_set_problem(r, event->summary->problem);
		break;
	}
}

static void
free_attempts(struct case_result *one)
{
	for (size_t i = 0; i < one->attempts.count; i++) {
		free(one->attempts.items[i].sentence);
		free(one->attempts.items[i].detail);
	}
	vec_free(&one->attempts);
}

void
results_print_waivers(const struct results *r, struct buf *into)
{
	struct waiver_tally tally;
	if (!r->run || !r->run->waivers)
		return;
	waiver_tally_start(&tally, r->run);
	for (unsigned i = 0; i < r->case_count; i++)
		waiver_tally_take(&tally, &r->run->cases[i],
		    r->cases[i].verdict, r->cases[i].finding);
	waiver_tally_print(into, &tally);
	waiver_tally_free(&tally);
}

const struct waiver *
results_next_waiver(const struct results *r, unsigned index, size_t *position)
{
	return r->run && index < r->case_count
	    ? waivers_next(r->run, &r->run->cases[index],
		  r->cases[index].verdict, r->cases[index].finding, position)
	    : NULL;
}

void
results_free(struct results *r)
{
	for (unsigned i = 0; i < r->case_count; i++) {
		free(r->cases[i].sentence);
		free(r->cases[i].detail);
		finding_difference_clear(&r->cases[i].difference);
		free(r->cases[i].preamble);
		free(r->cases[i].seen_in);
		free_attempts(&r->cases[i]);
	}
	free(r->cases);
	vec_free(&r->suites);
	buf_free(&r->notices);
	free(r->problem);
	free(r->replay);
}

char *
wall_print(char *into, int64_t wall_s)
{
	time_t time = (time_t)wall_s;
	struct tm utc = { .tm_mday = 1, .tm_year = 70 };
	gmtime_r(&time, &utc);
	snprintf(into, WALL_TEXT_SIZE, "%04d-%02d-%02dT%02d:%02d:%02d",
	    utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday, utc.tm_hour,
	    utc.tm_min, utc.tm_sec);
	return into;
}
