/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The public key in a signature of 'ssh-keygen -Y sign', which says itself
 * which key has made it.  Verifies nothing.
 */
#ifndef IXC_BUNDLE_SSH_KEY_H
#define IXC_BUNDLE_SSH_KEY_H

#include "core/buf.h"

#include <stdbool.h>

/* What people compare: "SHA256:..." */
#define SSH_FINGERPRINT_SIZE 64

struct ssh_key {
	char *line; /* "ssh-ed25519 AAAA...", owned */
	char fingerprint[SSH_FINGERPRINT_SIZE];
};

/* False: it is no such signature. */
bool ssh_key_of_signature(
    struct ssh_key *ret, const char *signature, size_t size);

void ssh_key_free(struct ssh_key *k);

/* May a signer be called so in a list of allowed signers? */
bool ssh_key_may_be_of(const char *signer);

#endif
