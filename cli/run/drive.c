/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/run/drive.h"

#include "cli/option/connection.h"
#include "cli/run/signals.h"
#include "cli/run/simulate.h"
#include "runner/exec/loop.h"

static const char *
server_url(const struct drive *d)
{
	return d->o->workspace.target->embedded
	    ? mock_http_url(d->embedded.http)
	    : d->o->workspace.target->url;
}

/* NULL when the server cannot be reached. */
static const struct run_summary *
drive_live(struct drive *d)
{
	const struct target *t = d->o->workspace.target;
	struct channel_config config =
	    connection_config(t, server_url(d), d->secret, signal_fd());
	config.trace = d->o->trace.trace;
	struct loop *loop =
	    connect_within(&config, d->o->wait_ns, signal_fd(), d->diag);
	if (!loop)
		return NULL;
	loop_name_stop(loop, stop_reason);
	if (d->step)
		stepper_set_loop(d->step, loop);
	const struct run_summary *summary =
	    loop_run(loop, d->campaign, config.url, signal_fd());
	loop_free(loop);
	if (t->embedded)
		embedded_report_faults(&d->embedded, &d->o->faults, d->diag);
	return summary;
}

/* A run of no case proves nothing, but a shard may have none. */
static enum exit_status
status_of(const struct drive *d, const struct run_summary *summary)
{
	const struct run_summary *s =
	    baseline_options_summary(&d->o->baseline, summary);
	enum exit_status status = run_exit_status(s);
	bool is_idle = s && d->o->shard.total && summary_is_idle(s);
	return status == EXIT_UNDECIDED && is_idle ? EXIT_CONFORMS : status;
}

static const struct run_summary *
drive_simulated(struct drive *d, enum exit_status *ret_status)
{
	if (!latencies_parse(&d->o->latencies, d->setup, d->diag))
		return NULL;
	struct simulate_setup setup = { .campaign = d->setup,
		.faults = &d->o->faults,
		.latencies = &d->o->latencies,
		.searched = d->searched,
		.seed = d->o->seed,
		.schedules = d->o->schedules,
		.again = &d->o->again,
		.stop_fd = signal_fd(),
		.stop_reason = stop_reason };
	struct simulated result = simulate(&setup, d->diag);
	d->campaign = result.campaign;
	if (!result.summary)
		return NULL;
	*ret_status = status_of(d, result.summary);
	if (result.was_interrupted && *ret_status == EXIT_CONFORMS)
		*ret_status = EXIT_UNDECIDED;
	return result.summary;
}

const struct run_summary *
drive(struct drive *d, enum exit_status *ret_status)
{
	watch_signals();
	if (d->o->time_limit_ns)
		stop_after(d->o->time_limit_ns);
	if (d->o->is_simulated)
		return drive_simulated(d, ret_status);
	d->campaign = campaign_new(d->setup, d->diag);
	if (!d->campaign ||
	    (d->o->workspace.target->embedded &&
		!embedded_start(&d->embedded, d->o->workspace.target,
		    &d->o->faults, d->diag)))
		return NULL;
	const struct run_summary *summary = drive_live(d);
	*ret_status = status_of(d, summary);
	return summary;
}

void
drive_release(struct drive *d)
{
	embedded_stop(&d->embedded);
	campaign_free(d->campaign);
}
