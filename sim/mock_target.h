/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The mock as a target describes it: its timers, and how it reads the document.
 */
#ifndef IXC_SIM_MOCK_TARGET_H
#define IXC_SIM_MOCK_TARGET_H

#include "mock/server.h"
#include "runner/model/target.h"

/* The texts in the result are borrowed: 'version' from the caller. */
struct mock_config mock_config_for(
    const struct target *target, const char *version);

#endif
