/* SPDX-License-Identifier: Apache-2.0 */
/* The frames up of a visit. */
#include "probe/visit.h"

#include "core/escape.h"
#include "core/mem.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* A line that a format makes; longer ones are said as bytes. */
#define LINE_MAX_BYTES ((size_t)4 << 10)
/* Of what was said, in a sentence. */
#define QUOTE_MAX_CHARACTERS 90

void
visit_say_bytes(struct visit *v, const char *bytes, size_t size)
{
	size_t start = v->up.size, length = size;
	buf_add(&v->up, bytes, size);
	for (size_t i = start; i < v->up.size; i++)
		if (v->up.bytes[i] == '\'')
			v->up.bytes[i] = '"';
	while (length > 0 && strchr("\r\n", bytes[length - 1]))
		length--;
	buf_clear(&v->said);
	escape_quoted(
	    &v->said, v->up.bytes + start, length, QUOTE_MAX_CHARACTERS);
}

static void
say(struct visit *v, const char *format, va_list ap)
{
	struct buf line;
	buf_init(&line, LINE_MAX_BYTES);
	buf_vprintf(&line, format, ap);
	buf_add_char(&line, '\n');
	visit_say_bytes(v, buf_text(&line), line.size);
	buf_free(&line);
}

void
visit_say(struct visit *v, const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	say(v, format, ap);
	va_end(ap);
}

void
visit_call_it(struct visit *v, const char *words)
{
	buf_clear(&v->said);
	buf_add_text(&v->said, words);
}

bool
visit_post(struct visit *v, long status)
{
	char *path = v->answer.has_resend
	    ? mem_printf("%s?n=%" PRIu64, v->frames, ++v->posts)
	    : mem_strdup(v->frames);
	bool good = visit_try_with(v, "POST", path) && visit_expect(v, status);
	free(path);
	return good;
}

bool
visit_send(struct visit *v, const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	say(v, format, ap);
	va_end(ap);
	return visit_post(v, 204);
}

void
visit_say_open(struct visit *v, unsigned party)
{
	visit_say(v, "{'frame':'open','party':%u,'name':'probe'}", party);
}

void
visit_say_pull(struct visit *v, unsigned party)
{
	visit_say(v,
	    "{'frame':'send','party':%u,'protocol':'InteractionManagement',"
	    "'message':{'messageName':'RequestPull','referenceId':1}}",
	    party);
}

bool
visit_open(struct visit *v, unsigned first, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		visit_say_open(v, first + i);
	if (!visit_post(v, 204))
		return false;
	for (unsigned i = 0; i < count; i++)
		if (!visit_await(v, first + i, FRAME_OPENED))
			return false;
	return true;
}
