/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A bundle that is complete, written as a folder and as an archive.
 */
#ifndef IXC_CLI_BUNDLE_DELIVERY_H
#define IXC_CLI_BUNDLE_DELIVERY_H

#include "archive/compression.h"
#include "archive/pack.h"
#include "core/diag.h"

#include <stdbool.h>
#include <stdint.h>

struct delivery {
	const char *folder;
	const struct pack *bundle;
	bool is_there; /* but for its seals */
	enum compression how;
	int64_t time_s; /* of the archive */
};

/*
 * Write the files into the folder, and an archive next to it: *ret_archive is
 * its path, owned by the caller.  False after reporting; then nothing of what
 * was new is left.  Without its manifest, which comes last, a folder is no
 * bundle: so it is none if we are killed meanwhile.
 */
bool delivery_write(
    const struct delivery *d, char **ret_archive, struct diag *diag);

/*
 * The time of an archive: that which the environment wants all files to have
 * (SOURCE_DATE_EPOCH), or the beginning of a day ("2026-11-30"), or 0.
 */
int64_t delivery_time(const char *day);

#endif
