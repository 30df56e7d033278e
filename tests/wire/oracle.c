/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/wire/oracle.h"

#include "core/buf.h"
#include "core/mem.h"

#include <inttypes.h>
#include <jansson.h>
#include <string.h>

#define MOST_BYTES ((size_t)16 << 20)

void
oracle_add_text(struct buf *into, const char *text, size_t size)
{
	buf_printf(into, "%zu\"", size);
	buf_add(into, text, size);
	buf_add_char(into, '"');
}

static void
add_value(struct buf *into, const json_t *value)
{
	const char *name;
	json_t *member;
	switch (json_typeof(value)) {
	case JSON_OBJECT:
		buf_add_char(into, '{');
		json_object_foreach((json_t *)value, name, member)
		{
			oracle_add_text(into, name, strlen(name));
			add_value(into, member);
		}
		buf_add_char(into, '}');
		break;
	case JSON_ARRAY:
		buf_add_char(into, '[');
		for (size_t i = 0; i < json_array_size(value); i++)
			add_value(into, json_array_get(value, i));
		buf_add_char(into, ']');
		break;
	case JSON_STRING:
		oracle_add_text(
		    into, json_string_value(value), json_string_length(value));
		break;
	case JSON_INTEGER:
		buf_printf(into, "%" JSON_INTEGER_FORMAT " ",
		    json_integer_value(value));
		break;
	case JSON_REAL:
		buf_printf(into, "%.17g ", json_real_value(value));
		break;
	case JSON_TRUE:
		buf_add_text(into, "true ");
		break;
	case JSON_FALSE:
		buf_add_text(into, "false ");
		break;
	case JSON_NULL:
		buf_add_text(into, "null ");
		break;
	}
}

char *
oracle_read(const char *text, size_t size)
{
	json_error_t error;
	json_t *value = json_loadb(text, size,
	    JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL | JSON_DECODE_ANY, &error);
	if (!value)
		return NULL;
	struct buf b;
	buf_init(&b, MOST_BYTES);
	add_value(&b, value);
	json_decref(value);
	char *written = mem_strndup(buf_text(&b), b.size);
	buf_free(&b);
	return written;
}
