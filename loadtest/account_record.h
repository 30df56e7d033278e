/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What was measured of a load as lines of its recording (docs/transcript.md),
 * so that the same account can be given of it later.
 *
 * Between account.h and the recording; past_account.h reads them back.
 */
#ifndef IXC_LOADTEST_ACCOUNT_RECORD_H
#define IXC_LOADTEST_ACCOUNT_RECORD_H

#include "wire/json_writer.h"

/* The words of the lines: "load-account", of all so far, the newest counts. */
#define ACCOUNT_WORD "account"
#define SECOND_WORD "second"

/* Add the members of the line; 'account' is a struct account. */
void account_record(const void *account, struct json_writer *w);

/* The same of a struct second. */
void account_record_second(const void *second, struct json_writer *w);

#endif
