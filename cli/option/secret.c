/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/option/secret.h"

#include "core/mem.h"
#include "core/source_file.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SECRET_MAX_BYTES ((size_t)64 << 10)

/* A secret of a target, and where it comes from. */
struct secret {
	const char *what, *are;     /* "the credentials", "are" */
	const char *holds;          /* what it should be */
	const char *element;        /* that may name a file */
	const char *file_key;       /* by this attribute */
	const char *file;           /* or NULL */
	const char *environment;    /* or NULL */
	enum credentials_kind kind; /* NONE: any text */
};

static struct secret
credentials_of(const struct target *t)
{
	return (struct secret){ .what = "the credentials",
		.are = "are",
		.holds = t->credentials == CREDENTIALS_BASIC ? "'user:password'"
							     : "token",
		.element = "<credentials>",
		.file_key = "file",
		.file = t->secret_file,
		.environment = t->secret_environment,
		.kind = t->credentials };
}

static struct secret
pass_phrase_of(const struct target *t)
{
	return (struct secret){ .what = "the pass phrase",
		.are = "is",
		.holds = "pass phrase",
		.element = "<tls>",
		.file_key = "pass-phrase-file",
		.file = t->pass_phrase_file,
		.environment = t->pass_phrase_environment };
}

/* What is wrong with it, or NULL. */
static const char *
secret_problem(enum credentials_kind kind, const char *secret, size_t size)
{
	if (strspn(secret, " ") == size)
		return "empty";
	for (size_t i = 0; i < size; i++) {
		unsigned char c = (unsigned char)secret[i];
		/* It would add its own header lines. */
		if (c == '\n' || c == '\r')
			return "more than one line";
		if (c < 0x20 || c == 0x7F)
			return "text with a control character";
		if (kind == CREDENTIALS_BEARER && (c == ' ' || c > 0x7F))
			return "text with a character that no token has";
	}
	if (kind == CREDENTIALS_BASIC && !memchr(secret, ':', size))
		return "not 'user:password'";
	return NULL;
}

/* A copy of the text, or NULL after reporting what is wrong with it. */
static char *
checked_secret(const struct secret *s, const char *text, size_t size,
    const char *origin, struct diag *diag)
{
	while (size > 0 && strchr("\r\n", text[size - 1]) && text[size - 1])
		size--;
	char *copy = mem_strndup(text, size);
	const char *problem = secret_problem(s->kind, copy, size);
	if (!problem)
		return copy;
	diag_error(
	    diag, NULL, "%s from '%s' %s %s", s->what, origin, s->are, problem);
	diag_note(diag, "it needs one line, with the %s in it", s->holds);
	free(copy);
	return NULL;
}

static char *
secret_of_file(const struct secret *s, struct diag *diag)
{
	struct source *file = source_read(s->file, SECRET_MAX_BYTES, diag);
	if (!file)
		return NULL;
	char *text = checked_secret(s, file->text, file->size, s->file, diag);
	explicit_bzero(file->text, file->size);
	source_unref(file);
	return text;
}

static char *
find_secret(
    const struct secret *s, const struct target *target, struct diag *diag)
{
	if (s->file)
		return secret_of_file(s, diag);
	const char *name = s->environment ? s->environment : "";
	const char *text = getenv(name);
	if (text && *text)
		return checked_secret(s, text, strlen(text), name, diag);
	diag_error(diag, NULL,
	    "the target '%s' takes %s from the environment variable '%s', "
	    "which is not set or empty",
	    target->name, s->what, name);
	diag_note(diag,
	    "export %s with the %s in it, or let %s in %s name a %s=\"...\"",
	    name, s->holds, s->element, target->source->path, s->file_key);
	return NULL;
}

static bool
has_pass_phrase(const struct target *t)
{
	return t->pass_phrase_file || t->pass_phrase_environment;
}

bool
secrets_find(struct secrets *s, const struct target *target, struct diag *diag)
{
	struct secret credentials = credentials_of(target);
	struct secret pass_phrase = pass_phrase_of(target);
	s->credentials = target->credentials == CREDENTIALS_NONE
	    ? mem_strdup("")
	    : find_secret(&credentials, target, diag);
	s->pass_phrase = has_pass_phrase(target)
	    ? find_secret(&pass_phrase, target, diag)
	    : mem_strdup("");
	return s->credentials && s->pass_phrase;
}

static void
check_secret_file(struct secret s, struct diag *diag)
{
	if (!s.file || access(s.file, R_OK) != 0)
		return;
	char *text = secret_of_file(&s, diag);
	if (text)
		explicit_bzero(text, strlen(text));
	free(text);
}

void
secrets_check_files(const struct target *target, struct diag *diag)
{
	if (target->credentials != CREDENTIALS_NONE)
		check_secret_file(credentials_of(target), diag);
	check_secret_file(pass_phrase_of(target), diag);
}

void
secrets_free(struct secrets *s)
{
	if (s->credentials)
		explicit_bzero(s->credentials, strlen(s->credentials));
	if (s->pass_phrase)
		explicit_bzero(s->pass_phrase, strlen(s->pass_phrase));
	free(s->credentials);
	free(s->pass_phrase);
}
