/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A small suite of known content, tests/bad/host, to which a test adds its own
 * fixture.
 */
#ifndef IXC_TESTS_LOAD_HOST_H
#define IXC_TESTS_LOAD_HOST_H

#include "core/diag.h"
#include "model/suite.h"
#include "model/target.h"

/* The path of a file below the top of the source tree; the caller frees it. */
char *top_path(const char *name);

/*
 * Load the host suite with one more fixture, given by its path (NULL: none).
 * NULL after errors in 'diag'.
 */
struct suite *host_with(
    const char *fixture_path, const struct target *t, struct diag *diag);

/* As host_with(), the fixture given as text. */
struct suite *host_with_text(const char *fixture, struct diag *diag);

/* A fixture of one case after 'invited' with these steps; the caller frees. */
char *fixture_text(const char *steps);

struct target *host_target(struct diag *diag);

/* Fails the running test, with the first message, unless 'diag' is empty. */
void assert_silent(const struct diag *diag);

/* Fails unless some message contains 'text'. */
void assert_says(const struct diag *diag, const char *text);

#endif
