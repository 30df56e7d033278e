/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The mock as a target describes it: its timers, and how it reads the document.
 */
#ifndef IXC_SIM_MOCK_TARGET_H
#define IXC_SIM_MOCK_TARGET_H

#include "mock/config/variant.h"
#include "mock/server.h"
#include "model/target.h"

/* The texts in the result are borrowed: 'version' from the caller. */
struct mock_config mock_config_for(
    const struct target *target, const char *version);

/*
 * The variants of that kind that the target leaves open, as bits by their
 * position.
 */
uint64_t mock_variants_open(
    const struct target *target, enum mock_variant_kind kind);

#endif
