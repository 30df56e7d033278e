/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a probe is made with: the server and how it is reached, which checks,
 * how long the server may take, and where the events go.
 */
#ifndef IXC_PROBE_SETUP_H
#define IXC_PROBE_SETUP_H

#include "model/event.h"
#include "runner/net/channel_config.h"

#include <stdbool.h>
#include <stdint.h>

/* How long what a server must do may take; all of it in docs/binding.md. */
struct probe_times {
	int64_t answer_ns; /* to a request */
	int64_t open_ns;   /* until 'opened' */
	int64_t close_ns;  /* until 'closed', or what else must come */
	int64_t quiet_ns;  /* that shows that nothing comes: our own */
};

/* As the document says. */
struct probe_times probe_times_default(void);

/* What it points to is borrowed. */
struct probe_setup {
	struct channel_config connection; /* its trace is not used */
	const struct target *target;
	const unsigned *checks; /* positions in the table of check.h */
	unsigned check_count;
	struct probe_times times;
	/* Of probe_greet(): */
	char server_name[128], server_version[64];
	bool is_no_binding;  /* what answers there is something else */
	bool with_exchanges; /* a failed check shows all its requests */
	/* What is known of the run; the rest is filled in. */
	struct run_facts facts;
	struct sink *const *sinks;
	unsigned sink_count;
	/* Gets each line of the trace; may be NULL. */
	void (*trace)(void *context, const void *bytes, size_t size);
	void *trace_context;
	const char *(*stop_reason)(void); /* may be NULL */
};

#endif
