/* SPDX-License-Identifier: Apache-2.0 */
#include "bundle/ssh_key.h"

#include "bundle/base64.h"
#include "core/mem.h"
#include "record/seal/digest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BEGIN "-----BEGIN SSH SIGNATURE-----"
#define END "-----END SSH SIGNATURE-----"
/* One of RSA with 16,384 bits has some 5 KB. */
#define SIGNATURE_MAX_BYTES ((size_t)64 << 10)
#define MAGIC "SSHSIG"

/* What is left to be read. */
struct wire {
	const unsigned char *at;
	size_t size;
};

static bool
take_number(struct wire *w, size_t *ret)
{
	if (w->size < 4)
		return false;
	*ret = (size_t)w->at[0] << 24 | (size_t)w->at[1] << 16 |
	    (size_t)w->at[2] << 8 | w->at[3];
	w->at += 4;
	w->size -= 4;
	return true;
}

static bool
take_string(struct wire *w, struct wire *ret)
{
	size_t length;
	if (!take_number(w, &length) || length > w->size)
		return false;
	*ret = (struct wire){ w->at, length };
	w->at += length;
	w->size -= length;
	return true;
}

/* The kind is a word, such as "ssh-ed25519". */
static bool
take_kind(const struct wire *key, struct wire *ret)
{
	struct wire rest = *key;
	if (!take_string(&rest, ret) || ret->size == 0 || ret->size > 64)
		return false;
	for (size_t i = 0; i < ret->size; i++)
		if (ret->at[i] <= ' ' || ret->at[i] > '~' ||
		    strchr("\"#\\", ret->at[i]))
			return false;
	return true;
}

static void
print_fingerprint(struct ssh_key *ret, const struct wire *key)
{
	char source[DIGEST_SOURCE_SIZE];
	digest_print_source(source, key->at, key->size);
	char *padding = strchr(source, '=');
	if (padding)
		*padding = '\0';
	snprintf(ret->fingerprint, sizeof(ret->fingerprint), "SHA256:%s",
	    source + strlen("sha256-"));
}

static bool
read_key(struct ssh_key *ret, const struct buf *decoded)
{
	struct wire w = { (const unsigned char *)buf_text(decoded),
		decoded->size };
	struct wire key, kind;
	size_t version;
	if (w.size < strlen(MAGIC) || memcmp(w.at, MAGIC, strlen(MAGIC)) != 0)
		return false;
	w.at += strlen(MAGIC);
	w.size -= strlen(MAGIC);
	if (!take_number(&w, &version) || version != 1 ||
	    !take_string(&w, &key) || !take_kind(&key, &kind))
		return false;
	struct buf line;
	buf_init(&line, 2 * SIGNATURE_MAX_BYTES);
	buf_printf(&line, "%.*s ", (int)kind.size, (const char *)kind.at);
	base64_encode(&line, key.at, key.size);
	ret->line = buf_take(&line);
	print_fingerprint(ret, &key);
	return true;
}

bool
ssh_key_of_signature(struct ssh_key *ret, const char *signature, size_t size)
{
	struct buf decoded;
	const char *begin = memmem(signature, size, BEGIN, strlen(BEGIN));
	const char *end = memmem(signature, size, END, strlen(END));
	if (!begin || !end || size > SIGNATURE_MAX_BYTES ||
	    begin + strlen(BEGIN) > end)
		return false;
	begin += strlen(BEGIN);
	buf_init(&decoded, SIGNATURE_MAX_BYTES);
	bool good = base64_decode(&decoded, begin, (size_t)(end - begin)) &&
	    read_key(ret, &decoded);
	buf_free(&decoded);
	return good;
}

void
ssh_key_free(struct ssh_key *k)
{
	free(k->line);
	k->line = NULL;
}

bool
ssh_key_may_be_of(const char *signer)
{
	for (const char *at = signer; *at; at++)
		if ((unsigned char)*at <= ' ' || strchr("\"#,*?!\\\x7F", *at))
			return false;
	return *signer && *signer != '-';
}
