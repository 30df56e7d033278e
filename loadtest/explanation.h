/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What went wrong in a load, each thing once, and how often: cases that did not
 * pass are distinguished by category and by their sentences without numbers,
 * times and ids.
 */
#ifndef IXC_LOADTEST_EXPLANATION_H
#define IXC_LOADTEST_EXPLANATION_H

#include "core/buf.h"
#include "core/hash.h"
#include "core/vec.h"
#include "model/event.h"
#include "wire/json_writer.h"

/*
 * So many are distinguished; further ones are only counted.  No one reads more,
 * and a server that makes up texts must not fill the memory.
 */
#define EXPLANATIONS_MAX 1000

struct explanation {
	struct hash_node by_wording;
	char *wording; /* owned: category, and the sentence without what
			  varies */
	enum verdict verdict;
	enum finding finding;
	char *sentence;    /* owned: of the first case; or NULL */
	char *first;       /* owned: "suite/phase/case" */
	int64_t first_ns;  /* when that one ended, since the run started */
	uint64_t count;    /* of cases */
	unsigned examples; /* of them that were recorded in full */
};

struct explanations {
	struct hash by_wording;
	VEC(struct explanation *) items; /* in the order of their first cases */
	uint64_t others;                 /* cases beyond EXPLANATIONS_MAX */
	struct buf scratch;
};

void explanations_init(struct explanations *e);

void explanations_free(struct explanations *e);

/*
 * A case ended, and did not pass: count it.  The explanation lives as long as
 * the explanations; NULL: there are too many.
 */
struct explanation *explanations_count(
    struct explanations *e, const struct run_event *end);

/*
 * Those of another generator: cases with the same explanation are counted
 * together, and of the first ones the earlier is named.
 */
void explanations_add(
    struct explanations *into, const struct explanations *from);

/* Append them to an object, as its member "explanations". */
void explanations_print(struct json_writer *w, const struct explanations *e);

#endif
