/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Parties: the roles that the runner plays.  A party's name says its role.
 *
 * Source of what a role may receive: docs/interpretations.md (an agent or media
 * server never sees a Reporting message; the Reporting engine sees Interaction
 * Management only as the answer to its own request).
 */
#ifndef IXC_MODEL_PARTY_H
#define IXC_MODEL_PARTY_H

#include <stdbool.h>
#include <stdint.h>

enum party_role {
	PARTY_AGENT,     /* "agent", "agent1" ... "agent9" */
	PARTY_MEDIA,     /* "media" */
	PARTY_REPORTING, /* "reporting" */
};

/* The role of a party name; false when it is not a party name. */
bool party_role_of(const char *name, enum party_role *ret_role);

/* The position in party_names(), or -1. */
int party_position(const char *name);

/* The protocol of events for a role, as spelled on the wire; static text. */
const char *party_role_protocol(enum party_role role);

/*
 * All party names, NULL-terminated, for suggestions; static.
 */
const char *const *party_names(void);

/* As many as party_names() has. */
#define CAST_SIZE 12

/*
 * For each position in party_names(): the position of the party that plays it.
 */
struct cast {
	uint8_t actual[CAST_SIZE];
};

/*
 * The party that plays 'party' here; static text, NULL when it is not a party
 * name.
 */
const char *cast_actual(const struct cast *cast, const char *party);

/* Each party as itself. */
struct cast cast_of_everybody(void);

/* 'actual' plays 'role'; nothing changes if either is no party's name. */
void cast_assign(struct cast *cast, const char *role, const char *actual);

/* Which party of 'outer' plays what 'inner' gives to its roles. */
struct cast cast_compose(const struct cast *outer, const struct cast *inner);

#endif
