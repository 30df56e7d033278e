/* SPDX-License-Identifier: Apache-2.0 */
#include "record/seal/seal.h"

#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

struct seal_check {
	struct digest *digest; /* of the lines from the last seal on */
	struct seal_account account;
	unsigned last_seal; /* its line; 0: none */
	long shift;         /* of the numbers that seals tell, so far */
	bool is_over;       /* the seal of the end was there */
};

struct seal_check *
seal_check_new(void)
{
	struct seal_check *c = mem_zalloc(sizeof(*c));
	c->digest = digest_new();
	return c;
}

/* The part between two lines is not as it was written. */
static void
note_broken(struct seal_check *c, unsigned first, unsigned last, long surplus)
{
	struct seal_account *a = &c->account;
	if (a->broken_count++ > 0)
		return;
	a->first_line = first;
	a->last_line = last;
	a->surplus = surplus;
}

static void
take_line(struct seal_check *c, const char *line, size_t size)
{
	digest_add(c->digest, line, size);
	c->account.line_count++;
	if (c->is_over)
		note_broken(c, c->account.line_count, c->account.line_count, 1);
	c->is_over = false;
}

void
seal_check_add(struct seal_check *c, const char *line, size_t size)
{
	take_line(c, line, size);
	c->account.open_count++;
}

void
seal_check_seal(struct seal_check *c, const char *line, size_t size,
    unsigned number, const char *sha256, bool is_last)
{
	struct seal_account *a = &c->account;
	char is[DIGEST_TEXT_SIZE];
	unsigned here = a->line_count + 1;
	long surplus = (long)here - (long)number - c->shift;
	digest_take(c->digest, is);
	if (!sha256 || strcmp(is, sha256) != 0 || surplus != 0)
		note_broken(c, c->last_seal + 1, here, surplus);
	c->shift += surplus;
	take_line(c, line, size);
	c->last_seal = here;
	c->is_over = is_last;
	a->seal_count++;
	a->open_count = 0;
	a->last[0] = '\0';
	if (sha256 && strlen(sha256) == DIGEST_TEXT_SIZE - 1)
		memcpy(a->last, sha256, DIGEST_TEXT_SIZE);
}

struct seal_account
seal_check_account(const struct seal_check *c)
{
	struct seal_account a = c->account;
	if (a.broken_count)
		a.state = SEAL_BROKEN;
	else if (a.seal_count == 0)
		a.state = SEAL_NONE;
	else
		a.state = c->is_over ? SEAL_WHOLE : SEAL_OPEN;
	return a;
}

void
seal_check_free(struct seal_check *c)
{
	if (!c)
		return;
	digest_free(c->digest);
	free(c);
}

static void
print_broken(struct buf *into, const struct seal_account *a)
{
	if (a->first_line == a->last_line)
		buf_printf(into, "Line %u is not as it was", a->first_line);
	else
		buf_printf(into, "Lines %u to %u are not as they were",
		    a->first_line, a->last_line);
	buf_add_text(into, " written");
	if (a->surplus < 0)
		buf_printf(into, ": %ld %s missing", -a->surplus,
		    a->surplus == -1 ? "is" : "are");
	else if (a->surplus > 0)
		buf_printf(into, ": %ld %s added", a->surplus,
		    a->surplus == 1 ? "was" : "were");
	if (a->broken_count > 1)
		buf_printf(into, "; so are %u more parts of the recording",
		    a->broken_count - 1);
	buf_add_char(into, '.');
}

void
seal_print(struct buf *into, const struct seal_account *a)
{
	switch (a->state) {
	case SEAL_WHOLE:
		break;
	case SEAL_NONE:
		buf_add_text(into, "The recording has no seal.");
		break;
	case SEAL_OPEN:
		buf_printf(into,
		    "The recording ends without seal; its last "
		    "%u line%s not covered by one.",
		    a->open_count, a->open_count == 1 ? " is" : "s are");
		break;
	case SEAL_BROKEN:
		print_broken(into, a);
		break;
	}
}
