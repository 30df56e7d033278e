/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/cli/comb.h"

#include <ctype.h>
#include <stdbool.h>

/* The line end after the data of a chunk. */
#define CHUNK_END_BYTES 2

void
comb_begin(const struct comb *c, struct comb_reader *r)
{
	*r = (struct comb_reader){ .state = COMB_HEADER,
		.repeated = c->unfinished };
}

static void
take_header(struct comb_reader *r, char byte)
{
	if (byte == '\n')
		r->line_ends++;
	else if (byte != '\r')
		r->line_ends = 0;
	if (r->line_ends == 2)
		r->state = COMB_SIZE;
}

static void
take_size(struct comb_reader *r, char byte)
{
	if (isxdigit((unsigned char)byte)) {
		int digit = tolower((unsigned char)byte);
		r->left *= 16;
		r->left += (unsigned long)(isdigit(digit) ? digit - '0'
							  : digit - 'a' + 10);
	} else if (byte == '\n') {
		r->state = COMB_DATA;
	}
}

static void
take_data(struct comb *c, struct comb_reader *r, char byte)
{
	if (r->repeated > 0)
		r->repeated--;
	else if (byte == '\n')
		c->unfinished = 0;
	else
		c->unfinished++;
	if (--r->left > 0)
		return;
	r->state = COMB_END;
	r->left = CHUNK_END_BYTES;
}

static void
take(struct comb *c, struct comb_reader *r, char byte)
{
	switch (r->state) {
	case COMB_HEADER:
		take_header(r, byte);
		break;
	case COMB_SIZE:
		take_size(r, byte);
		break;
	case COMB_DATA:
		take_data(c, r, byte);
		break;
	case COMB_END:
		if (--r->left == 0)
			r->state = COMB_SIZE;
		break;
	}
}

static bool
counts(const struct comb_reader *r)
{
	return r->state != COMB_HEADER &&
	    (r->state != COMB_DATA || r->repeated == 0);
}

size_t
comb_pass(struct comb *c, struct comb_reader *r, const char *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if (counts(r) && c->passed == c->next) {
			c->next += c->every;
			c->cuts++;
			return i;
		}
		c->passed += counts(r);
		take(c, r, bytes[i]);
	}
	return size;
}
