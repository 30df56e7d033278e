/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A target: the server under test, how it is reached, what it provides (agents,
 * queues, workbins), its timers, and how it reads the document.
 *
 * Built by load/target_file.h; immutable afterwards.  Holds no secret:
 * only where to find one.
 */
#ifndef IXC_MODEL_TARGET_H
#define IXC_MODEL_TARGET_H

#include "core/source.h"
#include "core/vec.h"

#include <stdbool.h>
#include <stdint.h>

enum credentials_kind {
	CREDENTIALS_NONE,
	CREDENTIALS_BASIC,  /* secret is "user:password" */
	CREDENTIALS_BEARER, /* secret is a token */
};

struct pool_agent {
	char *agent_id;
	char *place_id;
};

struct named_timer {
	char *name;
	int64_t ns;
	struct place at; /* of the value */
};

struct named_text {
	char *name;
	char *text;
	struct place at;      /* of the name */
	struct place text_at; /* of the text */
};

/*
 * A fixture of the target's own in place of a setup.  The target brings its
 * text along, so that a recording can, too: the judge of a recording opens no
 * file that is named in it.
 */
struct substitute {
	char *phase;
	char *path;            /* as it was resolved, or recorded */
	struct source *source; /* NULL: its text is not known */
	struct place at;       /* of the phase */
	struct place path_at;
};

/* In a name of the pool: the number of the shard that may lend it. */
#define TARGET_SHARD_MARK "{shard}"

struct target {
	struct source *source;
	char *name;
	bool embedded; /* start the mock in this process; url is NULL */
	char *url;
	char *ca_file, *certificate_file, *key_file, *proxy; /* or NULL */
	char *pass_phrase_file, *pass_phrase_environment; /* of the key; at most
							     one of them */
	bool is_unverified; /* its certificate is not checked */
	enum credentials_kind credentials;
	char *secret_file, *secret_environment; /* at most one of them */
	int64_t settle_ns; /* quiet time that replaces fences */
	VEC(struct pool_agent) agents;
	VEC(char *) queues;
	VEC(char *) workbins;
	size_t evidence_bytes;        /* of each case: see limits.h */
	unsigned messages_per_second; /* to each case, at most */
	unsigned pool_shards; /* the pools are one part of so many; 0, 1: they
				 are whole */
	VEC(struct named_timer) timers;
	VEC(struct named_text) readings;
	VEC(struct named_text) options; /* of the server */
	VEC(struct named_text)
	background; /* name: message; text: protocol or NULL */
	VEC(struct named_text) values;
	VEC(struct substitute) substitutes;
	VEC(struct named_text)
	files; /* name: "ca" ...; text: resolved path; to be checked */
};

void target_free(struct target *t);

/* False when the target has no such timer. */
bool target_timer(const struct target *t, const char *name, int64_t *ret_ns);

/* The target's choice for a reading, or NULL when it makes none. */
const char *target_reading(const struct target *t, const char *name);

/* A <value>, or NULL. */
const char *target_value(const struct target *t, const char *name);

/* How long an invitation stays open, in seconds: a timer of the target. */
#define OPTION_DELIVERING_TIMEOUT "delivering-timeout"
/* "ignore": a place is what its agent is called. */
#define OPTION_LOGIN_CONTROL "agent-login-control"

/* "available": parties can be opened at a second server. */
#define OPTION_SECOND_SERVER "server2"
#define SECOND_SERVER_AVAILABLE "available"

/*
 * A setting of an Interaction Server that changes which messages come, or when,
 * by its name in the configuration: a target records it, and a case names the
 * settings under which it cannot be judged (suite_exclusion()).
 */
struct server_option {
	const char *name;
	/* Its values, ended by NULL; NULL: a number if 'most', or any text. */
	const char *const *words;
	unsigned least, most;
	const char *unit; /* of the number, as documented; NULL: none, or
			     unknown */
};

/* NULL if no option has that name. */
const struct server_option *server_option_find(const char *name);

/* The one at that position, or NULL: there are no more. */
const struct server_option *server_option_at(size_t position);

/* What the target says of the option, or NULL. */
const struct named_text *server_option_said(
    const struct target *t, const char *name);

#endif
