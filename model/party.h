/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Parties: the roles that the runner plays.  A party's name says its role,
 * which is a kind of client of the server.  What a kind may receive is a matter
 * of the catalogue.
 */
#ifndef IXC_MODEL_PARTY_H
#define IXC_MODEL_PARTY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum party_role {
	PARTY_AGENT,     /* "agent", "agent1" ... "agent9" */
	PARTY_MEDIA,     /* "media" */
	PARTY_REPORTING, /* "reporting": a Reporting engine */
	PARTY_ROUTER,    /* "router": a routing engine */
	PARTY_SERVICE,   /* "service": a third-party server */
	PARTY_PROXY,     /* "proxy": a proxy of the server, for other clients */
};

#define PARTY_ROLES 6

/* "agent", "media" ...; static. */
const char *party_role_name(enum party_role role);

/* "an agent", "the Reporting engine" ...; static. */
const char *party_role_phrase(enum party_role role);

/* The role of a party name; false when it is not a party name. */
bool party_role_of(const char *name, enum party_role *ret_role);

/* The position in party_names(), or -1. */
int party_position(const char *name);

/* The same for a name that need not end in a NUL. */
int party_position_of(const char *name, size_t size);

/*
 * All party names, NULL-terminated, for suggestions; static.
 */
const char *const *party_names(void);

/* As many as party_names() has. */
#define CAST_SIZE 15

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
