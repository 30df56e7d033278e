/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/diff_json.h"

#include "core/mem.h"
#include "model/repetition.h"
#include "wire/json_writer.h"

#include <stdlib.h>

static const char *
change_name(enum change change)
{
	switch (change) {
	case CHANGE_FAILS:
		return "fails";
	case CHANGE_FAILS_OTHERWISE:
		return "fails otherwise";
	case CHANGE_FAILS_OFTENER:
		return "fails more often";
	case CHANGE_UNJUDGED:
		return "unjudged";
	case CHANGE_GONE:
		return "gone";
	case CHANGE_NEW:
		return "new";
	case CHANGE_FLAKY:
		return "flaky";
	case CHANGE_PASSES:
		return "passes";
	case CHANGE_FAILS_RARER:
		return "fails less often";
	case CHANGE_NONE:
		return "same";
	}
	return "";
}

static void
add_run(struct json_writer *w, const char *key, const struct past_run *run)
{
	const struct run_facts *facts = past_run_facts(run);
	json_begin_object(w, key);
	json_add_text(w, "server", facts->server_name);
	json_add_text(w, "serverVersion", facts->server_version);
	json_add_text(w, "target", facts->target_name);
	json_add_text(w, "version", facts->program_version);
	json_add_integer(w, "wallStart", facts->wall_start_s);
	json_add_integer(w, "cases", facts->case_count);
	json_add_boolean(w, "complete", past_run_summary(run) != NULL);
	json_end_object(w);
}

static void
add_result(
    struct json_writer *w, const char *key, const struct case_result *result)
{
	if (!result)
		return;
	json_begin_object(w, key);
	json_add_text(w, "verdict", verdict_name(result->verdict));
	json_add_text(w, "finding", finding_name(result->finding));
	json_add_text(w, "sentence", result->sentence);
	json_add_integer(w, "duration", result->duration_ns);
	json_end_object(w);
}

/* Of a case that at least one run has repeated. */
static void
add_spread(struct json_writer *w, const char *key, const struct spread *t)
{
	if (t->count == 0)
		return;
	json_begin_object(w, key);
	json_add_integer(w, "count", t->count);
	json_add_integer(w, "passed", t->passed);
	json_add_integer(w, "failed", t->failed);
	json_add_text(w, "name", t->test->name);
	json_end_object(w);
}

static void
begin_case(struct json_writer *w, const struct run_case *test)
{
	json_begin_object(w, NULL);
	json_add_text(w, "suite", test->suite);
	json_add_text(w, "phase", test->phase);
	char *name = mem_strndup(test->name, repetition_base_size(test->name));
	json_add_text(w, "name", name);
	free(name);
	json_add_text(w, "section", test->section);
}

static void
add_cases(struct json_writer *w, const struct comparison *c)
{
	json_begin_list(w, "cases");
	for (size_t i = 0; i < c->cases.count; i++) {
		const struct compared_case *one = &c->cases.items[i];
		if (one->change == CHANGE_NONE)
			continue;
		begin_case(w, one->test);
		json_add_text(w, "change", change_name(one->change));
		json_add_boolean(w, "worse", one->is_worse);
		add_result(w, "before", one->before);
		add_result(w, "now", one->now);
		if (one->is_repeated) {
			json_begin_object(w, "repetitions");
			add_spread(w, "before", &one->spreads[0]);
			add_spread(w, "now", &one->spreads[1]);
			json_end_object(w);
		}
		json_end_object(w);
	}
	json_end_list(w);
}

static void
add_inputs(struct json_writer *w, const struct comparison *c)
{
	json_begin_list(w, "inputs");
	for (size_t i = 0; i < c->inputs.count; i++) {
		const struct changed_input *input = &c->inputs.items[i];
		json_begin_object(w, NULL);
		json_add_text(w, "kind", input->kind);
		json_add_text(w, "name", input->name);
		json_add_text(w, "before", input->before);
		json_add_text(w, "now", input->now);
		json_end_object(w);
	}
	json_end_list(w);
}

static void
add_times(struct json_writer *w, const struct comparison *c)
{
	json_begin_list(w, "durations");
	for (size_t i = 0; i < c->times.count; i++) {
		begin_case(w, c->times.items[i].test);
		json_add_integer(w, "before", c->times.items[i].before_ns);
		json_add_integer(w, "now", c->times.items[i].now_ns);
		json_end_object(w);
	}
	json_end_list(w);
	json_begin_list(w, "deadlines");
	for (size_t i = 0; i < c->slacks.count; i++) {
		const struct changed_slack *s = &c->slacks.items[i];
		json_begin_object(w, NULL);
		json_add_text(w, "within", s->now->within);
		json_add_integer(w, "limit", s->now->limit_ns);
		json_add_integer(w, "before", s->before->median_ns);
		json_add_integer(w, "now", s->now->median_ns);
		json_end_object(w);
	}
	json_end_list(w);
}

static void
add_counts(struct json_writer *w, const struct comparison *c)
{
	json_begin_object(w, "counts");
	for (int i = 0; i < CHANGE_COUNT; i++)
		json_add_integer(w, change_name((enum change)i), c->counts[i]);
	json_end_object(w);
	json_add_integer(w, "worse", c->worse);
}

void
diff_print_json(const struct past_run *before, const struct past_run *now,
    const struct comparison *c, struct buf *into)
{
	struct json_writer w = { .into = into };
	json_begin_object(&w, NULL);
	add_run(&w, "before", before);
	add_run(&w, "now", now);
	add_inputs(&w, c);
	add_counts(&w, c);
	add_cases(&w, c);
	add_times(&w, c);
	json_end_object(&w);
	buf_add_char(into, '\n');
}
