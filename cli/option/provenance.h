/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a run comes from: the files that decide what is judged, with their
 * SHA-256 (suites, fixtures, catalogues, the target), this program, the
 * machine, the time and the command line.
 */
#ifndef IXC_CLI_OPTION_PROVENANCE_H
#define IXC_CLI_OPTION_PROVENANCE_H

#include "cli/option/faults.h"
#include "cli/option/secret.h"
#include "cli/option/selection.h"
#include "core/vec.h"
#include "model/event.h"

/* Zero-filled. */
struct provenance {
	char *program;                /* its digest, owned; NULL: not known */
	VEC(struct run_file) files;   /* paths borrowed, digests owned */
	VEC(struct run_row) rows;     /* the lists of names owned */
	VEC(struct run_suite) suites; /* their lists owned */
	VEC(const char *) orders;     /* owned */
	char *run_id;                 /* owned */
	struct run_target_file target_file; /* its text owned */
	char host_name[256];
	int64_t wall_start_s; /* 0: in a simulation */
	VEC(char *) words;    /* the command line, owned */
	struct buf again;     /* the command that runs a case again */
};

/* Before options are read, which changes their order. */
void provenance_keep_line(struct provenance *p, int argc, char **argv);

/* Reports say that this command runs a case again. */
void provenance_set_again(struct provenance *p, const char *command);

/*
 * A run begins, of which it is the shard of that number (0: all of it).  A
 * simulation is the same every time, so nothing in it may be of today.
 */
void provenance_begin(struct provenance *p, bool is_simulated, unsigned shard);

/*
 * What every report says of the terms of a run: which cases and default
 * readings the suites have, whose names are borrowed, which of the cases are
 * selected, and what the mock was told to do otherwise.  The last two may be
 * NULL.
 */
void provenance_note_terms(struct provenance *p, const struct suites *suites,
    const struct selection *selected, const struct faults *orders);

/* What reports know of it; borrowed. */
struct run_facts provenance_facts(const struct provenance *p);

/* 'target' may be NULL.  Borrows the names in suites and target. */
void provenance_collect(struct provenance *p, const struct suites *suites,
    const struct target *target);

/* A file that decides what is run, besides those; its name is borrowed. */
void provenance_add_source(struct provenance *p, const struct source *source);

/* The target's file, for a recording, without its secrets. */
void provenance_embed_target(struct provenance *p, const struct target *target,
    const struct secrets *secrets);

/*
 * Is the recorded run one of that suite?  Older recordings name none, and are
 * of all.
 */
bool provenance_is_of_run(const struct suite *s, const struct run_facts *run);

/* What is here of the suites that a recorded run is of, files and terms. */
void provenance_collect_at_hand(struct provenance *p, const struct suites *all,
    const struct run_facts *run);

/* Take the digest of this program, if the system reveals which file it is. */
void provenance_add_program(struct provenance *p);

void provenance_free(struct provenance *p);

#endif
