/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/option/secret.h"

#include "core/mem.h"
#include "core/source_file.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SECRET_MAX_BYTES ((size_t)64 << 10)

/* What is wrong with it, or NULL. */
static const char *
secret_problem(enum credentials_kind kind, const char *secret, size_t size)
{
	if (strspn(secret, " ") == size)
		return "are empty";
	for (size_t i = 0; i < size; i++) {
		unsigned char c = (unsigned char)secret[i];
		/* It would add its own header lines. */
		if (c == '\n' || c == '\r')
			return "are more than one line";
		if (c < 0x20 || c == 0x7F)
			return "contain a control character";
		if (kind == CREDENTIALS_BEARER && (c == ' ' || c > 0x7F))
			return "contain a character that no token has";
	}
	if (kind == CREDENTIALS_BASIC && !memchr(secret, ':', size))
		return "are not 'user:password'";
	return NULL;
}

/* A copy of the secret, or NULL after reporting what is wrong with it. */
static char *
checked_secret(enum credentials_kind kind, const char *secret, size_t size,
    const char *origin, struct diag *diag)
{
	while (size > 0 && strchr("\r\n", secret[size - 1]) && secret[size - 1])
		size--;
	char *copy = mem_strndup(secret, size);
	const char *problem = secret_problem(kind, copy, size);
	if (!problem)
		return copy;
	diag_error(diag, NULL, "the credentials from '%s' %s", origin, problem);
	diag_note(diag, "it needs one line, with the %s in it",
	    kind == CREDENTIALS_BASIC ? "'user:password'" : "token");
	free(copy);
	return NULL;
}

static char *
secret_of_file(const struct target *target, struct diag *diag)
{
	struct source *s =
	    source_read(target->secret_file, SECRET_MAX_BYTES, diag);
	if (!s)
		return NULL;
	char *secret = checked_secret(
	    target->credentials, s->text, s->size, target->secret_file, diag);
	explicit_bzero(s->text, s->size);
	source_unref(s);
	return secret;
}

static void
report_unset(const struct target *target, const char *name, struct diag *diag)
{
	diag_error(diag, NULL,
	    "the target '%s' takes its credentials from the environment "
	    "variable '%s', which is not set or empty",
	    target->name, name);
	diag_note(diag,
	    "export %s with the %s in it, or let <credentials> in %s name a "
	    "file=\"...\"",
	    name,
	    target->credentials == CREDENTIALS_BASIC ? "'user:password'"
						     : "token",
	    target->source->path);
}

char *
find_secret(const struct target *target, struct diag *diag)
{
	if (target->credentials == CREDENTIALS_NONE)
		return mem_strdup("");
	if (target->secret_file)
		return secret_of_file(target, diag);
	const char *name = target->secret_environment;
	const char *secret = name ? getenv(name) : NULL;
	if (secret && *secret)
		return checked_secret(
		    target->credentials, secret, strlen(secret), name, diag);
	report_unset(target, name ? name : "", diag);
	return NULL;
}

void
check_secret_file(const struct target *target, struct diag *diag)
{
	if (target->credentials == CREDENTIALS_NONE || !target->secret_file ||
	    access(target->secret_file, R_OK) != 0)
		return;
	char *secret = secret_of_file(target, diag);
	if (secret)
		explicit_bzero(secret, strlen(secret));
	free(secret);
}
