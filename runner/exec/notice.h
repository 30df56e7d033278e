/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The notices of a run, in words.  Each is owned by the caller.
 */
#ifndef IXC_RUNNER_EXEC_NOTICE_H
#define IXC_RUNNER_EXEC_NOTICE_H

#include "model/event.h"

#include <stdint.h>

/* The server has not cleaned up after that case; 'why' is half a sentence. */
char *notice_clean_up(const struct run_case *test, const char *why);

/* What it has left where it took its interaction from; half a sentence. */
char *notice_left(const struct run_case *test, const char *why);

#define NOTICE_DERIVED_TAGS                                                    \
	"the server states no protocol tags: they were derived from the kind " \
	"of client that got each message, so a wrong tag is only found where " \
	"a client got what its kind must not get"

/*
 * An earlier run has left so many interactions, the first of which is named;
 * all were stopped but the failures.  NULL: none.
 */
char *notice_cleared(const char *first, unsigned count, unsigned failures);

/* So many messages, with so many bytes, are in no report; NULL: none. */
char *notice_left_out(uint64_t count, uint64_t bytes);

#endif
