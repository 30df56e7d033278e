/* SPDX-License-Identifier: Apache-2.0 */
/* ixconform mock: the reference server, alone. */
#include "cli/commands.h"
#include "cli/option/faults.h"
#include "cli/option/terminal.h"
#include "cli/option/trace_file.h"
#include "cli/run/signals.h"
#include "core/text/duration.h"
#include "mock/http/http.h"
#include "record/summary.h"
#include "release/release.h"

#include <string.h>

#define DEFAULT_LISTEN "127.0.0.1:8787"

struct mock_options {
	const char *listen;
	struct mock_config config;
	struct faults faults;
	struct trace_file trace;
	unsigned seed;
	bool has_no_fence;
	bool is_verbose;
};

static void
tell_transition(void *owner, const struct mock_transition *t)
{
	const struct mock_options *o = owner;
	trace_printf(o->trace.trace, TRACE_STATE, "%s %s: %s -> %s", t->machine,
	    t->id, t->from, t->to);
	if (!o->is_verbose)
		return;
	printf("%-11s %-24s %s -> %s\n", t->machine, t->id, t->from, t->to);
	fflush(stdout);
}

static enum options_end
read_options(
    const struct command *self, int argc, char **argv, struct mock_options *o)
{
	const struct option_row rows[] = {
		{ "listen", 'l', "HOST:PORT",
		    "where to listen (" DEFAULT_LISTEN "); port 0: any",
		    .text = &o->listen },
		{ "invitation-timeout", 0, "TIME",
		    "how long an invitation stays open (default 30s)",
		    .time_ns = &o->config.invitation_timeout_ns },
		{ "registration-timeout", 0, "TIME",
		    "how long a client without a registration that has asked "
		    "for something stays connected (default 30s)",
		    .time_ns = &o->config.registration_timeout_ns },
		{ "fault", 'f', "TEXT", "misbehave",
		    .words = &o->faults.texts },
		{ "variant", 0, "NAMES", "behave as another conforming server",
		    .words = &o->faults.variant_texts },
		binding_fault_option(&o->faults),
		{ "token", 0, "TEXT",
		    "require that bearer token of each request",
		    .text = &o->config.token },
		{ "no-fence", 0, NULL,
		    "do not offer fences, as a simple server might",
		    .flag = &o->has_no_fence },
		{ "open-delay", 0, "TIME",
		    "how long a party takes to open, as with an adapter",
		    .time_ns = &o->config.open_delay_ns },
		{ "latency", 0, "TIME",
		    "how long each frame takes to and from the server",
		    .time_ns = &o->config.latency_ns },
		{ "seed", 0, "N", "seed of random choices (default 0)",
		    .number = &o->seed, .max = UINT32_MAX },
		trace_option(&o->trace),
		{ "verbose", 'v', NULL, "print every change of state",
		    .flag = &o->is_verbose },
		{ 0 },
	};
	struct options options = { .command = self };
	options_add(&options, rows);
	enum options_end end = options_read(&options, argc, argv);
	if (end == OPTIONS_READ && options.word_count > 0) {
		options_complain(
		    self, "mock takes no name, but got '%s'", options.words[0]);
		return OPTIONS_WRONG;
	}
	o->config.fence = !o->has_no_fence;
	o->config.seed = o->seed;
	return end;
}

/* Serve in a thread until a signal comes. */
static bool
serve(struct mock_http *http, struct diag *diag)
{
	if (!watch_signals() || !mock_http_start(http)) {
		diag_error(diag, NULL, "cannot start the server's thread");
		return false;
	}
	printf("%s\n", mock_http_url(http));
	/* A server that cannot print its address cannot be found. */
	if (fflush(stdout) == 0)
		wait_for_signal();
	mock_http_join(http);
	return true;
}

static int
run_server(struct mock_options *o, struct diag *diag)
{
	if (!faults_parse(&o->faults, diag) ||
	    !trace_file_open(&o->trace, diag))
		return EXIT_USAGE;
	o->config.owner = o;
	o->config.on_transition = tell_transition;
	struct mock_config config = faults_config(&o->faults, &o->config);
	struct mock_server *server = mock_server_new(&config);
	for (size_t i = 0; i < o->faults.parsed.count; i++)
		mock_server_add_fault(server, &o->faults.parsed.items[i]);
	struct mock_http *http = mock_http_new(server, o->listen, diag);
	if (http)
		mock_http_set_trace(http, o->trace.trace);
	int status = http && serve(http, diag) ? 0 : EXIT_USAGE;
	mock_http_free(http);
	mock_server_free(server);
	if (!trace_file_close(&o->trace, diag) && status == 0)
		status = EXIT_UNWRITTEN;
	return status;
}

static int
run_mock(const struct command *self, int argc, char **argv)
{
	struct mock_options o = { .listen = DEFAULT_LISTEN,
		.config = mock_config_default() };
	struct diag diag;
	char *usage = faults_usage(), *variants = variants_usage();
	char *lapses = binding_faults_usage();
	char *text =
	    mem_printf("%s\n\nvariants:\n%s\nbinding faults:\n%s\nfaults:\n%s"
		       "  ... each with [at PARTY] [as PROTOCOL], and [#N], "
		       "only the N-th such message,\n  or [sometimes 1/N], "
		       "one of every N, drawn with the mock's seed",
		self->text, variants, lapses, usage);
	struct command explained = *self;
	explained.text = text;
	o.config.version = this_release.version;
	enum options_end end = read_options(&explained, argc, argv, &o);
	int status = end == OPTIONS_HELP ? 0 : EXIT_USAGE;
	diag_init(&diag);
	if (end == OPTIONS_READ)
		status = run_server(&o, &diag);
	print_diagnostics(&diag);
	diag_free(&diag);
	faults_free(&o.faults);
	free(usage);
	free(variants);
	free(lapses);
	free(text);
	return status;
}

const struct command mock_command = {
	.name = "mock",
	.summary = "run only the mock Interaction Server",
	.usage = "mock [OPTION...]",
	.text =
	    "Serves the binding of docs/binding.md until SIGTERM or Ctrl-C, "
	    "and prints its URL.",
	.examples =
	    "  ixconform mock --listen 127.0.0.1:8787 --invitation-timeout "
	    "2s\n"
	    "  ixconform mock --fault 'retag EventInvite at agent2 to "
	    "Reporting'",
	.run = run_mock,
};
