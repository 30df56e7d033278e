/* SPDX-License-Identifier: Apache-2.0 */
#include "wire/json.h"
#include "wire/json_tree.h"

#include "core/escape.h"
#include "core/text/suggest.h"

#include <inttypes.h>
#include <string.h>

/* What each kind of frame must have. */
struct frame_form {
	int64_t least_party;
	bool has_fence;
	bool has_message;
	const char *text_member; /* NULL: none */
};

static const struct frame_form frame_forms[] = {
	[FRAME_OPEN] = { .least_party = 1, .text_member = "name" },
	[FRAME_SEND] = { .least_party = 1, .has_message = true },
	[FRAME_FENCE] = { .least_party = 1, .has_fence = true },
	[FRAME_CLOSE] = { .least_party = 1 },
	[FRAME_OPENED] = { .least_party = 1 },
	[FRAME_MESSAGE] = { .least_party = 1, .has_message = true },
	[FRAME_CLOSED] = { .least_party = 1, .text_member = "text" },
	[FRAME_ERROR] = { .least_party = 0, .text_member = "text" },
};

#define FRAME_KINDS (sizeof(frame_forms) / sizeof(frame_forms[0]))

/* --- reading members --- */

static bool
refuse_absent(const char *key, char *problem)
{
	return json_refuse(problem, "the frame has no '%s'", key);
}

static const struct json_node *
member(const struct json_node *frame, const char *key, char *problem)
{
	const struct json_node *value = json_node_find(frame, key);
	if (!value)
		refuse_absent(key, problem);
	return value;
}

static bool
read_integer(const struct json_node *value, const char *key, int64_t least,
    int64_t most, int64_t *ret_value, char *problem)
{
	char description[JSON_DESCRIPTION_SIZE];
	bool is_integer = value->type == JSON_INTEGER;
	int64_t number = is_integer ? value->integer : -1;
	if (!is_integer || number < least || number > most)
		return json_refuse(problem,
		    "'%s' is %s; it must be an integer from %" PRId64
		    " to %" PRId64,
		    key, json_node_describe(value, description), least, most);
	*ret_value = number;
	return true;
}

/* Copy what fits, in whole characters, up to a NUL. */
static void
copy_cut(const struct json_node *string, char *into, size_t into_size)
{
	const char *text = string->text;
	size_t size = strlen(text), kept = 0;
	while (kept < size) {
		size_t length = utf8_next(text + kept, size - kept, NULL);
		if (kept + length >= into_size)
			break;
		kept += length;
	}
	memcpy(into, text, kept);
	into[kept] = '\0';
}

/* An optional text that is cut when too long; "" when absent. */
static bool
read_text(const struct json_node *object, const char *key, char *into,
    size_t into_size, char *problem)
{
	char description[JSON_DESCRIPTION_SIZE];
	const struct json_node *value = json_node_find(object, key);
	into[0] = '\0';
	if (!value || value->type == JSON_NULL)
		return true;
	if (value->type != JSON_STRING)
		return json_refuse(problem, "'%s' is %s; it must be a string",
		    key, json_node_describe(value, description));
	copy_cut(value, into, into_size);
	return true;
}

static bool
refuse_kind(const char *word, char *problem)
{
	struct suggestion nearest;
	suggest_start(&nearest, word);
	for (size_t i = 0; i < FRAME_KINDS; i++)
		suggest_offer(&nearest, frame_kind_name((enum frame_kind)i));
	return json_refuse(problem, "'frame' is '%.40s'; %s%s%s", word,
	    nearest.best ? "did you mean '" : "no such kind of frame is known",
	    nearest.best ? nearest.best : "", nearest.best ? "'?" : "");
}

static bool
read_kind(
    const struct json_node *frame, enum frame_kind *ret_kind, char *problem)
{
	char description[JSON_DESCRIPTION_SIZE];
	const struct json_node *value = member(frame, "frame", problem);
	if (!value)
		return false;
	if (value->type != JSON_STRING)
		return json_refuse(problem,
		    "'frame' is %s; it must be a string",
		    json_node_describe(value, description));
	const char *word = value->text;
	for (size_t i = 0; i < FRAME_KINDS; i++) {
		if (strcmp(word, frame_kind_name((enum frame_kind)i)) == 0) {
			*ret_kind = (enum frame_kind)i;
			return true;
		}
	}
	return refuse_kind(word, problem);
}

static bool
read_protocol(const struct json_node *frame, char *into, char *problem)
{
	char description[JSON_DESCRIPTION_SIZE];
	const struct json_node *value = member(frame, "protocol", problem);
	if (!value)
		return false;
	if (value->type != JSON_STRING)
		return json_refuse(problem,
		    "'protocol' is %s; it must be a string",
		    json_node_describe(value, description));
	size_t size = value->text_size;
	if (size == 0 || size > PROTOCOL_MAX_BYTES ||
	    strlen(value->text) != size)
		return json_refuse(problem,
		    "'protocol' has %zu bytes; it must have 1 to %d, none of "
		    "them NUL",
		    size, PROTOCOL_MAX_BYTES);
	memcpy(into, value->text, size + 1);
	return true;
}

