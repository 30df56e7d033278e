/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/bundle/ssh_signature.h"

#include "bundle/layout.h"
#include "cli/bundle/program.h"
#include "core/mem.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define TOOL "ssh-keygen"
/* A signature, or a principal: a few lines. */
#define ANSWER_MAX_BYTES ((size_t)64 << 10)

/* What the program reads and writes. */
struct keygen {
	struct memory_file input, answer, signature, signers;
	struct buf text; /* of the answer */
};

static bool
open_files(struct keygen *k)
{
	struct memory_file *all[] = { &k->input, &k->answer, &k->signature,
		&k->signers };
	bool good = true;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		good &= memory_file_open(all[i]);
	buf_init(&k->text, ANSWER_MAX_BYTES);
	return good;
}

static void
close_files(struct keygen *k)
{
	memory_file_close(&k->input);
	memory_file_close(&k->answer);
	memory_file_close(&k->signature);
	memory_file_close(&k->signers);
	buf_free(&k->text);
}

static bool
fill(const struct memory_file *f, const struct pack_file *from)
{
	return memory_file_write(f, from->bytes, from->size) &&
	    memory_file_share(f);
}

/* Its exit status; the answer is in 'text'. */
static int
call(struct keygen *k, const char *const *words, bool is_silent)
{
	const struct program p = { words, &k->input, &k->answer, is_silent };
	int status = program_run(&p);
	int problem = errno;
	if (!memory_file_read(&k->answer, &k->text))
		status = PROGRAM_FAILED;
	errno = problem;
	return status;
}

/* --- made --- */

static bool
take_signature(struct keygen *k, struct pack *bundle, const char *signer)
{
	struct ssh_key key = { 0 };
	if (!ssh_key_of_signature(&key, buf_text(&k->text), k->text.size))
		return false;
	char *line = mem_printf(
	    "%s namespaces=\"" BUNDLE_FORMAT "\" %s\n", signer, key.line);
	pack_replace(bundle, BUNDLE_SIGNATURE, buf_text(&k->text));
	pack_replace(bundle, BUNDLE_SIGNERS, line);
	free(line);
	ssh_key_free(&key);
	return true;
}

static bool
complain(struct diag *diag, const char *key, int status)
{
	if (status == PROGRAM_FAILED)
		diag_error(
		    diag, NULL, "cannot run " TOOL ": %s", strerror(errno));
	else
		diag_error(diag, NULL,
		    TOOL " has not signed with the key '%s' (exit status %d)",
		    key, status);
	return false;
}

bool
ssh_signature_make(
    struct pack *bundle, const char *key, const char *signer, struct diag *diag)
{
	const char *const words[] = { TOOL, "-q", "-Y", "sign", "-f", key, "-n",
		BUNDLE_FORMAT, NULL };
	struct keygen k;
	bool good = open_files(&k) &&
	    fill(&k.input, pack_find(bundle, BUNDLE_MANIFEST));
	int status = good ? call(&k, words, false) : PROGRAM_FAILED;
	good = status == 0 && take_signature(&k, bundle, signer);
	if (!good)
		complain(diag, key, status);
	close_files(&k);
	return good;
}

/* --- verified --- */

/* The first line of an answer. */
static char *
first_line(const struct buf *text)
{
	const char *line = buf_text(text);
	return mem_strndup(line, strcspn(line, "\n"));
}

/* Who has the key, by the list; NULL: it is not in it, or nothing is known. */
static char *
find_signer(struct keygen *k, const char *signers, int *ret_status)
{
	const char *const words[] = { TOOL, "-Y", "find-principals", "-s",
		k->signature.path, "-f", signers, NULL };
	*ret_status = call(k, words, true);
	return *ret_status == 0 && k->text.size ? first_line(&k->text) : NULL;
}

static bool
verify(struct keygen *k, const char *signers, const char *signer)
{
	const char *const words[] = { TOOL, "-q", "-Y", "verify", "-f", signers,
		"-I", signer, "-n", BUNDLE_FORMAT, "-s", k->signature.path,
		NULL };
	return call(k, words, true) == 0;
}

static void
object_to_key(const struct ssh_signature *s, const char *signers_file,
    int status, struct objections *o)
{
	if (status == PROGRAM_FAILED)
		object(o, OBJECTION_OPEN,
		    "who has signed it cannot be verified: cannot run " TOOL
		    ": %s",
		    strerror(errno));
	else
		object(o, OBJECTION_FALSE,
		    "it is signed by an unknown key: %s is not in %s",
		    s->key.fingerprint,
		    signers_file ? signers_file : BUNDLE_SIGNERS);
}

static void
check(struct ssh_signature *s, struct keygen *k, const char *signers_file,
    struct objections *o)
{
	int status;
	const char *signers = signers_file ? signers_file : k->signers.path;
	s->signer = find_signer(k, signers, &status);
	if (!s->signer) {
		object_to_key(s, signers_file, status, o);
		return;
	}
	s->is_good = verify(k, signers, s->signer);
	s->is_known = s->is_good && signers_file;
	if (!s->is_good)
		object(o, OBJECTION_FALSE,
		    "the signature with the key %s is not one of this manifest",
		    s->key.fingerprint);
}

void
ssh_signature_check(struct ssh_signature *ret, const struct pack *bundle,
    const char *signers_file, struct objections *o)
{
	const struct pack_file *signature = pack_find(bundle, BUNDLE_SIGNATURE);
	const struct pack_file *signers = pack_find(bundle, BUNDLE_SIGNERS);
	const struct pack_file *manifest = pack_find(bundle, BUNDLE_MANIFEST);
	static const struct pack_file none = { (char *)"", (char *)"", 0 };
	struct keygen k;
	ret->is_there = signature;
	if (!signature)
		return;
	if (!ssh_key_of_signature(
		&ret->key, signature->bytes, signature->size)) {
		object(o, OBJECTION_UNREADABLE,
		    "'" BUNDLE_SIGNATURE "' is no signature of " TOOL);
		return;
	}
	bool good = open_files(&k) && fill(&k.signature, signature) &&
	    fill(&k.input, manifest) &&
	    fill(&k.signers, signers ? signers : &none);
	if (good)
		check(ret, &k, signers_file, o);
	else
		object_to_key(ret, signers_file, PROGRAM_FAILED, o);
	close_files(&k);
}

void
ssh_signature_free(struct ssh_signature *s)
{
	free(s->signer);
	ssh_key_free(&s->key);
}
