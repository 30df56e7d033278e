/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/check/check_summary.h"

#include "core/escape.h"
#include "record/concession/concessions.h"
#include "runner/exec/notice.h"

#include <string.h>

/* One case's lines: as for the console. */
#define TEXT_MAX_BYTES ((size_t)4 << 20)

static const char *const result_words[] = {
	[REPLAY_SAME] = "same",
	[REPLAY_DIFFERS] = "differs",
	[REPLAY_UNJUDGED] = "unjudged",
	[REPLAY_FIRST] = "judged",
};

static void
add_text(struct buf *into, const char *text)
{
	escape_line(into, text, strlen(text));
}

/* Where the verdicts are one, the findings are what differs. */
static void
add_verdict(struct buf *into, const struct outcome *outcome, bool with_finding)
{
	buf_add_text(into, verdict_name(outcome->verdict));
	if (with_finding && outcome->finding != FINDING_NONE)
		buf_printf(into, " (%s)", finding_name(outcome->finding));
}

static void
add_difference(struct buf *into, const struct outcome *recorded,
    const struct outcome *judged)
{
	bool with_finding = recorded->verdict == judged->verdict;
	buf_add_text(into, "recorded ");
	add_verdict(into, recorded, with_finding);
	if (recorded->verdict == VERDICT_PASS && recorded->sentence) {
		buf_add_text(into, " with the sentence '");
		add_text(into, recorded->sentence);
		buf_add_char(into, '\'');
	}
	buf_add_text(into, ", judged ");
	add_verdict(into, judged, with_finding);
}

static void
add_verdicts(struct buf *into, const struct replayed_case *one)
{
	const struct outcome *recorded = one->recorded, *judged = one->judged;
	if (one->result == REPLAY_SAME || one->result == REPLAY_FIRST)
		buf_add_text(into, verdict_name(judged->verdict));
	else if (one->result == REPLAY_DIFFERS)
		add_difference(into, recorded, judged);
	else if (recorded)
		buf_printf(
		    into, "recorded %s", verdict_name(recorded->verdict));
	if (one->result == REPLAY_UNJUDGED)
		buf_printf(into, "%s%s", recorded ? "; " : "", one->why);
	if (judged && judged->sentence) {
		buf_add_text(into, ": ");
		add_text(into, judged->sentence);
	}
	buf_add_char(into, '\n');
}

static void
add_detail(struct buf *into, const char *lines)
{
	while (lines && *lines) {
		size_t size = strcspn(lines, "\n");
		buf_add_text(into, "  ");
		escape_line(into, lines, size);
		buf_add_char(into, '\n');
		lines += size + (lines[size] == '\n');
	}
}

static void
add_waivers(struct buf *into, const struct check_summary *s,
    const struct replayed_case *one)
{
	const struct waiver *w;
	if (!s->run || !one->judged)
		return;
	for (size_t i = 0;
	     (w = waivers_next(s->run, one->test, one->judged->verdict,
		  one->judged->finding, &i));) {
		buf_add_text(into, "  waived    ");
		waiver_print(into, w);
		buf_add_char(into, '\n');
	}
}

static void
print_case(const struct check_summary *s, const struct replayed_case *one,
    const char *path, const char *origin)
{
	struct buf text;
	buf_init(&text, TEXT_MAX_BYTES);
	buf_printf(&text, "%-8s  ", result_words[one->result]);
	add_text(&text, path);
	buf_add_text(&text, "  ");
	if (origin) {
		add_text(&text, origin);
		buf_add_text(&text, "  ");
	}
	add_verdicts(&text, one);
	if (one->judged)
		add_detail(&text, one->judged->detail);
	add_waivers(&text, s, one);
	fputs(buf_text(&text), s->out);
	buf_free(&text);
}

static bool
is_fine(const struct replayed_case *one)
{
	return (one->result == REPLAY_SAME || one->result == REPLAY_FIRST) &&
	    one->judged &&
	    (verdict_is_pass(one->judged->verdict) ||
		one->judged->verdict == VERDICT_SKIPPED);
}

static void
count_case(struct check_summary *s, const struct replayed_case *one)
{
	s->same += one->result == REPLAY_SAME;
	s->differing += one->result == REPLAY_DIFFERS;
	s->unjudged += one->result == REPLAY_UNJUDGED;
	if (one->result == REPLAY_FIRST)
		s->first[one->judged->verdict]++;
	s->deviates |= one->result == REPLAY_DIFFERS ||
	    (one->judged && one->judged->verdict == VERDICT_FAIL);
	s->is_broken |=
	    one->judged && one->judged->finding == FINDING_BROKEN_BINDING;
	s->undecided |= !is_fine(one);
	s->has_derived_tags |= one->has_derived_tags;
}

