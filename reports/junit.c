/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/junit.h"

#include "core/buf.h"
#include "core/escape.h"
#include "core/mem.h"
#include "reports/junit_document.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* CI systems give up on reports larger than some dozen megabytes. */
#define DOCUMENT_MAX_BYTES ((size_t)256 << 20)
/* What a page of a CI system can show of one case. */
#define DETAIL_MAX_BYTES ((size_t)64 << 10)
#define NOTICES_MAX_BYTES ((size_t)16 << 10)

struct junit {
	struct sink sink;
	struct output *output;
	struct junit_document facts; /* 'run' is NULL after the run */
	int64_t now_ns; /* of the newest event, since the run started */
	bool rendered;
	bool complete; /* 'text' holds the whole document */
	struct buf text;
};

static struct junit_suite *
find_suite(struct junit *j, const char *name)
{
	/* The newest first: cases of one suite are planned together. */
	for (size_t i = j->facts.suites.count; i-- > 0;)
		if (strcmp(j->facts.suites.items[i].name, name) == 0)
			return &j->facts.suites.items[i];
	struct junit_suite fresh = { .name = name, .first = JUNIT_END };
	vec_push(&j->facts.suites, fresh);
	return &j->facts.suites.items[j->facts.suites.count - 1];
}

static void
start_run(struct junit *j, const struct run_facts *run)
{
	j->facts.run = run;
	j->facts.wall_s = run->wall_start_s;
	j->facts.case_count = run->case_count;
	j->facts.cases = mem_zalloc(run->case_count * sizeof(*j->facts.cases));
	for (unsigned i = 0; i < run->case_count; i++) {
		struct junit_suite *suite = find_suite(j, run->cases[i].suite);
		j->facts.cases[i].next = JUNIT_END;
		if (suite->first == JUNIT_END)
			suite->first = i;
		else
			j->facts.cases[suite->last].next = i;
		suite->last = i;
		suite->count++;
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
end_case(struct junit *j, const struct run_event *event)
{
	struct junit_case *one = &j->facts.cases[event->test->index];
	const struct outcome *outcome = event->outcome;
	if (one->ended)
		return;
	one->ended = true;
	one->verdict = outcome->verdict;
	one->finding = outcome->finding;
	one->sentence = copy_text(outcome->sentence);
	one->detail = copy_detail(outcome->detail);
	one->duration_ns = outcome->duration_ns;
	one->end_ns = event->time_ns;
}

/* The sentence for a case without an end. */
static char *
unfinished_sentence(const struct junit *j, const struct junit_case *one)
{
	return mem_printf("The run %s before this case was %s%s%s",
	    j->facts.problem ? "broke off" : "was stopped",
	    one->started ? "finished" : "started",
	    j->facts.problem ? ": " : ".",
	    j->facts.problem ? j->facts.problem : "");
}

static void
close_cases(struct junit *j)
{
	for (unsigned i = 0; i < j->facts.case_count; i++) {
		struct junit_case *one = &j->facts.cases[i];
		if (one->ended)
			continue;
		one->ended = true;
		one->verdict = VERDICT_ABORTED;
		one->sentence = unfinished_sentence(j, one);
		one->end_ns = j->now_ns;
		if (one->started)
			one->duration_ns = j->now_ns - one->start_ns;
	}
}

static void
render(struct junit *j)
{
	close_cases(j);
	j->complete = junit_document_print(&j->facts, &j->text);
	j->rendered = true;
	j->facts.run = NULL;
}

static void
set_problem(struct junit *j, const char *problem)
{
	struct buf text;
	buf_init(&text, SIZE_MAX / 2);
	escape_line(&text, problem, strlen(problem));
	free(j->facts.problem);
	j->facts.problem = buf_take(&text);
}

void
junit_set_problem(struct junit *j, const char *problem, int64_t wall_s)
{
	set_problem(j, problem);
	if (!j->facts.run)
		j->facts.wall_s = wall_s;
}

static void
add_notice(struct junit *j, const char *notice)
{
	struct buf line;
	buf_init(&line, NOTICES_MAX_BYTES);
	escape_line(&line, notice, strlen(notice));
	buf_add_char(&line, '\n');
	buf_add(&j->facts.notices, buf_text(&line), line.size);
	buf_free(&line);
}

static void
junit_event(struct sink *sink, const struct run_event *event)
{
	struct junit *j = (struct junit *)sink;
	j->now_ns = event->time_ns;
	switch (event->kind) {
	case RUN_STARTED:
		start_run(j, event->run);
		break;
	case RUN_CASE_STARTED:
		j->facts.cases[event->test->index].started = true;
		j->facts.cases[event->test->index].start_ns = event->time_ns;
		break;
	case RUN_STIMULUS:
	case RUN_OBSERVATION:
	case RUN_PROOF:
	case RUN_QUIET:
		break;
	case RUN_CASE_ENDED:
		end_case(j, event);
		break;
	case RUN_NOTICE:
		add_notice(j, event->notice);
		break;
	case RUN_ENDED:
		if (event->summary->problem)
			set_problem(j, event->summary->problem);
		render(j);
		break;
	}
}

struct junit *
junit_new(struct output *output)
{
	struct junit *j = mem_zalloc(sizeof(*j));
	j->sink.event = junit_event;
	j->output = output;
	buf_init(&j->facts.notices, NOTICES_MAX_BYTES);
	buf_init(&j->text, DOCUMENT_MAX_BYTES);
	return j;
}

struct sink *
junit_sink(struct junit *j)
{
	return &j->sink;
}

bool
junit_finish(struct junit *j, char **ret_problem)
{
	struct output *output = j->output;
	if (!j->rendered)
		render(j);
	j->output = NULL;
	if (!j->complete) {
		output_discard(output);
		*ret_problem = mem_printf(
		    "the JUnit report is larger than its limit of %zu bytes",
		    DOCUMENT_MAX_BYTES);
		return false;
	}
	output_write(output, buf_text(&j->text), j->text.size);
	return output_commit(output, ret_problem);
}

void
junit_free(struct junit *j)
{
	if (!j)
		return;
	for (unsigned i = 0; i < j->facts.case_count; i++) {
		free(j->facts.cases[i].sentence);
		free(j->facts.cases[i].detail);
	}
	output_discard(j->output);
	free(j->facts.cases);
	vec_free(&j->facts.suites);
	buf_free(&j->facts.notices);
	buf_free(&j->text);
	free(j->facts.problem);
	free(j);
}
