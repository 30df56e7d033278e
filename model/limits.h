/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How much of a case the judge can follow: the limits that judge observes and
 * that lint warns of before a run.
 */
#ifndef IXC_MODEL_LIMITS_H
#define IXC_MODEL_LIMITS_H

/*
 * Past this many live configurations the verdict is inconclusive: one message
 * then costs some 0.1 ms, and no reader could follow the case either.
 */
#define MATCH_MAX_CONFIGS 4096

/*
 * Steps that the judge takes in one case, nodes of the tree and attributes of
 * messages that it looks at: some seconds at worst.  They are counted, and no
 * time, so that each run and each machine judges alike.
 */
#define MATCH_MAX_STEPS 400000000

/*
 * What is kept of a case to explain its failure, besides what was taken: more
 * than a reader wants, and what follows is only counted.  So many cases run
 * at a time that the memory of all is bounded, too.  The bytes are those of a
 * target that does not say otherwise (<limits evidence=>).
 */
#define MATCH_MAX_EVIDENCE 1000
#define EVIDENCE_DEFAULT_BYTES ((size_t)1 << 20)

/*
 * What a server may send to one case within a second: a case has some dozen
 * messages, and one that gets more than this keeps the runner from the others.
 * A target can say otherwise (<limits messages-per-second=>).
 */
#define MESSAGES_PER_SECOND_DEFAULT 10000
#define MESSAGES_PER_SECOND_MAX 10000000

/* Events of one case with its preambles; the fixtures have about 40. */
#define PATTERN_MAX_EVENTS 512

/*
 * Blocks of one case with its preambles, each copy of a repeat counted: those
 * without a step (their 'when' excludes it) cost time and memory as well.
 */
#define PATTERN_MAX_BLOCKS (8 * PATTERN_MAX_EVENTS)

/* The id of a requirement, "CONF-1.3-02", fits a column of a table. */
#define REQUIREMENT_ID_MAX_BYTES 40

#endif
