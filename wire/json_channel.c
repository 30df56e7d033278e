/* SPDX-License-Identifier: Apache-2.0 */
#include "wire/json_channel.h"

#include "wire/json_message.h"
#include "wire/json_object.h"
#include "wire/json_writer.h"

#include <string.h>

static void
read_channel(struct json_object o, char *into, size_t into_size)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
	const struct json_node *value = json_node_find(o.value, "channel");
	const char *text =
	    value && value->type == JSON_STRING ? value->text : NULL;
	if (!text) {
		json_object_refuse(o, "the answer has no string 'channel'");
		return;
	}
	size_t size = strlen(text);
	if (size > 0 && size < into_size && strspn(text, allowed) == size)
		memcpy(into, text, size + 1);
	else
		json_object_refuse(o,
		    "'channel' is '%.70s'; it must have 1 to %zu of the "
		    "characters a-z A-Z 0-9 - _",
		    text, into_size - 1);
}

static void
read_answer(struct json_object o, struct channel_answer *a)
{
	read_channel(o, a->channel, sizeof(a->channel));
	if (json_has(o, "server")) {
		struct json_object server = json_get_object(o, "server");
		json_copy_string(
		    server, "name", a->server_name, sizeof(a->server_name));
		json_copy_string(server, "version", a->server_version,
		    sizeof(a->server_version));
	}
	a->has_fence = json_list_has(o, "capabilities", "fence");
	a->has_clock = json_list_has(o, "capabilities", "clock");
	a->has_resend = json_list_has(o, "capabilities", "resend");
	a->has_faults = json_list_has(o, "capabilities", "faults");
}

bool
json_parse_channel_answer(const char *text, size_t size,
    struct channel_answer *ret_answer, char *problem)
{
	struct json_document d = { .noun = "the answer",
		.max_bytes = FRAME_MAX_BYTES };
	struct channel_answer a = { 0 };
	if (json_document_read(&d, text, size, NULL))
		read_answer(json_document_root(&d), &a);
	bool is_good = json_document_finish(&d, problem);
	if (is_good)
		*ret_answer = a;
	return is_good;
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

static void
read_refusal(struct json_object o, struct channel_refusal *r)
{
	if (!json_has(o, "error"))
		json_object_refuse(o, "the refusal has no 'error'");
	json_copy_string(o, "error", r->error, sizeof(r->error));
	if (json_has(o, "line"))
		r->line = json_get_integer(o, "line", 1, INT64_MAX);
}

bool
json_parse_refusal(const char *text, size_t size,
    struct channel_refusal *ret_refusal, char *problem)
{
	struct json_document d = { .noun = "the refusal",
		.max_bytes = FRAME_MAX_BYTES };
	struct channel_refusal r = { .line = 0 };
	if (json_document_read(&d, text, size, NULL))
		read_refusal(json_document_root(&d), &r);
	bool is_good = json_document_finish(&d, problem);
	if (is_good)
		*ret_refusal = r;
	return is_good;
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
