/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A score as JSON; docs/qualify.md describes the shape.
 */
#include "qualify/score.h"
#include "wire/json.h"

#include <inttypes.h>

static void
print_counts(const struct score_row *row, struct buf *into)
{
	buf_add_char(into, '{');
	for (int i = 0; i < QUALIFICATION_COUNT; i++)
		buf_printf(into, "%s\"%s\":%u", i ? "," : "",
		    qualification_name((enum qualification)i), row->counts[i]);
	buf_add_char(into, '}');
}

static void
print_schedules(const struct score_row *row, struct buf *into)
{
	buf_printf(into, ",\"schedules\":{\"passed\":%u,\"failed\":%u}",
	    row->counts[LEGAL_PASSED], row->counts[LEGAL_FAILED]);
}

static void
print_cases(const struct score *s, struct buf *into)
{
	buf_add_text(into, ",\n \"cases\":[");
	for (size_t i = 0; i < s->cases.count; i++) {
		const struct scored_case *c = &s->cases.items[i];
		buf_printf(into, "%s\n  {\"status\":\"%s\"", i ? "," : "",
		    qualify_status_name(c->status));
		json_print_member("case", c->path, into);
		buf_add_text(into, ",\"mutants\":");
		print_counts(&c->mutants, into);
		print_schedules(&c->schedules, into);
		buf_add_char(into, '}');
	}
	buf_add_char(into, ']');
}

static void
print_faults(const struct score *s, struct buf *into)
{
	buf_add_text(into, ",\n \"faults\":[");
	for (int kind = 0; kind < FAULT_MISBEHAVE; kind++) {
		buf_printf(into,
		    "%s\n  {\"fault\":\"%s\",\"mutants\":", kind ? "," : "",
		    fault_kind_name((enum fault_kind)kind));
		print_counts(&s->by_fault[kind], into);
		buf_add_char(into, '}');
	}
	buf_add_char(into, ']');
}

static void
print_schedule(const struct scored_finding *f, struct buf *into)
{
	buf_printf(into, ",\"seed\":%" PRIu64, f->seed);
	if (f->slow_ns == 0)
		return;
	json_print_member("fast", f->fast, into);
	json_print_member("slow", f->slow, into);
	if (f->also_slow)
		json_print_member("alsoSlow", f->also_slow, into);
	buf_printf(into, ",\"slowNs\":%" PRId64, f->slow_ns);
}

static void
print_finding(
    const struct score *s, const struct scored_finding *f, struct buf *into)
{
	buf_printf(
	    into, "\n  {\"result\":\"%s\"", qualification_name(f->result));
	json_print_member("case", s->cases.items[f->test].path, into);
	json_print_member("fault", f->fault, into);
	print_schedule(f, into);
	json_print_member("wanted",
	    f->wanted == FINDING_NONE ? NULL : finding_name(f->wanted), into);
	json_print_member("verdict", verdict_name(f->verdict), into);
	json_print_member("finding",
	    f->finding == FINDING_NONE ? NULL : finding_name(f->finding), into);
	json_print_member("sentence", f->sentence, into);
	buf_add_char(into, '}');
}

static void
print_findings(const struct score *s, struct buf *into)
{
	buf_add_text(into, ",\n \"findings\":[");
	for (size_t i = 0; i < s->findings.count; i++) {
		if (i)
			buf_add_char(into, ',');
		print_finding(s, &s->findings.items[i], into);
	}
	buf_printf(
	    into, "],\n \"findingsLeftOut\":%u}\n", s->findings_left_out);
}

void
score_print_json(
    const struct score *s, const struct score_facts *facts, struct buf *into)
{
	bool is_whole =
	    s->cases.count == facts->case_count && score_is_whole(s);
	buf_add_text(into, "{\"format\":\"ixconform-qualification-1\"");
	json_print_member("version", facts->program_version, into);
	json_print_member("target", facts->target, into);
	buf_printf(into, ",\"seed\":%" PRIu64 ",\"whole\":%s", facts->seed,
	    is_whole ? "true" : "false");
	buf_add_text(into, ",\n \"mutants\":");
	print_counts(&s->mutants, into);
	print_schedules(&s->schedules, into);
	print_cases(s, into);
	print_faults(s, into);
	if (facts->servers)
		server_score_print_json(facts->servers, into);
	print_findings(s, into);
}
