/* SPDX-License-Identifier: Apache-2.0 */
#include "wire/json_frame.h"

#include "core/mem.h"
#include "core/text/suggest.h"

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

/* What a longer text needed is not kept: no other frame may be like it. */
#define KEPT_STORAGE_BYTES ((size_t)64 << 10)

#define FRAME_KINDS (sizeof(frame_forms) / sizeof(frame_forms[0]))

/* --- reading --- */

static void
refuse_kind(struct json_object o, const char *word)
{
	struct suggestion nearest;
	suggest_start(&nearest, word);
	for (size_t i = 0; i < FRAME_KINDS; i++)
		suggest_offer(&nearest, frame_kind_name((enum frame_kind)i));
	json_object_refuse(o, "'frame' is '%.40s'; %s%s%s", word,
	    nearest.best ? "did you mean '" : "no such kind of frame is known",
	    nearest.best ? nearest.best : "", nearest.best ? "'?" : "");
}

static enum frame_kind
read_kind(struct json_object o)
{
	size_t size;
	const char *word = json_get_string(o, "frame", &size);
	for (size_t i = 0; i < FRAME_KINDS; i++) {
		const char *name = frame_kind_name((enum frame_kind)i);
		if (word[0] == name[0] && strcmp(word, name) == 0)
			return (enum frame_kind)i;
	}
	refuse_kind(o, word);
	return FRAME_OPEN;
}

/* The usual ones need no copy. */
static const char *
keep_protocol(struct message *m, const char *protocol)
{
	static const char *const usual[] = { PROTOCOL_INTERACTION_MANAGEMENT,
		PROTOCOL_REPORTING, PROTOCOL_T_LIBRARY,
		PROTOCOL_EXTERNAL_SERVICE };
	for (size_t i = 0; i < sizeof(usual) / sizeof(usual[0]); i++)
		if (strcmp(usual[i], protocol) == 0)
			return usual[i];
	return message_keep(m, protocol);
}

static const char *
read_protocol(struct json_object o)
{
	size_t size;
	const char *protocol = json_get_string(o, "protocol", &size);
	if (size == 0 || size > PROTOCOL_MAX_BYTES || strlen(protocol) != size)
		json_object_refuse(o,
		    "'protocol' has %zu bytes; it must have 1 to %d, none of "
		    "them NUL",
		    size, PROTOCOL_MAX_BYTES);
	return protocol;
}

bool
json_get_derived(struct json_object o)
{
	static const char *const words[] = { TAG_DERIVED, NULL };
	if (!json_has(o, "tag"))
		return false;
	json_get_word(o, "tag", words);
	return true;
}

static void
read_text(struct json_object o, const char *key, struct frame *f)
{
	char text[FRAME_TEXT_MAX_BYTES + 1];
	json_copy_string(o, key, text, sizeof(text));
	if (text[0])
		f->text = f->own_text = mem_strdup(text);
}

static void
read_frame(struct json_object o, struct frame *f)
{
	f->kind = read_kind(o);
	const struct frame_form *form = &frame_forms[f->kind];
	f->sequence = (uint64_t)json_find_integer(o, "seq", 1, INT64_MAX, 0);
	f->server_time_us = json_find_integer(o, "timeUs", 0, INT64_MAX, -1);
	f->party = form->least_party
	    ? (uint32_t)json_get_integer(
		  o, "party", form->least_party, UINT32_MAX)
	    : (uint32_t)json_find_integer(o, "party", 0, UINT32_MAX, 0);
	if (form->text_member)
		read_text(o, form->text_member, f);
	if (f->kind == FRAME_OPEN)
		f->server = (unsigned)json_find_integer(
		    o, "server", SECOND_SERVER, SECOND_SERVER, 0);
	if (form->has_fence)
		f->fence = (uint64_t)json_get_integer(o, "fence", 0, INT64_MAX);
	if (!form->has_message)
		return;
	f->is_derived = f->kind == FRAME_MESSAGE && json_get_derived(o);
	f->protocol =
	    f->is_derived && !json_has(o, "protocol") ? "" : read_protocol(o);
	f->message = json_get_message(o, "message");
	if (f->message)
		f->protocol = keep_protocol(f->message, f->protocol);
}

bool
json_read_frame(struct json_document *d, const char *text, size_t size,
    struct frame *ret_frame, char *problem)
{
	struct frame f = { .server_time_us = -1 };
	d->noun = "the frame";
	d->max_bytes = FRAME_MAX_BYTES;
	if (json_document_read(d, text, size, NULL))
		read_frame(json_document_root(d), &f);
	const char *wrong = json_document_problem(d);
	if (wrong) {
		memcpy(problem, wrong, JSON_PROBLEM_SIZE);
		frame_clear(&f);
	} else {
		*ret_frame = f;
	}
	if (size > KEPT_STORAGE_BYTES)
		json_document_free(d);
	return !wrong;
}

bool
json_parse_frame(
    const char *text, size_t size, struct frame *ret_frame, char *problem)
{
	struct json_document d = { 0 };
	bool is_good = json_read_frame(&d, text, size, ret_frame, problem);
	json_document_free(&d);
	return is_good;
}

/* --- writing --- */

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
	if (f->kind == FRAME_OPEN && f->server)
		json_add_integer(&w, "server", f->server);
	if (form->has_fence)
		json_add_integer(&w, "fence", (int64_t)f->fence);
	if (form->has_message) {
		if (!f->is_derived)
			json_add_string(&w, "protocol", f->protocol);
		else
			json_add_string(&w, "tag", TAG_DERIVED);
		json_add_message(&w, "message", f->message);
	}
	json_end_object(&w);
	json_end_line(&w);
	return json_finish(&w);
}

/* --- guessing --- */

static size_t
skip_space(const char *text, size_t size, size_t at)
{
	while (at < size && (text[at] == ' ' || text[at] == '\t'))
		at++;
	return at;
}

/* The number after a key that ends at 'at', 0 if absent. */
static uint64_t
number_after(const char *text, size_t size, size_t at, uint64_t most)
{
	at = skip_space(text, size, at);
	if (at == size || text[at] != ':')
		return 0;
	at = skip_space(text, size, at + 1);
	uint64_t value = 0;
	for (; at < size && text[at] >= '0' && text[at] <= '9'; at++) {
		uint64_t digit = (uint64_t)(text[at] - '0');
		if (value > (most - digit) / 10)
			return 0;
		value = value * 10 + digit;
	}
	return value;
}

/* The only number after that key, quotes included; otherwise 0. */
static uint64_t
only_number(const char *text, size_t size, const char *key, uint64_t most)
{
	size_t key_size = strlen(key);
	uint64_t found = 0;
	for (size_t i = 0; i + key_size <= size; i++) {
		if (text[i] != '"' || memcmp(text + i, key, key_size) != 0)
			continue;
		uint64_t number = number_after(text, size, i + key_size, most);
		if (number && found)
			return 0;
		if (number)
			found = number;
	}
	return found;
}

unsigned
json_guess_party(const char *text, size_t size)
{
	return (unsigned)only_number(text, size, "\"party\"", UINT32_MAX);
}

uint64_t
json_guess_sequence(const char *text, size_t size)
{
	return only_number(text, size, "\"seq\"", INT64_MAX);
}
