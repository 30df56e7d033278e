/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/workload.h"

#include "load/suite_file.h"
#include "load/target_file.h"
#include "mock/http/http.h"
#include "runner/exec/loop.h"
#include "sim/simulation.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>

bool
workload_load(struct workload *w, const char *data, const char *target)
{
	char *path = mem_printf("%s/suites/conference.xml", data);
	w->suite = suite_load(path, NULL, &w->diag);
	free(path);
	w->target = target_load(target, &w->diag);
	if (!w->suite || !w->target)
		return false;
	w->config = mock_config_for(w->target, "");
	return true;
}

void
workload_free(struct workload *w, const char *program)
{
	if (w->diag.items.count)
		fprintf(
		    stderr, "%s: %s\n", program, w->diag.items.items[0].text);
	target_free(w->target);
	suite_free(w->suite);
	diag_free(&w->diag);
}

struct campaign *
workload_plan(struct workload *w, const struct planned_case *planned,
    unsigned count, unsigned jobs, struct sink *const *sink)
{
	struct campaign_setup setup = { .target = w->target,
		.cases = planned,
		.case_count = count,
		.jobs = jobs,
		.run_id = "bench",
		.facts.program_version = "",
		.facts.host_name = "",
		.sinks = sink,
		.sink_count = sink ? 1 : 0,
		.verdicts_only = !sink };
	return campaign_new(&setup, &w->diag);
}

const struct run_summary *
workload_run_simulated(
    struct workload *w, const struct fault *fault, struct campaign *c)
{
	struct simulation_setup setup = { .config = &w->config,
		.faults = fault,
		.fault_count = fault ? 1 : 0 };
	struct simulation *simulation = simulation_new(&setup);
	const struct run_summary *summary = simulation_run(simulation, c, 1);
	simulation_free(simulation);
	return summary;
}

const struct run_summary *
workload_run_real(
    struct workload *w, const struct fault *fault, struct campaign *c)
{
	const struct run_summary *summary = NULL;
	struct loop *loop = NULL;
	struct mock_server *server = mock_server_new(&w->config);
	if (fault)
		mock_server_add_fault(server, fault);
	struct mock_http *http = mock_http_new(server, "127.0.0.1:0", &w->diag);
	if (http && mock_http_start(http)) {
		struct channel_config config = { .url = mock_http_url(http) };
		loop = loop_connect(&config, NULL, &w->diag);
		if (loop)
			summary = loop_run(loop, c, config.url, -1);
	}
	loop_free(loop);
	if (http) {
		mock_http_join(http);
		mock_http_free(http);
	}
	mock_server_free(server);
	return summary;
}

size_t
workload_heap_bytes(void)
{
	struct mallinfo2 m = mallinfo2();
	return m.uordblks + m.hblkhd;
}
