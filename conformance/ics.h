/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An implementation conformance statement (ICS): the vendor's answers to what
 * the suites can ask, phase by phase.
 *
 * A mandatory item is a phase with all its unconditional musts; the shoulds and
 * mays are optional items; a requirement that depends on a reading or on an
 * option of the server is conditional.  ics_of_suites() makes the list of
 * items from the suites, so an ICS can be compared with them; ics_review.h
 * judges the answers, before anything is run.
 */
#ifndef IXC_CONFORMANCE_ICS_H
#define IXC_CONFORMANCE_ICS_H

#include "core/buf.h"
#include "core/diag.h"
#include "core/source.h"
#include "core/vec.h"
#include "model/suite.h"

#include <stdbool.h>

#define ICS_NAMESPACE "urn:ixconform:ics:1"

enum ics_status {
	ICS_MANDATORY,
	ICS_OPTIONAL,
	ICS_CONDITIONAL, /* if its condition holds, what its level says */
};

enum ics_answer {
	ICS_OPEN, /* not answered: "?" */
	ICS_YES,
	ICS_NO,
	ICS_NOT_APPLICABLE, /* "n/a": its condition does not hold */
};

/* Of a phase, all its requirements that have no item of their own. */
struct ics_item {
	char *requirement; /* "CONF-1.3-02" */
	char *level;       /* "must", "should", "may" */
	char *text;        /* what is required */
	enum ics_status status;
	/* Of a conditional one, or NULL: */
	char *when;   /* "R1=late|other": one of these is chosen */
	char *unless; /* "option=value option=value": none of these is set */
	enum ics_answer answer;
	struct place at, answer_at;
};

struct ics_phase {
	char *name, *section, *title;
	enum ics_status status; /* never conditional */
	unsigned requirements;  /* without an item of their own */
	enum ics_answer answer;
	VEC(struct ics_item) items;
	struct place at, answer_at;
};

/* What a condition depends on, and what the vendor says of it. */
struct ics_condition {
	bool is_option; /* of the server; otherwise a reading */
	char *name;
	char *value; /* NULL: not answered; ICS_UNSET: it is not set */
	struct place at, value_at;
};

#define ICS_UNSET "not-set"

struct ics_model {
	char *suite, *title;
	enum ics_answer answer; /* is it implemented at all? */
	VEC(struct ics_condition) conditions;
	VEC(struct ics_phase) phases;
	struct place at, answer_at;
};

/* A company: whose product it is, who asked for the test, who tested. */
struct ics_company {
	char *name, *address, *contact; /* each may be NULL */
};

struct ics {
	struct source *source;           /* NULL: made from the suites */
	char *product, *version, *build; /* of the system; 'build' or NULL */
	struct ics_company supplier, client, laboratory;
	VEC(struct ics_model) models;
};

/* All questions, none of them answered. */
struct ics *ics_of_suites(struct suite *const *suites, size_t count);

/* NULL after reporting to 'diag'. */
struct ics *ics_load(const char *path, struct diag *diag);

/*
 * Is each item that the suites have in it, and no other?  A model that it
 * leaves out is not claimed.  Errors go to 'diag'.
 */
void ics_check(const struct ics *ics, struct suite *const *suites,
    size_t suite_count, struct diag *diag);

/* NULL is fine. */
void ics_free(struct ics *ics);

/* Append it as a file that ics_load() reads. */
void ics_print(const struct ics *ics, struct buf *into);

/* NULL: the ICS does not speak of it; borrowed. */
const struct ics_model *ics_find_model(
    const struct ics *ics, const char *suite);
const struct ics_phase *ics_find_phase(
    const struct ics_model *m, const char *name);
const struct ics_item *ics_find_item(
    const struct ics_model *m, const char *requirement);

/* Does the condition hold, by the vendor's answers?  True without one. */
bool ics_item_applies(const struct ics_model *m, const struct ics_item *item);

/*
 * What the ICS does not claim, so that the case cannot be judged: the suite, a
 * phase, or a requirement of the case or of one that it plays or follows.
 * NULL: it claims all of that.  Borrowed from both.
 */
const char *ics_refusal(
    const struct ics *ics, const char *suite, const struct fixture_case *c);

/* "mandatory", "optional", "conditional"; "?", "yes", "no", "n/a". */
const char *ics_status_name(enum ics_status status);
const char *ics_answer_name(enum ics_answer answer);

#endif
