/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The result of qualifying suites: counts per case and per kind of fault, and
 * every mutant or schedule that was not judged as it should be.
 *
 * Collects what qualify/qualify.h reports; the command prints it as a table,
 * and score_print_json() in the form that docs/qualify.md describes.
 */
#ifndef IXC_QUALIFY_SCORE_H
#define IXC_QUALIFY_SCORE_H

#include "core/buf.h"
#include "qualify/qualify.h"
#include "qualify/server_score.h"

struct score_row {
	unsigned counts[QUALIFICATION_COUNT];
};

struct scored_case {
	char *path; /* "conference/invitation-rejected/agent-rejects" */
	enum qualify_status status;
	struct score_row mutants;
	struct score_row schedules;
};

/* Something that survived, was wrongly failed, or found as something else. */
struct scored_finding {
	size_t test; /* index into the cases */
	enum qualification result;
	char *fault; /* as fault_parse() reads it; NULL: a schedule */
	enum finding wanted;
	uint64_t seed;
	char *fast, *slow, *also_slow; /* as in struct schedule */
	int64_t slow_ns;
	enum verdict verdict;
	enum finding finding;
	char *sentence; /* or NULL */
};

struct score {
	VEC(struct scored_case) cases;
	VEC(struct scored_finding) findings; /* in the order of running */
	struct score_row by_fault[FAULT_KIND_COUNT];
	struct score_row mutants;
	struct score_row schedules;
	/* Failures of one case that were not kept: past a limit. */
	unsigned findings_left_out;
};

/* No one reads more than this many; the counts still count all. */
#define SCORE_MAX_FINDINGS 10000

void score_init(struct score *s);

void score_free(struct score *s);

/* From here to score_end_case() the results are those of this case. */
void score_start_case(struct score *s, const struct suite *suite,
    const struct fixture_case *test);

/* The finding that was kept of it, borrowed until the next call, or NULL. */
const struct scored_finding *score_take(
    struct score *s, const struct qualified *one);

void score_end_case(struct score *s, enum qualify_status status);

unsigned score_illegal(const struct score_row *row);

/* Did anything survive, or was anything legal failed? */
bool score_is_bad(const struct score *s);

/* Was every case of it either qualified or excluded? */
bool score_is_whole(const struct score *s);

/* "killed", "killed-as-other", "survived" ...; static. */
const char *qualification_name(enum qualification q);

struct score_facts {
	const char *program_version;
	const char *target;
	uint64_t seed;
	unsigned case_count; /* selected; fewer of them when interrupted */
	const struct server_score *servers; /* NULL: none were tried */
};

/* Append one JSON object and a newline; the same for the same runs. */
void score_print_json(
    const struct score *s, const struct score_facts *facts, struct buf *into);

#endif
