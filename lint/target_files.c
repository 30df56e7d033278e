/* SPDX-License-Identifier: Apache-2.0 */
/* The files that a target names: certificates and keys in PEM. */
#include "core/source_file.h"
#include "lint/target_check.h"

#include <string.h>

/* What PEM calls what such a file must hold. */
static const struct pem {
	const char *name; /* as the target has it */
	const char *what, *label;
} pems[] = {
	{ "key", "private key", "PRIVATE KEY-----" },
	{ "certificate", "certificate", "CERTIFICATE-----" },
	{ "ca", "certificate", "CERTIFICATE-----" },
};

static const struct pem *
find_pem(const struct named_text *file)
{
	for (size_t i = 0; i < sizeof(pems) / sizeof(pems[0]); i++)
		if (strcmp(pems[i].name, file->name) == 0)
			return &pems[i];
	return NULL;
}

/* Is there a line that begins something of that kind? */
static bool
begins(const char *text, const char *label)
{
	static const char begin[] = "-----BEGIN ";
	while ((text = strstr(text, begin))) {
		size_t size = strcspn(text, "\r\n");
		size_t end = strlen(label);
		if (size >= end && strncmp(text + size - end, label, end) == 0)
			return true;
		text += strlen(begin);
	}
	return false;
}

/* PEM says so in the key's first line, or in the head of an older form. */
static bool
is_encrypted(const char *text)
{
	return strstr(text, "-----BEGIN ENCRYPTED PRIVATE KEY-----") ||
	    strstr(text, "Proc-Type: 4,ENCRYPTED");
}

static void
check_pem(const struct named_text *file, const struct pem *pem,
    bool has_pass_phrase, struct diag *diag)
{
	struct diag unread; /* what is not text is not PEM */
	diag_init(&unread);
	struct source *s = source_read(file->text, SOURCE_MAX_BYTES, &unread);
	if (!s || !begins(s->text, pem->label)) {
		diag_error(diag, &file->text_at, "'%s' contains no %s in PEM",
		    file->text, pem->what);
		diag_note(
		    diag, "a line '-----BEGIN ... %s' is wanted", pem->label);
	} else if (strcmp(pem->name, "key") == 0 && is_encrypted(s->text) &&
	    !has_pass_phrase) {
		diag_error(diag, &file->text_at,
		    "the key in '%s' is encrypted, and there is no prompt for "
		    "a pass phrase",
		    file->text);
		diag_note(diag,
		    "name it in <tls>: pass-phrase-file=\"...\" or "
		    "pass-phrase-environment=\"...\"");
	}
	source_unref(s);
	diag_free(&unread);
}

void
target_check_files(const struct target *t, bool are_used, struct diag *diag)
{
	for (size_t i = 0; i < t->files.count; i++) {
		const struct named_text *file = &t->files.items[i];
		const struct pem *pem = find_pem(file);
		const char *problem = source_problem(file->text);
		if (!problem && pem)
			check_pem(file, pem,
			    t->pass_phrase_file || t->pass_phrase_environment,
			    diag);
		else if (problem && pem && are_used)
			diag_error(diag, &file->text_at, "cannot read '%s': %s",
			    file->text, problem);
		else if (problem && !are_used)
			diag_warning(diag, &file->text_at, "missing-file",
			    "cannot read '%s': %s", file->text, problem);
	}
}