static bool
read_message(
    const struct json_node *frame, struct message **ret_message, char *problem)
{
	char description[JSON_DESCRIPTION_SIZE];
	const struct json_node *value = member(frame, "message", problem);
	if (!value)
		return false;
	if (value->type != JSON_OBJECT)
		return json_refuse(problem,
		    "'message' is %s; it must be an object",
		    json_node_describe(value, description));
	*ret_message = json_node_flatten(value, problem);
	return *ret_message;
}

/* --- frames --- */

static bool
read_numbers(const struct json_node *frame, struct frame *f, char *problem)
{
	const struct json_node *sequence = json_node_find(frame, "seq");
	const struct json_node *time = json_node_find(frame, "timeUs");
	int64_t number = 0;
	if (sequence &&
	    !read_integer(sequence, "seq", 1, INT64_MAX, &number, problem))
		return false;
	f->sequence = (uint64_t)number;
	f->server_time_us = -1;
	return !time ||
	    read_integer(
		time, "timeUs", 0, INT64_MAX, &f->server_time_us, problem);
}

static bool
read_party(const struct json_node *frame, int64_t least, uint32_t *ret_party,
    char *problem)
{
	const struct json_node *value = json_node_find(frame, "party");
	int64_t number = 0;
	if (!value)
		return least == 0 || refuse_absent("party", problem);
	if (!read_integer(value, "party", least, UINT32_MAX, &number, problem))
		return false;
	*ret_party = (uint32_t)number;
	return true;
}

static bool
read_fence(const struct json_node *frame, uint64_t *ret_fence, char *problem)
{
	const struct json_node *value = member(frame, "fence", problem);
	int64_t number = 0;
	if (!value ||
	    !read_integer(value, "fence", 0, INT64_MAX, &number, problem))
		return false;
	*ret_fence = (uint64_t)number;
	return true;
}

static bool
read_frame(const struct json_node *frame, struct frame *f, char *problem)
{
	if (!read_kind(frame, &f->kind, problem))
		return false;
	const struct frame_form *form = &frame_forms[f->kind];
	char text[FRAME_TEXT_MAX_BYTES + 1] = "";
	char protocol[PROTOCOL_MAX_BYTES + 1];
	if (!read_numbers(frame, f, problem) ||
	    !read_party(frame, form->least_party, &f->party, problem) ||
	    (form->text_member &&
		!read_text(
		    frame, form->text_member, text, sizeof(text), problem)) ||
	    (form->has_fence && !read_fence(frame, &f->fence, problem)) ||
	    (form->has_message &&
		(!read_protocol(frame, protocol, problem) ||
		    !read_message(frame, &f->message, problem))))
		return false;
	if (form->has_message)
		f->protocol = message_keep(f->message, protocol);
	if (!text[0])
		return true;
	f->message = message_new(text);
	f->text = message_name(f->message);
	return true;
}

bool
json_parse_frame(
    const char *text, size_t size, struct frame *ret_frame, char *problem)
{
	struct json_tree tree = { 0 };
	struct frame f = { .server_time_us = -1 };
	const struct json_node *root =
	    json_read_object(&tree, text, size, "the frame", problem);
	bool fine = root && read_frame(root, &f, problem);
	json_tree_free(&tree);
	if (fine)
		*ret_frame = f;
	return fine;
}

static void
add_head(struct json_writer *w, const struct frame *f)
{
	if (f->sequence)
		json_add_integer(w, "seq", (int64_t)f->sequence);
	if (f->sequence && f->server_time_us >= 0)
		json_add_integer(w, "timeUs", f->server_time_us);
	json_add_string(w, "frame", frame_kind_name(f->kind));
	if (f->party)
		json_add_integer(w, "party", f->party);
}

bool
json_print_frame(const struct frame *f, struct buf *into)
{
	const struct frame_form *form = &frame_forms[f->kind];
	const char *text = frame_text(f);
	struct json_writer w = json_start(into);
	json_begin_object(&w, NULL);
	add_head(&w, f);
	if (form->text_member && text[0])
		json_add_string(&w, form->text_member, text);
	if (form->has_fence)
		json_add_integer(&w, "fence", (int64_t)f->fence);
	if (form->has_message) {
		json_add_string(&w, "protocol", f->protocol);
		json_add_message(&w, "message", f->message);
	}
	json_end_object(&w);
	json_end_line(&w);
	return json_finish(&w);
}

/* --- the answer to "POST channels" --- */

