/* SPDX-License-Identifier: Apache-2.0 */
/* A judge that judges again, for recordings and transcripts that are inputs. */
#ifndef IXC_TESTS_FUZZ_REPLAYED_H
#define IXC_TESTS_FUZZ_REPLAYED_H

#include "runner/replay/replay.h"

/* With the shipped suite and target, loaded once; the caller frees it. */
struct replay *replayed_new(struct diag *diag, bool is_plain);

#endif
