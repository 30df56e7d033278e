/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A score as JSON; docs/qualify.md describes the shape.
 */
#include "qualify/score.h"
#include "wire/json_writer.h"

/* Members begin a line, and so do the items of the long lists. */
#define MEMBER_INDENT 1
#define ITEM_INDENT 2

static void
add_counts(struct json_writer *w, const char *key, const struct score_row *row)
{
	json_begin_object(w, key);
	for (int i = 0; i < QUALIFICATION_COUNT; i++)
		json_add_integer(w, qualification_name((enum qualification)i),
		    row->counts[i]);
	json_end_object(w);
}

static void
add_schedules(struct json_writer *w, const struct score_row *row)
{
	json_begin_object(w, "schedules");
	json_add_integer(w, "passed", row->counts[LEGAL_PASSED]);
	json_add_integer(w, "failed", row->counts[LEGAL_FAILED]);
	json_end_object(w);
}

static void
begin_item(struct json_writer *w)
{
	json_break_line(w, ITEM_INDENT);
	json_begin_object(w, NULL);
}

static void
add_cases(struct json_writer *w, const struct score *s)
{
	json_break_line(w, MEMBER_INDENT);
	json_begin_list(w, "cases");
	for (size_t i = 0; i < s->cases.count; i++) {
		const struct scored_case *c = &s->cases.items[i];
		begin_item(w);
		json_add_string(w, "status", qualify_status_name(c->status));
		json_add_string(w, "case", c->path);
		add_counts(w, "mutants", &c->mutants);
		add_schedules(w, &c->schedules);
		json_end_object(w);
	}
	json_end_list(w);
}

static void
add_faults(struct json_writer *w, const struct score *s)
{
	json_break_line(w, MEMBER_INDENT);
	json_begin_list(w, "faults");
	for (int kind = 0; kind < FAULT_MISBEHAVE; kind++) {
		begin_item(w);
		json_add_string(
		    w, "fault", fault_kind_name((enum fault_kind)kind));
		add_counts(w, "mutants", &s->by_fault[kind]);
		json_end_object(w);
	}
	json_end_list(w);
}

static void
add_schedule(struct json_writer *w, const struct scored_finding *f)
{
	json_add_unsigned(w, "seed", f->seed);
	if (f->slow_ns == 0)
		return;
	json_add_string(w, "fast", f->fast);
	json_add_string(w, "slow", f->slow);
	if (f->also_slow)
		json_add_string(w, "alsoSlow", f->also_slow);
	json_add_integer(w, "slowNs", f->slow_ns);
}

static const char *
found_name(enum finding finding)
{
	return finding == FINDING_NONE ? NULL : finding_name(finding);
}

static void
add_finding(struct json_writer *w, const struct score *s,
    const struct scored_finding *f)
{
	begin_item(w);
	json_add_string(w, "result", qualification_name(f->result));
	json_add_string(w, "case", s->cases.items[f->test].path);
	json_add_string(w, "fault", f->fault);
	add_schedule(w, f);
	json_add_string(w, "wanted", found_name(f->wanted));
	json_add_string(w, "verdict", verdict_name(f->verdict));
	json_add_string(w, "finding", found_name(f->finding));
	json_add_string(w, "sentence", f->sentence);
	json_end_object(w);
}

static void
add_findings(struct json_writer *w, const struct score *s)
{
	json_break_line(w, MEMBER_INDENT);
	json_begin_list(w, "findings");
	for (size_t i = 0; i < s->findings.count; i++)
		add_finding(w, s, &s->findings.items[i]);
	json_end_list(w);
	json_break_line(w, MEMBER_INDENT);
	json_add_integer(w, "findingsLeftOut", s->findings_left_out);
}

/* --- the servers --- */

static void
add_conduct_counts(struct json_writer *w, const struct server_score *s)
{
	json_break_line(w, MEMBER_INDENT);
	json_begin_object(w, "behaviour");
	for (int i = 0; i < CONDUCT_RESULT_COUNT; i++)
		json_add_integer(w, conduct_result_name((enum conduct_result)i),
		    s->results[i]);
	for (int i = 0; i < CONDUCT_CLASS_COUNT; i++)
		json_add_integer(w, conduct_class_name((enum conduct_class)i),
		    s->classes[i]);
	json_end_object(w);
}

static void
add_conduct(struct json_writer *w, const struct scored_conduct *c)
{
	begin_item(w);
	json_add_string(w, "result", conduct_result_name(c->result));
	json_add_string(w, "class", conduct_class_name(c->class));
	json_add_string(w, "fault", c->fault);
	json_add_string(w, "case", c->culprit);
	json_add_string(w, "finding", found_name(c->finding));
	json_add_string(w, "sentence", c->sentence);
	json_add_integer(w, "jobs", c->jobs);
	json_add_integer(w, "failed", c->failed);
	json_add_integer(w, "undecided", c->undecided);
	json_add_string(w, "scenario", c->scenario);
	json_end_object(w);
}

static void
add_variant(struct json_writer *w, const struct scored_variant *v)
{
	begin_item(w);
	json_add_integer(w, "passed", v->passed);
	json_add_integer(w, "failed", v->failed);
	json_add_integer(w, "undecided", v->undecided);
	json_add_string(w, "variant", v->name);
	json_add_string(w, "reading", v->reading);
	json_add_string(w, "case", v->culprit);
	json_add_string(w, "sentence", v->sentence);
	json_add_integer(w, "jobs", v->jobs);
	json_add_unsigned(w, "seed", v->seed);
	json_end_object(w);
}

static void
add_servers(struct json_writer *w, const struct server_score *s)
{
	add_conduct_counts(w, s);
	json_break_line(w, MEMBER_INDENT);
	json_begin_list(w, "misbehaviours");
	for (size_t i = 0; i < s->conducts.count; i++)
		add_conduct(w, &s->conducts.items[i]);
	json_end_list(w);
	json_break_line(w, MEMBER_INDENT);
	json_begin_list(w, "variants");
	for (size_t i = 0; i < s->variants.count; i++)
		add_variant(w, &s->variants.items[i]);
	json_end_list(w);
}

void
score_print_json(
    const struct score *s, const struct score_facts *facts, struct buf *into)
{
	struct json_writer w = { .into = into };
	json_begin_object(&w, NULL);
	json_add_string(&w, "format", "ixconform-qualification-1");
	json_add_string(&w, "version", facts->program_version);
	json_add_string(&w, "target", facts->target);
	json_add_unsigned(&w, "seed", facts->seed);
	json_add_boolean(&w, "whole",
	    s->cases.count == facts->case_count && score_is_whole(s));
	json_break_line(&w, MEMBER_INDENT);
	add_counts(&w, "mutants", &s->mutants);
	add_schedules(&w, &s->schedules);
	add_cases(&w, s);
	add_faults(&w, s);
	if (facts->servers)
		add_servers(&w, facts->servers);
	add_findings(&w, s);
	json_end_object(&w);
	json_end_line(&w);
}
