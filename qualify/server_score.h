/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The results of the trials with whole servers: mutants of behaviour and legal
 * variants.
 *
 * Collects what qualify_conduct.h and qualify_variant.h report; the command
 * prints it as tables, score_print_json() in the form that docs/qualify.md
 * describes.
 */
#ifndef IXC_QUALIFY_SERVER_SCORE_H
#define IXC_QUALIFY_SERVER_SCORE_H

#include "qualify/qualify_conduct.h"
#include "qualify/qualify_variant.h"

struct scored_conduct {
	char *fault; /* as fault_parse() reads it */
	enum conduct_class class;
	enum conduct_result result;
	unsigned failed, undecided;
	char *culprit; /* path of the case; NULL: none */
	enum finding finding;
	char *sentence; /* or NULL */
	unsigned jobs;
	char *scenario; /* of a survivor, or NULL */
};

struct scored_variant {
	char *reading; /* "R4=require"; NULL: the target's own */
	char *name;
	unsigned passed, failed, undecided;
	char *culprit; /* or NULL */
	char *sentence;
	unsigned jobs;
	uint64_t seed;
};

struct server_score {
	VEC(struct scored_conduct) conducts; /* in the order of running */
	VEC(struct scored_variant) variants;
	unsigned by_cause[CAUSE_COUNT][CONDUCT_RESULT_COUNT];
	unsigned results[CONDUCT_RESULT_COUNT];
	unsigned classes[CONDUCT_CLASS_COUNT];
	bool is_broken;  /* cases do not pass without faults */
	bool is_stopped; /* not all was tried */
};

void server_score_init(struct server_score *s);

void server_score_free(struct server_score *s);

/* What was kept of it, borrowed until the next call. */
const struct scored_conduct *server_score_take(
    struct server_score *s, const struct qualified_conduct *one);

const struct scored_variant *server_score_take_variant(struct server_score *s,
    const char *reading, const struct qualified_variant *one);

/* Did a mutant survive, or was a conforming server accused? */
bool server_score_is_bad(const struct server_score *s);

/* "killed", "killed-as-other", "survived" ...; static. */
const char *conduct_result_name(enum conduct_result result);

/* "illegal", "legal", "alike" ...; static. */
const char *conduct_class_name(enum conduct_class class);

/* Append the members "behaviour" and "variants", each after a comma. */

#endif
