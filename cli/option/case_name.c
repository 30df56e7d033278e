/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/option/case_name.h"

#include "core/mem.h"
#include "model/repetition.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

/* "ok 3 - NAME", "not ok 3 - NAME # TODO why": the name in it, and its end. */
static const char *
find_name(const char *word, size_t *ret_size)
{
	const char *at = word;
	size_t digits;
	*ret_size = strlen(word);
	if (strncmp(at, "not ", strlen("not ")) == 0)
		at += strlen("not ");
	if (strncmp(at, "ok ", strlen("ok ")) != 0)
		return word;
	at += strlen("ok ");
	digits = strspn(at, "0123456789");
	if (digits == 0 || strncmp(at + digits, " - ", strlen(" - ")) != 0)
		return word;
	at += digits + strlen(" - ");
	*ret_size = strcspn(at, " ");
	return at;
}

char *
case_name_word(const char *word)
{
	size_t size;
	const char *name = find_name(word, &size);
	while (size > 1 && name[size - 1] == '/')
		size--;
	return mem_strndup(name, size);
}

char *
case_name_fixture_word(const char *word)
{
	char *name = case_name_word(word);
	name[repetition_base_size(name)] = '\0';
	return name;
}

char *
case_name_path(const struct case_name *n)
{
	return mem_printf("%s%s%s%s%s", n->suite, n->phase ? "/" : "",
	    n->phase ? n->phase : "", n->name ? "/" : "",
	    n->name ? n->name : "");
}

/* Takes ownership of 'text'. */
static char *
replace(char *text, char from, char to)
{
	for (char *c = text; *c; c++)
		*c = *c == from ? to : *c;
	return text;
}

/* Takes ownership of 'path'. */
static bool
fits_path(char *path, const char *word)
{
	bool fits = fnmatch(word, path, FNM_PATHNAME) == 0;
	free(path);
	return fits;
}

/* A class of JUnit has no slashes: "conference.setup-agent-logs-in". */
static bool
fits_class(const struct case_name *n, const char *word)
{
	if (!n->phase || !strchr(n->phase, '/'))
		return false;
	struct case_name class = *n;
	char *phase = replace(mem_strdup(n->phase), '/', '-');
	class.phase = phase;
	bool fits = fits_path(case_name_path(&class), word);
	free(phase);
	return fits;
}

bool
case_name_fits(const struct case_name *n, const char *word)
{
	char *slashed = replace(mem_strdup(word), '.', '/');
	bool fits = fits_path(case_name_path(n), slashed) ||
	    fits_class(n, slashed) ||
	    (n->name &&
		fits_path(mem_printf("%s/%s", n->phase, n->name), slashed));
	free(slashed);
	return fits;
}

static bool
fits_all_repetitions(const struct case_name *n, const char *word)
{
	char *base = mem_strndup(n->name, repetition_base_size(n->name));
	struct case_name all = { n->suite, n->phase, base };
	bool fits = case_name_fits(&all, word);
	free(base);
	return fits;
}

bool
case_name_includes(const struct case_name *n, const char *word)
{
	struct case_name suite = { n->suite, NULL, NULL };
	struct case_name phase = { n->suite, n->phase, NULL };
	struct case_name setups = { n->suite, CASE_NAME_SETUPS, NULL };
	size_t size = strlen(CASE_NAME_SETUPS);
	bool is_setup = strncmp(n->phase, CASE_NAME_SETUPS "/", size + 1) == 0;
	return case_name_fits(&suite, word) || case_name_fits(&phase, word) ||
	    case_name_fits(n, word) || fits_all_repetitions(n, word) ||
	    (is_setup && case_name_fits(&setups, word));
}

void
near_name_start(struct near_name *n, const char *word)
{
	*n = (struct near_name){ .word =
				     replace(case_name_word(word), '.', '/') };
	suggest_start(&n->suggestion, n->word);
}

void
near_name_offer(struct near_name *n, char *name)
{
	const char *tail = strrchr(name, '/');
	size_t before = n->suggestion.best_distance;
	suggest_offer(&n->suggestion, name);
	if (tail)
		suggest_offer(&n->suggestion, tail + 1);
	bool is_nearer = n->suggestion.best_distance < before;
	bool is_first = !n->best && *n->word && strstr(name, n->word);
	if (!is_nearer && !is_first && !n->first) {
		n->first = name;
		return;
	}
	if (!is_nearer && !is_first) {
		free(name);
		return;
	}
	free(n->best);
	n->best = name;
}

void
near_name_complain(const struct near_name *n, const char *path,
    const char *word, struct diag *diag)
{
	const char *example = n->best ? n->best : n->first;
	diag_error(
	    diag, NULL, "'%s' has no case that --case '%s' names", path, word);
	diag_did_you_mean(diag, n->best);
	diag_note(diag,
	    "it takes SUITE[/PHASE[/CASE]], such as '%s', or the name in "
	    "JUnit; wild cards are allowed",
	    example ? example : "conference");
}

void
near_name_free(struct near_name *n)
{
	free(n->best);
	free(n->first);
	free(n->word);
}
