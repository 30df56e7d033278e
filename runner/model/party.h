/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Parties: who the runner plays.  A party's name says its role.
 *
 * Source of what a role may receive: docs/interpretations.md (an agent or media
 * server never sees a Reporting message; the Reporting engine sees Interaction
 * Management only as the answer to its own request).
 */
#ifndef IXC_RUNNER_MODEL_PARTY_H
#define IXC_RUNNER_MODEL_PARTY_H

#include <stdbool.h>

enum party_role {
	PARTY_AGENT,     /* "agent", "agent1" ... "agent9" */
	PARTY_MEDIA,     /* "media" */
	PARTY_REPORTING, /* "reporting" */
};

/* The role of a party name; false when it is no party name. */
bool party_role_of(const char *name, enum party_role *ret_role);

/* The protocol of events for a role, as spelled on the wire; static text. */
const char *party_role_protocol(enum party_role role);

/*
 * All party names, NULL-terminated, for suggestions; static.
 */
const char *const *party_names(void);

#endif
