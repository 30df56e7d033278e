/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The file of '--log-map': what the words of one site's log mean, one statement
 * per line (docs/server-log.md).
 */
#ifndef IXC_SERVERLOG_LOG_MAP_H
#define IXC_SERVERLOG_LOG_MAP_H

#include "core/diag.h"
#include "serverlog/vocabulary.h"

/* Add what the file says; false after reporting each mistake in it. */
bool log_map_read(const char *path, struct vocabulary *into, struct diag *diag);

/* The same of a source; borrowed. */
bool log_map_parse(
    struct source *source, struct vocabulary *into, struct diag *diag);

#endif
