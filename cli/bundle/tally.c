/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/bundle/tally.h"

#include "cli/bundle/paper_files.h"
#include "cli/option/case_name.h"
#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

/* So many missing cases are named; a whole phase has some twenty. */
#define NAMED_MAX 5

static const char *const verdicts[] = { "pass", "fail", "inconclusive", "error",
	"skipped", "aborted", "known to fail", "flaky" };

static const char *
sentence_of(const struct outcome *o)
{
	return o->sentence && *o->sentence ? o->sentence
					   : "it does not say why";
}

/* --- one case --- */

/* What it counts for, and why it does not count. */
static enum tally_state
count_outcome(struct tally *t, const struct run_case *test, const char *path,
    const struct outcome *is, enum requirement_level level)
{
	switch (is->verdict) {
	case VERDICT_PASS:
		return TALLY_PASSED;
	case VERDICT_SKIPPED:
		return TALLY_SKIPPED;
	case VERDICT_FAIL:
		if (paper_files_waive(t->run, test, is))
			return TALLY_WAIVED;
		if (level == LEVEL_MUST)
			object(t->objections, OBJECTION_FALSE, "%s fails: %s",
			    path, sentence_of(is));
		return TALLY_FAILED;
	case VERDICT_EXPECTED:
		object(t->objections, OBJECTION_FALSE,
		    "%s fails, and a baseline has excused it: %s", path,
		    sentence_of(is));
		return TALLY_FAILED;
	case VERDICT_FLAKY:
		object(t->objections, OBJECTION_OPEN,
		    "%s could be judged only when it was run again", path);
		return TALLY_UNDECIDED;
	case VERDICT_ABORTED:
		return TALLY_CUT;
	case VERDICT_INCONCLUSIVE:
	case VERDICT_ERROR:
		break;
	}
	object(t->objections, OBJECTION_OPEN, "%s is not judged (%s): %s", path,
	    verdicts[is->verdict], sentence_of(is));
	return TALLY_UNDECIDED;
}

/* A baseline does not change how a case is judged now. */
static const struct outcome *
telling_outcome(const struct replayed_case *one)
{
	bool is_excused = one->recorded &&
	    (one->recorded->verdict == VERDICT_EXPECTED ||
		one->recorded->verdict == VERDICT_FLAKY);
	return is_excused ? one->recorded : one->judged;
}

static void
object_to_difference(
    struct tally *t, const char *path, const struct replayed_case *one)
{
	object(t->objections, OBJECTION_FALSE,
	    "%s is recorded as %s, but is judged %s: %s", path,
	    one->recorded ? verdicts[one->recorded->verdict] : "nothing",
	    verdicts[one->judged->verdict], sentence_of(one->judged));
}

static enum tally_state
judge(struct tally *t, const char *path, const struct replayed_case *one,
    enum requirement_level level)
{
	switch (one->result) {
	case REPLAY_SAME:
	case REPLAY_FIRST:
		return count_outcome(
		    t, one->test, path, telling_outcome(one), level);
	case REPLAY_DIFFERS:
		object_to_difference(t, path, one);
		return TALLY_FAILED;
	case REPLAY_UNJUDGED:
		break;
	}
	/* The run was stopped. */
	if (!one->recorded || one->recorded->verdict == VERDICT_ABORTED)
		return TALLY_CUT;
	object(t->objections, OBJECTION_OPEN, "%s cannot be judged again: %s",
	    path, one->why);
	return TALLY_UNDECIDED;
}

/* One of the repetitions of a case is called "one-invitee#17". */
static const struct must_case *
find_must(const struct must_run *m, const char *path)
{
	const char *mark = strrchr(path, '#');
	if (!mark)
		return must_run_find(m, path);
	char *name = mem_strndup(path, (size_t)(mark - path));
	const struct must_case *found = must_run_find(m, name);
	free(name);
	return found;
}

/* Of several repetitions the worst counts. */
static void
note_state(enum tally_state *known, enum tally_state state)
{
	if (state > *known)
		*known = state;
}

void
tally_take(struct tally *t, const struct replayed_case *one)
{
	struct case_name name = { one->test->suite, one->test->phase,
		one->test->name };
	char *path = case_name_path(&name);
	const struct must_case *must = find_must(t->must_run, path);
	enum tally_state state =
	    judge(t, path, one, must ? must->level : LEVEL_MUST);
	t->has_derived_tags |= one->has_derived_tags;
	if (!t->states)
		t->states = mem_zalloc(
		    (t->must_run->cases.count + 1) * sizeof(*t->states));
	if (must)
		note_state(&t->states[must - t->must_run->cases.items], state);
	free(path);
}

/* --- all of them --- */

static void
object_to_absence(struct tally *t, const char *what, enum tally_state state)
{
	unsigned count = 0;
	for (size_t i = 0; i < t->must_run->cases.count; i++) {
		const struct must_case *c = &t->must_run->cases.items[i];
		if (c->excuse || t->states[i] != state)
			continue;
		if (count++ < NAMED_MAX)
			object_to(t->objections, c->path, OBJECTION_OPEN,
			    "%s %s", c->path, what);
		else
			objections_pass_over(t->objections, c->path);
	}
	if (count > NAMED_MAX)
		object(t->objections, OBJECTION_OPEN, "%u more cases: each %s",
		    count - NAMED_MAX, what);
}

void
tally_finish(struct tally *t)
{
	size_t count = t->must_run->cases.count;
	if (!t->states)
		t->states = mem_zalloc((count + 1) * sizeof(*t->states));
	for (size_t i = 0; i < count; i++) {
		const struct must_case *c = &t->must_run->cases.items[i];
		if (c->excuse)
			t->excused++;
		else
			t->counts[t->states[i]]++;
		t->has_failed_should |=
		    c->level == LEVEL_SHOULD && t->states[i] == TALLY_FAILED;
	}
	object_to_absence(t, "is missing: it was not run", TALLY_MISSING);
	object_to_absence(t, "was not run to its end", TALLY_CUT);
	object_to_absence(
	    t, "was skipped, though it is applicable", TALLY_SKIPPED);
}

void
tally_print(struct buf *into, const struct tally *t)
{
	size_t needed = t->must_run->cases.count - t->excused;
	buf_printf(into, "%u of %zu passed", t->counts[TALLY_PASSED], needed);
	if (t->counts[TALLY_FAILED])
		buf_printf(into, ", %u failed", t->counts[TALLY_FAILED]);
	if (t->counts[TALLY_WAIVED])
		buf_printf(
		    into, ", %u failed and waived", t->counts[TALLY_WAIVED]);
	if (t->excused)
		buf_printf(into, ", %u more not applicable", t->excused);
}

void
tally_free(struct tally *t)
{
	free(t->states);
	t->states = NULL;
}
