/* SPDX-License-Identifier: Apache-2.0 */
#include "compare/wording.h"

#include "core/mem.h"
#include "model/party.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static bool
is_party(const char *word, size_t size)
{
	static const char edges[] = "'\"(,;:.)";
	enum party_role role;
	while (size && strchr(edges, *word))
		word++, size--;
	while (size && strchr(edges, word[size - 1]))
		size--;
	char *name = mem_strndup(word, size);
	bool known = party_role_of(name, &role);
	free(name);
	return known;
}

/*
 * A word without what differs from run to run: a number, a time, an id built
 * from the run's.  Parties remain distinct.
 */
static void
add_skeleton(const char *word, size_t size, struct buf *into)
{
	bool has_digit = false;
	for (size_t i = 0; i < size; i++)
		has_digit |= word[i] >= '0' && word[i] <= '9';
	for (size_t i = 0; i < size; i++)
		if (!has_digit || is_party(word, size) ||
		    !strchr("0123456789abcdef.-", word[i]))
			buf_add_char(into, word[i]);
	buf_add_char(into, ' ');
}

void
wording_add(const char *text, struct buf *into)
{
	while (*text) {
		size_t size = strcspn(text, " ");
		add_skeleton(text, size, into);
		text += size;
		text += strspn(text, " ");
	}
}

/*
 * What came, or did not: "RequestConference of agent1 was refused with error
 * 1009".  The server's own words, and what should have come instead, may differ
 * from case to case; after the preamble that is to blame.
 */
static char *
head_of(const char *sentence, bool has_preamble)
{
	const char *behind = has_preamble ? strstr(sentence, ": ") : NULL;
	const char *start = behind ? behind + 2 : sentence;
	return mem_strndup(start, strcspn(start, ",;:"));
}

char *
wording_of_reason(const struct run_case *test, enum verdict verdict,
    const char *preamble, const char *sentence)
{
	bool is_preambles = verdict == VERDICT_INCONCLUSIVE && preamble;
	struct buf b;
	if ((!is_preambles && verdict != VERDICT_ERROR) || !sentence)
		return NULL;
	/* "Preamble ... did not hold", or the same of a "Phase" in a probe. */
	if (is_preambles)
		sentence += strcspn(sentence, " ");
	buf_init(&b, SIZE_MAX / 2);
	buf_printf(&b, "%s %s %s ", test->suite, verdict_name(verdict),
	    is_preambles ? preamble : "");
	char *head = head_of(sentence, is_preambles);
	wording_add(head, &b);
	free(head);
	return buf_take(&b);
}
