/* SPDX-License-Identifier: Apache-2.0 */
/* ixconform mock: the reference server, alone. */
#include "cli/commands.h"
#include "cli/option/faults.h"
#include "cli/option/terminal.h"
#include "cli/option/trace_file.h"
#include "cli/signals.h"
#include "config.h"
#include "core/text/duration.h"
#include "mock/http/http.h"
#include "record/summary.h"

#include <getopt.h>
#include <string.h>

#define DEFAULT_LISTEN "127.0.0.1:8787"

enum {
	OPTION_LISTEN,
	OPTION_TIMEOUT,
	OPTION_FAULT,
	OPTION_VARIANT,
	OPTION_NO_FENCE,
	OPTION_OPEN_DELAY,
	OPTION_LATENCY,
	OPTION_SEED,
	OPTION_TRACE,
	OPTION_VERBOSE,
};

static const struct option_spec options[] = {
	[OPTION_LISTEN] = { "listen", 'l', "HOST:PORT",
	    "where to listen (" DEFAULT_LISTEN "); port 0: any" },
	[OPTION_TIMEOUT] = { "invitation-timeout", 0, "TIME",
	    "how long an invitation stays open (30s)" },
	[OPTION_FAULT] = { "fault", 'f', "TEXT",
	    "misbehave; can be given several times", .repeats = true },
	[OPTION_VARIANT] = { "variant", 0, "NAMES",
	    "be another server that conforms; can be repeated",
	    .repeats = true },
	[OPTION_NO_FENCE] = { "no-fence", 0, NULL,
	    "do not offer fences, as a simple server might" },
	[OPTION_OPEN_DELAY] = { "open-delay", 0, "TIME",
	    "how long a party takes to open, as behind an adapter" },
	[OPTION_LATENCY] = { "latency", 0, "TIME",
	    "how long each frame takes, up and down" },
	[OPTION_SEED] = { "seed", 0, "N",
	    "seed of what is drawn at random (0)" },
	[OPTION_TRACE] = { "trace", 0, "FILE",
	    "write all that goes over the wire as it happens: each\n"
	    "line, each HTTP request, each change of state" },
	[OPTION_VERBOSE] = { "verbose", 'v', NULL,
	    "print every change of state" },
	{ 0 },
};

struct mock_options {
	const char *listen;
	struct mock_config config;
	struct faults faults;
	struct trace_file trace;
	unsigned seed;
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

static bool
take_option(const struct command *self, int option, struct mock_options *o)
{
	switch (option) {
	case OPTION_LISTEN:
		o->listen = optarg;
		return true;
	case OPTION_TIMEOUT:
		return options_time(self, options[option].name, optarg,
		    &o->config.invitation_timeout_ns);
	case OPTION_FAULT:
		vec_push(&o->faults.texts, optarg);
		return true;
	case OPTION_VARIANT:
		vec_push(&o->faults.variant_texts, optarg);
		return true;
	case OPTION_NO_FENCE:
		o->config.fence = false;
		return true;
	case OPTION_OPEN_DELAY:
		return options_time(self, options[option].name, optarg,
		    &o->config.open_delay_ns);
	case OPTION_LATENCY:
		return options_time(
		    self, options[option].name, optarg, &o->config.latency_ns);
	case OPTION_SEED:
		return options_number(self, options[option].name, optarg, 0,
		    UINT32_MAX, &o->seed);
	case OPTION_TRACE:
		o->trace.path = optarg;
		return true;
	case OPTION_VERBOSE:
		o->is_verbose = true;
		return true;
	}
	return false;
}

static int
read_options(
    const struct command *self, int argc, char **argv, struct mock_options *o)
{
	int option;
	uint64_t seen = 0;
	while ((option = options_next(self, &seen, argc, argv)) >= 0)
		if (!take_option(self, option, o))
			return OPTION_WRONG;
	if (option == OPTION_END && optind < argc) {
		options_complain(
		    self, "mock takes no word, but got '%s'", argv[optind]);
		return OPTION_WRONG;
	}
	return option;
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
	/* Nobody finds a server that cannot tell its address. */
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
	o->config.seed = o->seed;
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
	char *text =
	    mem_printf("%s\n\nvariants:\n%s\nfaults:\n%s"
		       "  ... each with [at PARTY] [as PROTOCOL], and [#N], "
		       "the N-th such message only,\n"
		       "  or [sometimes 1/N], one of every N, drawn with the "
		       "mock's seed",
		self->text, variants, usage);
	struct command explained = *self;
	explained.text = text;
	o.config.version = PACKAGE_VERSION;
	int end = read_options(&explained, argc, argv, &o);
	int status = end == OPTION_HELP ? 0 : EXIT_USAGE;
	diag_init(&diag);
	if (end == OPTION_END)
		status = run_server(&o, &diag);
	print_diagnostics(&diag);
	diag_free(&diag);
	faults_free(&o.faults);
	free(usage);
	free(variants);
	free(text);
	return status;
}

const struct command mock_command = {
	.name = "mock",
	.summary = "serve the mock Interaction Server alone",
	.usage = "mock [OPTION...]",
	.text =
	    "Serves the binding of docs/binding.md until SIGTERM or Ctrl-C, "
	    "and prints its URL.",
	.options = options,
	.examples =
	    "  ixconform mock --listen 127.0.0.1:8787 --invitation-timeout "
	    "2s\n"
	    "  ixconform mock --fault 'retag EventInvite at agent2 to "
	    "Reporting'",
	.run = run_mock,
};
