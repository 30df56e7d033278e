/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The account of a load, from the lines of its recording (account_record.h).
 *
 * The figures are those of the newest line that has them.  Of a load that was
 * killed, the seconds after that line have only counts.
 */
#ifndef IXC_LOADTEST_PAST_ACCOUNT_H
#define IXC_LOADTEST_PAST_ACCOUNT_H

#include "loadtest/account.h"
#include "loadtest/meter.h"
#include "model/event.h"
#include "wire/json_object.h"

struct past_account;

struct past_account *past_account_new(void);

/* NULL is fine. */
void past_account_free(struct past_account *p);

/* 'listener' is copied: it gets each second as it is read. */
void past_account_listen(
    struct past_account *p, const struct meter_listener *listener);

/*
 * A line of a load: 'word' is that of account_record.h, others are ignored.
 * What is wrong with it, the document of the line says.
 */
void past_account_take(
    struct past_account *p, const char *word, struct json_object line);

/* In one of its recorded cases, a message came without its protocol. */
void past_account_note_derived_tags(struct past_account *p);

/* The load of another shard, at the same time, all of whose lines were taken.
 */
void past_account_add(struct past_account *into, struct past_account *shard);

/* What was added up, as account_record.h writes it; lives as long as 'p'. */
const struct account *past_account_sum(struct past_account *p);

/*
 * All have been taken: the account, judged by its thresholds; lives as long as
 * 'p'.  'summary' is how the load ended, NULL if the recording does not say.
 */
const struct account *past_account_finish(struct past_account *p,
    const struct run_facts *run, const struct run_summary *summary);

#endif
