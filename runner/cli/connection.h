/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From a target to the settings of a channel.
 */
#ifndef IXC_RUNNER_CLI_CONNECTION_H
#define IXC_RUNNER_CLI_CONNECTION_H

#include "runner/model/target.h"
#include "runner/net/channel.h"

/* How to reach 'url' as the target says; all is borrowed. */
struct channel_config connection_config(
    const struct target *t, const char *url, const char *secret, int stop_fd);

#endif
