/* SPDX-License-Identifier: Apache-2.0 */
#include "qualify/binding/lapse_trial.h"

#include "core/mem.h"
#include "mock/http/http.h"
#include "probe/check.h"
#include "probe/probe.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

/* So that there is something to check (B-05). */
#define TOKEN "ixconform-qualify"

/*
 * A fault makes a check wait until it gives up, so it does that soon.  On a
 * busy machine the mock may be slower; then the check is made again.
 */
static const struct probe_times times[] = {
	{ 300 * NS_PER_MS, 150 * NS_PER_MS, 150 * NS_PER_MS, 40 * NS_PER_MS },
	{ 2 * NS_PER_S, NS_PER_S, NS_PER_S, 200 * NS_PER_MS },
	{ 8 * NS_PER_S, 4 * NS_PER_S, 4 * NS_PER_S, NS_PER_S },
};
#define ATTEMPTS (sizeof(times) / sizeof(times[0]))

/* A mock with one fault, its probe, and who is told what it finds. */
struct trial {
	struct sink sink;
	struct lapse_trials *trials;
	const struct binding_fault_kind *fault; /* NULL: none */
	struct mock_server *server;
	struct mock_http *http;
	bool is_caught;
	bool is_last; /* attempt: what it says is reported */
};

static bool
is_own(const struct trial *t, const struct run_case *test)
{
	size_t size = t->fault ? strlen(t->fault->id) : 0;
	return t->fault && strncmp(test->name, t->fault->id, size) == 0 &&
	    test->name[size] == '-';
}

/* What is reported of a check that did what it should not. */
static void
report(struct trial *t, const struct run_case *test, const struct outcome *o)
{
	char *path =
	    mem_printf("%s/%s/%s", test->suite, test->phase, test->name);
	struct lapse_result result = { .fault = t->fault,
		.check = path,
		.verdict = o->verdict,
		.sentence = o->sentence,
		.is_own = is_own(t, test) };
	t->trials->report(t->trials->context, &result);
	free(path);
}

static void
take_healthy(
    struct trial *t, const struct run_case *test, const struct outcome *o)
{
	t->trials->passed_count += o->verdict == VERDICT_PASS;
	if (!verdict_needs_attention(o->verdict))
		return;
	t->trials->failed_count++;
	report(t, test, o);
}

static void
take_event(struct sink *sink, const struct run_event *e)
{
	struct trial *t = (struct trial *)sink;
	if (e->kind != RUN_CASE_ENDED)
		return;
	if (!t->fault) {
		take_healthy(t, e->test, e->outcome);
		return;
	}
	bool own = is_own(t, e->test),
	     fails = e->outcome->verdict == VERDICT_FAIL;
	t->is_caught |= own && fails;
	if (own ? fails || t->is_last
		: verdict_needs_attention(e->outcome->verdict))
		report(t, e->test, e->outcome);
}

static bool
start_mock(struct trial *t, struct diag *diag)
{
	struct mock_config config = mock_config_default();
	config.token = TOKEN;
	if (t->fault)
		config.binding_fault =
		    (enum binding_fault)(t->fault - binding_fault_kinds);
	t->server = mock_server_new(&config);
	t->http = mock_http_new(t->server, "127.0.0.1:0", diag);
	if (!t->http)
		return false;
	if (mock_http_start(t->http))
		return true;
	diag_error(diag, NULL, "cannot start a thread for the mock server");
	return false;
}

static void
stop_mock(struct trial *t)
{
	if (t->http) {
		mock_http_join(t->http);
		mock_http_free(t->http);
	}
	mock_server_free(t->server);
	t->http = NULL;
	t->server = NULL;
}

/* The checks of the setup, against a mock of its own. */
static bool
probe_mock(struct trial *t, struct probe_setup *setup, struct diag *diag)
{
	struct sink *sinks[] = { &t->sink };
	bool good = start_mock(t, diag);
	if (good) {
		setup->connection = (struct channel_config){
			.url = mock_http_url(t->http),
			.credentials = CHANNEL_BEARER,
			.secret = TOKEN,
			.connect_timeout_ns = setup->times.answer_ns,
			.stop_fd = t->trials->stop_fd,
		};
		setup->target = t->trials->target;
		setup->sinks = sinks;
		setup->sink_count = 1;
		struct run_summary summary = probe_run(setup);
		t->trials->is_stopped |= summary.interrupted;
	}
	stop_mock(t);
	return good;
}

/* All checks but the one at 'left_out'. */
static bool
probe_all(struct trial *t, unsigned left_out, struct diag *diag)
{
	unsigned *all = mem_alloc(check_count * sizeof(*all));
	struct probe_setup setup = { .checks = all,
		.times = t->fault ? times[0] : probe_times_default() };
	for (unsigned i = 0; i < check_count; i++)
		if (i != left_out)
			all[setup.check_count++] = i;
	bool good = probe_mock(t, &setup, diag);
	free(all);
	return good;
}

static bool
try_fault(struct lapse_trials *trials, const struct binding_fault_kind *fault,
    struct diag *diag)
{
	struct trial t = {
		.sink.event = take_event, .trials = trials, .fault = fault
	};
	const struct check *own = check_find(fault->id);
	unsigned index = own ? (unsigned)(own - checks) : check_count;
	bool good = true;
	for (size_t i = 0;
	     own && i < ATTEMPTS && good && !t.is_caught && !trials->is_stopped;
	     i++) {
		struct probe_setup setup = {
			.checks = &index, .check_count = 1, .times = times[i]
		};
		t.is_last = i == ATTEMPTS - 1;
		good = probe_mock(&t, &setup, diag);
	}
	if (trials->is_stopped)
		return good;
	trials->fault_count++;
	trials->caught_count += t.is_caught;
	return good && (!trials->with_others || probe_all(&t, index, diag));
}

bool
lapse_trials_run(struct lapse_trials *trials, struct diag *diag)
{
	struct trial healthy = { .sink.event = take_event, .trials = trials };
	bool good = trials->wanted || probe_all(&healthy, check_count, diag);
	for (unsigned i = 1;
	     good && i < BINDING_FAULT_COUNT && !trials->is_stopped; i++)
		if (!trials->wanted || trials->wanted[i])
			good = try_fault(trials, &binding_fault_kinds[i], diag);
	return good;
}