static bool
read_channel(
    const struct json_node *answer, char *into, size_t into_size, char *problem)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
	const struct json_node *value = json_node_find(answer, "channel");
	if (!value || value->type != JSON_STRING)
		return json_refuse(problem,
		    "the answer has no string "
		    "'channel'");
	const char *text = value->text;
	size_t size = strlen(text);
	if (size == 0 || size >= into_size || strspn(text, allowed) != size)
		return json_refuse(problem,
		    "'channel' is '%.70s'; it must have 1 to %zu of the "
		    "characters a-z A-Z 0-9 - _",
		    text, into_size - 1);
	memcpy(into, text, size + 1);
	return true;
}

static bool
read_server(
    const struct json_node *answer, struct channel_answer *a, char *problem)
{
	char description[JSON_DESCRIPTION_SIZE];
	const struct json_node *server = json_node_find(answer, "server");
	if (server && server->type != JSON_OBJECT)
		return json_refuse(problem,
		    "'server' is %s; it must be an object",
		    json_node_describe(server, description));
	return read_text(server, "name", a->server_name, sizeof(a->server_name),
		   problem) &&
	    read_text(server, "version", a->server_version,
		sizeof(a->server_version), problem);
}

static bool
read_capabilities(
    const struct json_node *answer, struct channel_answer *a, char *problem)
{
	char description[JSON_DESCRIPTION_SIZE];
	const struct json_node *list = json_node_find(answer, "capabilities");
	if (list && list->type != JSON_ARRAY)
		return json_refuse(problem,
		    "'capabilities' is %s; it must be a list",
		    json_node_describe(list, description));
	const struct json_node *item = list ? json_node_first(list) : NULL;
	for (unsigned i = 0; list && i < list->count; i++) {
		const char *word = item->type == JSON_STRING ? item->text : "";
		a->has_fence |= strcmp(word, "fence") == 0;
		a->has_clock |= strcmp(word, "clock") == 0;
		a->has_resend |= strcmp(word, "resend") == 0;
		a->has_faults |= strcmp(word, "faults") == 0;
		item = json_node_next(item);
	}
	return true;
}

bool
json_parse_channel_answer(const char *text, size_t size,
    struct channel_answer *ret_answer, char *problem)
{
	struct json_tree tree = { 0 };
	struct channel_answer a = { 0 };
	const struct json_node *root =
	    json_read_object(&tree, text, size, "the answer", problem);
	bool fine = root &&
	    read_channel(root, a.channel, sizeof(a.channel), problem) &&
	    read_server(root, &a, problem) &&
	    read_capabilities(root, &a, problem);
	json_tree_free(&tree);
	if (fine)
		*ret_answer = a;
	return fine;
}

bool
json_print_channel_answer(const struct channel_answer *answer, struct buf *into)
{
	const bool has[] = { answer->has_fence, answer->has_clock,
		answer->has_resend, answer->has_faults };
	static const char *const words[] = { "fence", "clock", "resend",
		"faults" };
	struct json_writer w = json_start(into);
	json_begin_object(&w, NULL);
	json_add_string(&w, "channel", answer->channel);
	json_begin_object(&w, "server");
	json_add_string(&w, "name", answer->server_name);
	json_add_string(&w, "version", answer->server_version);
	json_end_object(&w);
	json_begin_list(&w, "capabilities");
	for (size_t i = 0; i < sizeof(has) / sizeof(has[0]); i++)
		if (has[i])
			json_add_string(&w, NULL, words[i]);
	json_end_list(&w);
	json_end_object(&w);
	json_end_line(&w);
	return json_finish(&w);
}

/* --- the body of a 400 --- */

static bool
read_refusal(
    const struct json_node *object, struct channel_refusal *r, char *problem)
{
	const struct json_node *line = json_node_find(object, "line");
	return (json_node_find(object, "error") ||
		   json_refuse(problem, "the refusal has no 'error'")) &&
	    read_text(object, "error", r->error, sizeof(r->error), problem) &&
	    (!line ||
		read_integer(line, "line", 1, INT64_MAX, &r->line, problem));
}

bool
json_parse_refusal(const char *text, size_t size,
    struct channel_refusal *ret_refusal, char *problem)
{
	struct json_tree tree = { 0 };
	struct channel_refusal r = { .line = 0 };
	const struct json_node *root =
	    json_read_object(&tree, text, size, "the refusal", problem);
	bool fine = root && read_refusal(root, &r, problem);
	json_tree_free(&tree);
	if (fine)
		*ret_refusal = r;
	return fine;
}

bool
json_print_refusal(const struct channel_refusal *refusal, struct buf *into)
{
	struct json_writer w = json_start(into);
	json_begin_object(&w, NULL);
	json_add_string(&w, "error", refusal->error);
	if (refusal->line)
		json_add_integer(&w, "line", refusal->line);
	json_end_object(&w);
	json_end_line(&w);
	return json_finish(&w);
}
