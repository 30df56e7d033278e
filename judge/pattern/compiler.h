/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The working state of pattern_compile(); private to judge.
 *
 *	compile.c  walks the steps, builds tree and orders
 *	leaves.c   builds the events
 *	tables.c   makes the tables that the judge uses for each message
 *	names.c    resolves ids, parties, values and times
 */
#ifndef IXC_JUDGE_PATTERN_COMPILER_H
#define IXC_JUDGE_PATTERN_COMPILER_H

#include "judge/pattern/bits.h"
#include "judge/pattern/pattern.h"

#define COMPILER_WORDS (PATTERN_MAX_EVENTS / BITS_PER_WORD)

/* A name that later steps can use: an id (path NULL) or a capture. */
struct compiler_name {
	const char *name;
	const char *path;
	unsigned event;
	struct performance whose;
};

struct compiler {
	struct pattern *p;
	struct diag *diag;
	unsigned instance;         /* being compiled */
	struct performance asking; /* whose step is compiled */
	const struct step *probe;  /* around it, or NULL */
	unsigned conditionals;     /* optional and choice blocks around us */
	int last_stimulus;         /* event, or -1 */
	int open_while;            /* innermost <while> around us, or -1 */
	bool starts_probe;         /* the next stimulus does */
	bool full;                 /* a limit was exceeded and reported */
	VEC(struct compiler_name) names;
	VEC(struct bound) inherited; /* bounds of the blocks around us */
	VEC(unsigned) open_bans;     /* BAN events waiting for their block */
	unsigned depth[PATTERN_MAX_EVENTS]; /* 'conditionals' of each event */
	uint64_t must[PATTERN_MAX_EVENTS][COMPILER_WORDS];
	uint64_t bars[PATTERN_MAX_EVENTS][COMPILER_WORDS];
};

/* Does the target read the document so that the condition holds? */
bool compiler_holds(const struct compiler *c, const struct condition *when);

/*
 * Report, once, that the case has more than 'limit' of these things, at 'at'
 * (NULL: nowhere in particular).  What is built from here on is not used.
 */
void compiler_pass_limit(struct compiler *c, const char *things, unsigned limit,
    const struct place *at);

/* The party that plays the role in the current instance; added when new. */
unsigned compiler_party(
    struct compiler *c, const char *name, const struct place *at);

/* The event of an id, or -1. */
int compiler_find_id(const struct compiler *c, const char *id, size_t size);

/* Make the step's id and captures known to later steps. */
void compiler_add_names(
    struct compiler *c, const struct step *step, unsigned event);

void compiler_compile_value(struct compiler *c, const char *text,
    const struct place *at, struct expression *ret);

/* The bound that a window states, relative to what came before. */
struct bound compiler_bound(struct compiler *c, const struct window *window,
    const struct time_sum *sum, bool latest);

static inline unsigned
compiler_count_events(const struct compiler *c)
{
	return (unsigned)c->p->events.count;
}

/* A node of the events from 'first' on; its index. */
unsigned compiler_add_node(struct compiler *c, enum node_kind kind,
    const struct step *step, unsigned first);

/* The event of a send, disconnect or receive; its node. */
unsigned compiler_add_leaf(struct compiler *c, const struct step *step);

/*
 * The same for a message that may come as late as it likes; and, if a <due> of
 * the case names it, for that.
 */
unsigned compiler_add_open_leaf(struct compiler *c, const struct step *step);
unsigned compiler_add_due(struct compiler *c, const struct step *step);

/* The same for an absent and what it forbids. */
unsigned compiler_add_absent(struct compiler *c, const struct step *step);

/*
 * Does the source of the facts show what comes to the party, and what the test
 * looks at?  A live run shows everything.
 */
bool compiler_sees_party(const struct compiler *c, const char *name);
bool compiler_sees_test(
    const struct compiler *c, bool in_event, const struct compiled_test *t);

/* All events are known: make the tables that the judge uses. */
void compiler_tabulate(struct compiler *c);

/* "within {response-timeout} of the last stimulus". */
struct bound compiler_default_bound(
    struct compiler *c, const struct step *step);

#endif
