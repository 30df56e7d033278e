/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The signature of a manifest, made and verified by 'ssh-keygen -Y': with the
 * keys, agents and tokens that people have.
 */
#ifndef IXC_CLI_BUNDLE_SSH_SIGNATURE_H
#define IXC_CLI_BUNDLE_SSH_SIGNATURE_H

#include "archive/pack.h"
#include "bundle/objections.h"
#include "bundle/ssh_key.h"
#include "core/diag.h"

#include <stdbool.h>

/*
 * Add the signature, and the list with its key, to the bundle; what was there
 * is replaced.  'key' is as 'ssh-keygen -f' takes it, 'signer' whose it is.
 * False after reporting.
 */
bool ssh_signature_make(struct pack *bundle, const char *key,
    const char *signer, struct diag *diag);

/* Zero-filled. */
struct ssh_signature {
	bool is_there;
	bool is_good;  /* it is of this manifest */
	bool is_known; /* to the verifier's own list */
	char *signer;  /* as the list calls the owner of the key; owned */
	struct ssh_key key;
};

/*
 * Verify it by the list in that file, or NULL: by that which the bundle brings.
 * What is wrong is an objection; that it is missing is none.
 */
void ssh_signature_check(struct ssh_signature *ret, const struct pack *bundle,
    const char *signers_file, struct objections *o);

void ssh_signature_free(struct ssh_signature *s);

#endif
