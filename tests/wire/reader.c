/* SPDX-License-Identifier: Apache-2.0 */
/* Our own side of oracle.h, in the form of the other one. */
#include "tests/wire/oracle.h"

#include "core/mem.h"
#include "wire/json_frame.h"
#include "wire/json_tree.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define MOST_BYTES ((size_t)16 << 20)

static void add_node(struct buf *into, const struct json_node *node);

static void
add_members(struct buf *into, const struct json_node *node)
{
	const struct json_node *member = json_node_first(node);
	bool is_object = node->type == JSON_OBJECT;
	buf_add_char(into, is_object ? '{' : '[');
	for (unsigned i = 0; i < node->count; i++) {
		if (is_object)
			oracle_add_text(into, member->key, strlen(member->key));
		add_node(into, member);
		member = json_node_next(member);
	}
	buf_add_char(into, is_object ? '}' : ']');
}

static void
add_node(struct buf *into, const struct json_node *node)
{
	switch (node->type) {
	case JSON_OBJECT:
	case JSON_ARRAY:
		add_members(into, node);
		break;
	case JSON_STRING:
		oracle_add_text(into, node->text, node->text_size);
		break;
	case JSON_INTEGER:
		buf_printf(into, "%" PRId64 " ", node->integer);
		break;
	case JSON_REAL:
		buf_printf(into, "%.17g ", node->real);
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
reader_read(const char *text, size_t size, char *problem)
{
	struct json_tree tree = { 0 };
	char *written = NULL;
	if (json_tree_read(&tree, text, size, problem, NULL)) {
		struct buf b;
		buf_init(&b, MOST_BYTES);
		add_node(&b, tree.nodes.items);
		written = mem_strndup(buf_text(&b), b.size);
		buf_free(&b);
	}
	json_tree_free(&tree);
	return written;
}

/* It has an escape that we read as U+FFFD, and jansson refuses. */
static bool
has_replaced(const char *text, size_t size)
{
	for (size_t i = 0; i + 5 < size; i++)
		if (text[i] == '\\' && text[i + 1] == 'u' &&
		    (strncmp(text + i + 2, "0000", 4) == 0 ||
			(strchr("dD", text[i + 2]) &&
			    strchr("89abcdefABCDEF", text[i + 3]))))
			return true;
	return false;
}

const char *
oracle_compare(const char *text, size_t size, bool *ret_agree)
{
	char problem[JSON_PROBLEM_SIZE] = "";
	char *ours = reader_read(text, size, problem);
	char *theirs = oracle_read(text, size);
	*ret_agree =
	    (!ours && !theirs) || (ours && theirs && strcmp(ours, theirs) == 0);
	const char *reason = NULL;
	if (!ours && theirs && strstr(problem, "nest too deep"))
		reason = "we go less deep";
	else if (ours && !theirs && has_replaced(text, size))
		reason = "half a surrogate pair, or a NUL in a name";
	else if (!ours && theirs && memchr(text, '\0', size))
		reason = "jansson 2.14 skips a NUL after a number";
	free(ours);
	free(theirs);
	return reason;
}
