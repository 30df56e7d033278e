/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/run/live.h"

#include "cli/option/connection.h"
#include "cli/run/signals.h"
#include "runner/exec/loop.h"

bool
live_start(struct live *l)
{
	return !l->target->embedded ||
	    embedded_start(&l->embedded, l->target, l->faults, l->diag);
}

/* The mock in this process has tests of its own. */
static bool
greet(struct live *l, struct loop *loop)
{
	const char *problem =
	    l->target->embedded ? NULL : loop_greet(loop, signal_fd());
	if (!problem)
		return true;
	l->has_broken_binding = true;
	diag_error(l->diag, NULL, "the binding is broken: %s", problem);
	diag_note(l->diag,
	    "no case was played; 'ixconform probe' with this target checks "
	    "each requirement of docs/binding.md");
	return false;
}

const struct run_summary *
live_play(struct live *l, struct campaign *c)
{
	const struct target *t = l->target;
	const char *url =
	    t->embedded ? mock_http_url(l->embedded.http) : t->url;
	struct channel_config config =
	    connection_config(t, url, l->secrets, signal_fd());
	char client[CONNECTION_CLIENT_SIZE];
	config.client = connection_name_client(client, t);
	config.trace = l->trace;
	struct loop *loop = connect_within(
	    &config, l->wait_ns, signal_fd(), &l->has_broken_binding, l->diag);
	if (!loop)
		return NULL;
	if (!greet(l, loop)) {
		loop_free(loop);
		return NULL;
	}
	loop_name_stop(loop, stop_reason);
	if (l->step)
		stepper_set_loop(l->step, loop);
	const struct run_summary *summary =
	    loop_run(loop, c, config.url, signal_fd());
	loop_free(loop);
	if (t->embedded)
		embedded_report_faults(&l->embedded, l->faults, l->diag);
	return summary;
}

void
live_stop(struct live *l)
{
	embedded_stop(&l->embedded);
}
