/* SPDX-License-Identifier: Apache-2.0 */
/*
 * All that can be about the manifest of a bundle, made and verified: the
 * signature of ssh-keygen, the in-toto statement, the stamp.
 */
#ifndef IXC_CLI_BUNDLE_SEALS_H
#define IXC_CLI_BUNDLE_SEALS_H

#include "bundle/intoto.h"
#include "cli/bundle/ssh_signature.h"
#include "cli/option/options.h"

#include <stdbool.h>
#include <stdio.h>

/* What 'certify' was told; zero-filled. */
struct seal_orders {
	const char *key;    /* for ssh-keygen; NULL: it is not signed */
	const char *signer; /* NULL: the contact */
	const char *intoto_key;
	bool wants_query;
	const char *reply, *authority; /* of a stamp */
};

void seal_orders_add_options(struct seal_orders *s, struct options *o);

/* What in it cannot be done, as a sentence, or NULL; 'contact' may be NULL. */
const char *seal_orders_refuse(
    const struct seal_orders *s, const char *contact);

/* Add what was ordered.  False after reporting. */
bool seals_make(const struct seal_orders *s, const char *contact,
    struct pack *bundle, const struct intoto_result *result, struct diag *diag);

/*
 * What 'verify' trusts, and what it has found; zero-filled.  Who names a file
 * demands the seal that it verifies.
 */
struct seals {
	const char *signers_file, *intoto_file, *authority_file;
	bool may_be_unsigned;
	struct ed25519 *intoto_key; /* of those files, or NULL; owned */
	struct source *authority;
	struct ssh_signature signature;
	enum intoto_state intoto;
	char *stamp_time; /* owned; NULL: there is no stamp that counts */
};

void seals_add_options(struct seals *s, struct options *o);

/* Read the files that the options name.  False after reporting each that is
 * not what it has to be. */
bool seals_open(struct seals *s, struct diag *diag);

/* 'result' as for intoto_check(). */
void seals_check(struct seals *s, const struct pack *bundle,
    const struct intoto_result *result, struct objections *o);

/* "Signed by ..." or "UNSIGNED: ...", and the others, a line each. */
void seals_print(const struct seals *s, FILE *out);

void seals_free(struct seals *s);

#endif
