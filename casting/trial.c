/* SPDX-License-Identifier: Apache-2.0 */
#include "casting/trial.h"

#include "casting/reel.h"
#include "runner/replay/replay.h"

static void
take_result(void *context, const struct replayed_case *one)
{
	struct trial *ret = context;
	if (!one->judged)
		return;
	ret->verdict = one->judged->verdict;
	ret->matched = one->judged->match_count;
}

struct trial
trial_run(
    const struct take *t, const struct footage *f, const struct target *target)
{
	struct trial ret = { .verdict = VERDICT_INCONCLUSIVE };
	struct diag diag;
	struct suite *const suites[] = { (struct suite *)t->candidate->suite };
	struct replay_setup setup = { .target = target,
		.suites = suites,
		.suite_count = 1,
		.context = &ret,
		.judged = take_result,
		.diag = &diag,
		.is_plain = true };
	diag_init(&diag);
	struct replay *replay = replay_new(&setup);
	ret.is_cut = reel_play(t, f, replay_sink(replay));
	replay_finish(replay);
	replay_free(replay);
	diag_free(&diag);
	return ret;
}
