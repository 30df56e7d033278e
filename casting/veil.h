/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hides in a message who and what it is about: ids become digests, the same for
 * the same id, and texts of people are left out.
 *
 * So a log can be given away with what was judged of it.  The salt is not kept,
 * so no id can be found by trying all.
 */
#ifndef IXC_CASTING_VEIL_H
#define IXC_CASTING_VEIL_H

#include "wire/message.h"

/* Bytes of the salt, as unlikely to be guessed as a key. */
#define VEIL_SALT_BYTES 32

struct veil {
	unsigned char salt[VEIL_SALT_BYTES];
};

/* The digest of an id; the caller frees it.  NULL for NULL. */
char *veil_id(const struct veil *v, const char *id);

/* The message without what it says of people; the caller owns it. */
struct message *veil_message(const struct veil *v, const struct message *m);

#endif