void
check_summary_take(struct check_summary *s, const struct replayed_case *one,
    const char *path, const char *origin)
{
	count_case(s, one);
	if (s->run && one->judged)
		waiver_tally_take(&s->tally, one->test, one->judged->verdict,
		    one->judged->finding);
	if (s->is_silent)
		return;
	if (!s->is_quiet || !is_fine(one) ||
	    one->judged->verdict == VERDICT_FLAKY)
		print_case(s, one, path, origin);
}

void
check_summary_waive(struct check_summary *s, const struct run_facts *run)
{
	if (!run->waivers)
		return;
	s->run = run;
	waiver_tally_start(&s->tally, run);
}

static void
print_waivers(const struct check_summary *s)
{
	struct buf text;
	if (!s->run)
		return;
	buf_init(&text, TEXT_MAX_BYTES);
	buf_add_text(&text, "waivers: ");
	waiver_tally_print(&text, &s->tally);
	buf_add_char(&text, '\n');
	fputs(buf_text(&text), s->out);
	buf_free(&text);
}

static void
print_count(FILE *out, const char **comma, unsigned count, const char *what)
{
	if (count)
		fprintf(out, "%s%u %s", *comma, count, what);
	*comma = count ? ", " : *comma;
}

unsigned
check_summary_count(const struct check_summary *s)
{
	unsigned count = s->same + s->differing + s->unjudged;
	for (int i = 0; i < VERDICT_COUNT; i++)
		count += s->first[i];
	return count;
}

static void
print_counts(const struct check_summary *s, unsigned count)
{
	const char *comma = "";
	if (s->has_derived_tags)
		fprintf(s->out, "note: %s\n", NOTICE_DERIVED_TAGS);
	fprintf(s->out, "%u case%s: ", count, count == 1 ? "" : "s");
	print_count(s->out, &comma, s->same, "same");
	print_count(s->out, &comma, s->differing, "different");
	print_count(s->out, &comma, s->unjudged, "unjudged");
	for (int i = 0; i < VERDICT_COUNT; i++)
		print_count(
		    s->out, &comma, s->first[i], verdict_name((enum verdict)i));
	fputs(count ? "" : "nothing was judged", s->out);
	if (s->doubts)
		fprintf(s->out, "; %u doubt%s about the recording", s->doubts,
		    s->doubts == 1 ? "" : "s");
	fputc('\n', s->out);
}

void
check_summary_print_terms(
    const struct check_summary *s, const struct run_facts *run)
{
	struct concessions c;
	struct buf text;
	if (s->is_silent)
		return;
	buf_init(&text, TEXT_MAX_BYTES);
	concessions_collect(&c, run, s->has_derived_tags);
	if (!s->is_quiet)
		concessions_print_conditions(&text, run->target);
	if (!s->is_quiet || c.items.count || c.is_narrowed) {
		concessions_print(&text, &c);
		buf_add_char(&text, '\n');
	}
	fputs(buf_text(&text), s->out);
	print_waivers(s);
	concessions_free(&c);
	buf_free(&text);
}

void
check_summary_take_doubts(struct check_summary *s, const struct doubts *doubts)
{
	s->doubts = doubts_count_but(doubts, DOUBT_NOTE);
	s->is_doubted = doubts_count_but(doubts, DOUBT_CASES) > 0;
	s->undecided |= s->doubts > 0;
	if (s->is_silent)
		return;
	struct buf text;
	buf_init(&text, DOUBTS_MAX_BYTES);
	doubts_print(doubts, NULL, &text);
	fputs(buf_text(&text), s->out);
	buf_free(&text);
}

enum exit_status
check_summary_end(const struct check_summary *s)
{
	unsigned count = check_summary_count(s);
	if (!s->is_silent)
		print_counts(s, count);
	if (s->deviates)
		return EXIT_DEVIATES;
	if (s->is_broken)
		return EXIT_USAGE;
	if (s->is_doubted)
		return EXIT_DOUBTED;
	return s->undecided || count == 0 ? EXIT_UNDECIDED : EXIT_CONFORMS;
}
