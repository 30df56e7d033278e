/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/qualify/qualify_table.h"

#include "core/text/duration.h"

#include <inttypes.h>
#include <string.h>

/* With the numbers after it, 100 columns. */
#define NAME_WIDTH 61

static void
print_name(FILE *out, const char *name)
{
	fprintf(out, "%-*s", NAME_WIDTH, name);
	if (strlen(name) > NAME_WIDTH)
		fprintf(out, "\n%*s", NAME_WIDTH, "");
}

void
table_print_head(FILE *out, const char *what)
{
	print_name(out, what);
	fprintf(out, "%6s %5s %6s %6s %6s %5s\n", "killed", "other", "surv.",
	    "legal", "sched.", "wrong");
}

static void
print_row(FILE *out, const char *name, const struct score_row *mutants,
    const struct score_row *schedules)
{
	unsigned passed = schedules ? schedules->counts[LEGAL_PASSED] : 0;
	unsigned failed = schedules ? schedules->counts[LEGAL_FAILED] : 0;
	print_name(out, name);
	fprintf(out, "%6u %5u %6u %6u", mutants->counts[KILLED],
	    mutants->counts[KILLED_AS_OTHER], mutants->counts[SURVIVED],
	    mutants->counts[LEGAL_PASSED]);
	if (schedules)
		fprintf(out, " %6u", passed);
	else
		fprintf(out, " %6s", "");
	fprintf(out, " %5u\n", mutants->counts[LEGAL_FAILED] + failed);
}

void
table_print_case(FILE *out, const struct score *s)
{
	const struct scored_case *c = &s->cases.items[s->cases.count - 1];
	const char *name = strchr(c->path, '/') + 1; /* after the suite's */
	switch (c->status) {
	case CASE_QUALIFIED:
	case CASE_STOPPED:
		print_row(out, name, &c->mutants, &c->schedules);
		break;
	case CASE_EXCLUDED:
		print_name(out, name);
		fprintf(out, " excluded by a reading of the target\n");
		break;
	case CASE_BROKEN:
		print_name(out, name);
		fprintf(out, " does not pass without faults\n");
		break;
	}
}

static void
print_latencies(FILE *out, const struct scored_finding *f)
{
	if (f->fast)
		fprintf(out, " --latency %s=0ms", f->fast);
	if (f->slow)
		fprintf(
		    out, " --latency %s=%" PRId64 "ns", f->slow, f->slow_ns);
	else if (f->slow_ns > 0)
		fprintf(out, " --latency %" PRId64 "ns", f->slow_ns);
	if (f->also_slow)
		fprintf(out, " --latency %s=%" PRId64 "ns", f->also_slow,
		    f->slow_ns);
}

/* In single quotes, each of which is written as '\''. */
void
table_print_quoted(FILE *out, const char *text)
{
	fputc('\'', out);
	for (; *text; text++)
		if (*text == '\'')
			fprintf(out, "'\\''");
		else
			fputc(*text, out);
	fputc('\'', out);
}

void
table_print_finding(
    FILE *out, const struct score *s, const struct scored_finding *f)
{
	static const char *const titles[] = {
		[KILLED] = "KILLED",
		[KILLED_AS_OTHER] = "OTHER CATEGORY",
		[SURVIVED] = "SURVIVED",
		[LEGAL_PASSED] = "PASSED",
		[LEGAL_FAILED] = "WRONGLY FAILED",
	};
	fprintf(
	    out, "%s  %s\n", titles[f->result], s->cases.items[f->test].path);
	if (f->fault)
		fprintf(out, "  fault     %s\n", f->fault);
	if (f->wanted != FINDING_NONE)
		fprintf(
		    out, "  wanted    fail (%s)\n", finding_name(f->wanted));
	else
		fprintf(out, "  wanted    pass\n");
	fprintf(out, "  judged    %s", verdict_name(f->verdict));
	if (f->finding != FINDING_NONE)
		fprintf(out, " (%s)", finding_name(f->finding));
	fprintf(out, "%s%s\n", f->sentence ? ": " : "",
	    f->sentence ? f->sentence : "");
	fprintf(out, "  replay    ixconform run --simulate --seed %" PRIu64,
	    f->seed);
	print_latencies(out, f);
	if (f->fault) {
		fprintf(out, " --fault ");
		table_print_quoted(out, f->fault);
	}
	fprintf(out, " %s\n", s->cases.items[f->test].path);
}

void
table_print_share(FILE *out, unsigned part, unsigned whole)
{
	uint64_t per_mille = whole ? (uint64_t)part * 1000 / whole : 1000;
	fprintf(out, "%u.%u %%", (unsigned)(per_mille / 10),
	    (unsigned)(per_mille % 10));
}

static void
print_faults(FILE *out, const struct score *s)
{
	fputc('\n', out);
	table_print_head(out, "fault");
	for (int kind = 0; kind < FAULT_MISBEHAVE; kind++)
		print_row(out, fault_kind_name((enum fault_kind)kind),
		    &s->by_fault[kind], NULL);
	print_row(out, "all", &s->mutants, &s->schedules);
}

void
table_print_totals(
    FILE *out, const struct score *s, unsigned case_count, int64_t duration_ns)
{
	char took[DURATION_TEXT_SIZE];
	const unsigned *m = s->mutants.counts, *n = s->schedules.counts;
	unsigned illegal = score_illegal(&s->mutants);
	unsigned killed = illegal - m[SURVIVED];
	print_faults(out, s);
	fprintf(out, "\n%u of %u illegal mutants killed (", killed, illegal);
	table_print_share(out, killed, illegal);
	fprintf(out, "), %u (", m[KILLED]);
	table_print_share(out, m[KILLED], illegal);
	fprintf(out, ") by the very category;\n");
	fprintf(out,
	    "%u legal mutants, %u wrongly failed; %u legal schedules, %u "
	    "wrongly failed;\n",
	    m[LEGAL_PASSED] + m[LEGAL_FAILED], m[LEGAL_FAILED],
	    n[LEGAL_PASSED] + n[LEGAL_FAILED], n[LEGAL_FAILED]);
	fprintf(out, "%zu of %u cases in %s\n", s->cases.count, case_count,
	    duration_print(took, duration_ns));
	if (s->findings_left_out)
		fprintf(out, "%u further findings are not listed\n",
		    s->findings_left_out);
}
