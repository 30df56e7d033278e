/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/run/assignment.h"

#include "cli/run/embedded.h"
#include "cli/run/stepper.h"
#include "lint/target_check.h"
#include "shards/allotment.h"

static bool
any_needed_attention(const struct past_run *p)
{
	for (unsigned i = 0; i < past_run_facts(p)->case_count; i++)
		if (verdict_needs_attention(past_run_case(p, i)->verdict))
			return true;
	return false;
}

/*
 * A selection that is empty although each word names something is nothing
 * wrong, but a run of nothing proves nothing.
 */
static bool
select_cases(struct assignment *a)
{
	const char *failed_file = a->o->failed_file;
	if (failed_file && !(a->failed = past_run_read(failed_file, a->diag)))
		return false;
	a->o->wish.past = a->failed;
	if (!selection_make(
		&a->o->workspace.suites, &a->o->wish, &a->selection, a->diag))
		return false;
	a->is_empty = a->selection.cases.count == 0;
	if (a->is_empty && failed_file)
		diag_error(a->diag, NULL,
		    any_needed_attention(a->failed)
			? "no case is left to run: none of them needed attention "
			  "in '%s'"
			: "no case is left to run: none needed attention in "
			  "'%s'",
		    failed_file);
	else if (a->is_empty)
		diag_error(a->diag, NULL, "no case is left to run");
	return !a->is_empty;
}

static struct shard_number
which_shard(const struct assignment *a)
{
	return (struct shard_number){ a->o->shard.number, a->o->shard.total };
}

/*
 * All of the run was found sound, so that all shards say the same of it; from
 * here on it is about one.
 */
static bool
cut_to_shard(struct assignment *a)
{
	struct past_run *past = NULL;
	if (!a->o->shard.total)
		return true;
	if (a->o->durations_file &&
	    !(past = past_run_read(a->o->durations_file, a->diag)))
		return false;
	share_take(a->selection.cases.items, a->selection.named, which_shard(a),
	    past, &a->share);
	past_run_free(past);
	a->whole = a->selection;
	a->selection = (struct selection){ 0 };
	for (size_t i = 0; i < a->share.cases.count; i++)
		vec_push(&a->selection.cases, a->share.cases.items[i]);
	a->selection.named = a->share.named;
	return true;
}

bool
assignment_make(struct assignment *a)
{
	struct workspace *w = &a->o->workspace;
	bool good = workspace_load(w, a->diag);
	if (w->target) {
		allotment_make(w->target, which_shard(a),
		    w->target->embedded || a->o->has_own_server);
		/* What else is wrong is told in each report. */
		good &=
		    report_set_spare_target(&a->o->reports, w->target, a->diag);
		target_check_files(w->target, true, a->diag);
	}
	return good && a->diag->error_count == 0 && select_cases(a) &&
	    workspace_is_sound(w, &a->selection, a->diag) && cut_to_shard(a) &&
	    baseline_options_load(&a->o->baseline, w, a->diag) &&
	    (!a->o->reports.is_stepped ||
		stepper_is_possible(&a->selection, a->diag)) &&
	    embedded_is_meant(
		w->target, a->o->is_simulated, &a->o->faults, a->diag);
}

void
assignment_free(struct assignment *a)
{
	selection_free(&a->selection);
	selection_free(&a->whole);
	share_free(&a->share);
	past_run_free(a->failed);
}
