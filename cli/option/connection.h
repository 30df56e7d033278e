/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From a target, and the environment, to the settings of a channel.
 */
#ifndef IXC_CLI_OPTION_CONNECTION_H
#define IXC_CLI_OPTION_CONNECTION_H

#include "cli/option/options.h"
#include "cli/option/secret.h"
#include "core/diag.h"
#include "model/target.h"
#include "runner/exec/loop.h"
#include "runner/net/channel.h"

#include <stdbool.h>

/* --wait */
struct option_row wait_option(int64_t *ns);

/*
 * How to reach 'url' as the target says; all is borrowed.  A proxy that the
 * target does not name is one of the environment.
 */
struct channel_config connection_config(const struct target *t, const char *url,
    const struct secrets *secrets, int stop_fd);

/*
 * The same text for each run that may use the same agents, queues and workbins;
 * returns 'into', of at least CONNECTION_CLIENT_SIZE bytes.
 */
#define CONNECTION_CLIENT_SIZE 32
char *connection_name_client(char *into, const struct target *t);

/*
 * The text of the target file, for a recording: without the secrets, as what a
 * server says is.  *ret_is_redacted: it held one.  The caller frees it.
 */
char *connection_embed_target(const struct target *t,
    const struct secrets *secrets, bool *ret_is_redacted);

/*
 * What can be known before the run: the addresses, what is wrong with the
 * secret (a warning), and whether the process may open as many files as a run
 * needs, with the mock in it if the target is embedded.  False after reporting.
 */
bool connection_check(
    const struct target *t, const struct secrets *secrets, struct diag *diag);

/* One attempt to reach a server; all is borrowed. */
struct connection_attempt {
	bool (*make)(void *context, struct diag *diag); /* false: reported */
	void *context;
	const char *url;
};

/*
 * Make it, and for up to 'wait_ns' again while it fails; less long once
 * 'stop_fd' can be read.  False after reporting the last one to 'diag'.
 */
bool connection_await(const struct connection_attempt *a, int64_t wait_ns,
    int stop_fd, struct diag *diag);

/*
 * Connect, and for up to 'wait_ns' try again while the server does not answer;
 * less long once 'stop_fd' can be read.  NULL after reporting to 'diag'; if
 * *ret_is_broken, what answers there is no server of the binding.
 */
struct loop *connect_within(const struct channel_config *config,
    int64_t wait_ns, int stop_fd, bool *ret_is_broken, struct diag *diag);

#endif
