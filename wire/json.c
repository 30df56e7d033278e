/* SPDX-License-Identifier: Apache-2.0 */
#include "wire/json.h"
#include "wire/json_internal.h"

#include "core/escape.h"
#include "core/suggest.h"

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

static const json_t *
member(const json_t *frame, const char *key, char *problem)
{
	const json_t *value = json_object_get(frame, key);
	if (!value)
		json_refuse(problem, "the frame has no '%s'", key);
	return value;
}

static bool
read_integer(const json_t *value, const char *key, int64_t least, int64_t most,
    int64_t *ret_value, char *problem)
{
	char description[JSON_DESCRIPTION_SIZE];
	int64_t number =
	    json_is_integer(value) ? json_integer_value(value) : -1;
	if (!json_is_integer(value) || number < least || number > most)
		return json_refuse(problem,
		    "'%s' is %s; it must be an integer from %" PRId64
		    " to %" PRId64,
		    key, json_describe(value, description), least, most);
	*ret_value = number;
	return true;
}

/* Copy what fits, in whole characters, up to a NUL. */
static void
copy_cut(const json_t *string, char *into, size_t into_size)
{
	const char *text = json_string_value(string);
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
read_text(const json_t *object, const char *key, char *into, size_t into_size,
    char *problem)
{
	char description[JSON_DESCRIPTION_SIZE];
	const json_t *value = json_object_get(object, key);
	into[0] = '\0';
	if (!value || json_is_null(value))
		return true;
	if (!json_is_string(value))
		return json_refuse(problem, "'%s' is %s; it must be a string",
		    key, json_describe(value, description));
	copy_cut(value, into, into_size);
	return true;
}

static bool
read_kind(const json_t *frame, enum frame_kind *ret_kind, char *problem)
{
	char description[JSON_DESCRIPTION_SIZE];
	const json_t *value = member(frame, "frame", problem);
	if (!value)
		return false;
	if (!json_is_string(value))
		return json_refuse(problem,
		    "'frame' is %s; it must be a string",
		    json_describe(value, description));
	const char *word = json_string_value(value);
	struct suggestion nearest;
	suggest_start(&nearest, word);
	for (size_t i = 0; i < FRAME_KINDS; i++) {
		const char *name = frame_kind_name((enum frame_kind)i);
		if (strcmp(word, name) == 0) {
			*ret_kind = (enum frame_kind)i;
			return true;
		}
		suggest_offer(&nearest, name);
	}
	return json_refuse(problem, "'frame' is '%.40s'; %s%s%s", word,
	    nearest.best ? "did you mean '" : "no such kind of frame is known",
	    nearest.best ? nearest.best : "", nearest.best ? "'?" : "");
}

static bool
read_protocol(const json_t *frame, char *into, char *problem)
{
	char description[JSON_DESCRIPTION_SIZE];
	const json_t *value = member(frame, "protocol", problem);
	if (!value)
		return false;
	if (!json_is_string(value))
		return json_refuse(problem,
		    "'protocol' is %s; it must be a string",
		    json_describe(value, description));
	size_t size = json_string_length(value);
	if (size == 0 || size > PROTOCOL_MAX_BYTES ||
	    strlen(json_string_value(value)) != size)
		return json_refuse(problem,
		    "'protocol' has %zu bytes; it must have 1 to %d, none of "
		    "them NUL",
		    size, PROTOCOL_MAX_BYTES);
	memcpy(into, json_string_value(value), size + 1);
	return true;
}

static bool
read_message(const json_t *frame, struct message **ret_message, char *problem)
{
	char description[JSON_DESCRIPTION_SIZE];
	const json_t *value = member(frame, "message", problem);
	if (!value)
		return false;
	if (!json_is_object(value))
		return json_refuse(problem,
		    "'message' is %s; it must be an object",
		    json_describe(value, description));
	*ret_message = json_flatten(value, problem);
	return *ret_message;
}

/* --- frames --- */

static bool
read_numbers(const json_t *frame, struct frame *f, char *problem)
{
	const json_t *sequence = json_object_get(frame, "seq");
	const json_t *time = json_object_get(frame, "timeUs");
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
read_party(
    const json_t *frame, int64_t least, uint32_t *ret_party, char *problem)
{
	const json_t *value = json_object_get(frame, "party");
	int64_t number = 0;
	if (!value && least == 0)
		return true;
	if (!member(frame, "party", problem) ||
	    !read_integer(value, "party", least, UINT32_MAX, &number, problem))
		return false;
	*ret_party = (uint32_t)number;
	return true;
}

static bool
read_fence(const json_t *frame, uint64_t *ret_fence, char *problem)
{
	const json_t *value = member(frame, "fence", problem);
	int64_t number = 0;
	if (!value ||
	    !read_integer(value, "fence", 0, INT64_MAX, &number, problem))
		return false;
	*ret_fence = (uint64_t)number;
	return true;
}

static bool
read_frame(const json_t *frame, struct frame *f, char *problem)
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
		f->protocol = frame_protocol(f->message, protocol);
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
	json_t *value = json_read(text, size, "the frame", problem);
	if (!value)
		return false;
	char description[JSON_DESCRIPTION_SIZE];
	struct frame f = { .server_time_us = -1 };
	bool fine;
	if (json_is_object(value))
		fine = read_frame(value, &f, problem);
	else
		fine = json_refuse(problem,
		    "the frame is %s; it must be an object",
		    json_describe(value, description));
	json_decref(value);
	if (fine)
		*ret_frame = f;
	return fine;
}

static bool
print_text_member(const char *key, const char *text, struct buf *into)
{
	return buf_printf(into, ",\"%s\":", key) &&
	    json_print_string(text, strlen(text), into);
}

static bool
print_head(const struct frame *f, struct buf *into)
{
	bool fits = buf_add_char(into, '{');
	if (f->sequence)
		fits = fits &&
		    buf_printf(into, "\"seq\":%" PRIu64 ",", f->sequence);
	if (f->sequence && f->server_time_us >= 0)
		fits = fits &&
		    buf_printf(
			into, "\"timeUs\":%" PRId64 ",", f->server_time_us);
	fits = fits &&
	    buf_printf(into, "\"frame\":\"%s\"", frame_kind_name(f->kind));
	if (f->party)
		fits =
		    fits && buf_printf(into, ",\"party\":%" PRIu32, f->party);
	return fits;
}

static bool
print_frame(const struct frame *f, struct buf *into)
{
	const struct frame_form *form = &frame_forms[f->kind];
	bool fits = print_head(f, into);
	const char *text = frame_text(f);
	if (form->text_member && text[0])
		fits = fits && print_text_member(form->text_member, text, into);
	if (form->has_fence)
		fits =
		    fits && buf_printf(into, ",\"fence\":%" PRIu64, f->fence);
	if (form->has_message)
		fits = fits &&
		    print_text_member("protocol", f->protocol, into) &&
		    buf_add_text(into, ",\"message\":") &&
		    json_print_message(f->message, into);
	return fits && buf_add_text(into, "}\n");
}

bool
json_print_frame(const struct frame *f, struct buf *into)
{
	size_t start = into->size;
	bool fits = print_frame(f, into);
	if (!fits && into->bytes) {
		into->size = start;
		into->bytes[start] = '\0';
	}
	return fits;
}

/* --- the answer to "POST channels" --- */

static bool
read_channel(const json_t *answer, char *into, size_t into_size, char *problem)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
	const char *text =
	    json_string_value(json_object_get(answer, "channel"));
	if (!text)
		return json_refuse(problem, "the answer has no text 'channel'");
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
read_server(const json_t *answer, struct channel_answer *a, char *problem)
{
	char description[JSON_DESCRIPTION_SIZE];
	const json_t *server = json_object_get(answer, "server");
	if (server && !json_is_object(server))
		return json_refuse(problem,
		    "'server' is %s; it must be an object",
		    json_describe(server, description));
	return read_text(server, "name", a->server_name, sizeof(a->server_name),
		   problem) &&
	    read_text(server, "version", a->server_version,
		sizeof(a->server_version), problem);
}

static bool
read_capabilities(const json_t *answer, struct channel_answer *a, char *problem)
{
	char description[JSON_DESCRIPTION_SIZE];
	const json_t *list = json_object_get(answer, "capabilities");
	if (list && !json_is_array(list))
		return json_refuse(problem,
		    "'capabilities' is %s; it must be a list",
		    json_describe(list, description));
	for (size_t i = 0; i < json_array_size(list); i++) {
		const char *word = json_string_value(json_array_get(list, i));
		if (!word)
			continue;
		a->has_fence |= strcmp(word, "fence") == 0;
		a->has_clock |= strcmp(word, "clock") == 0;
		a->has_faults |= strcmp(word, "faults") == 0;
	}
	return true;
}

bool
json_parse_channel_answer(const char *text, size_t size,
    struct channel_answer *ret_answer, char *problem)
{
	json_t *value = json_read(text, size, "the answer", problem);
	if (!value)
		return false;
	struct channel_answer a = { 0 };
	char description[JSON_DESCRIPTION_SIZE];
	bool fine;
	if (json_is_object(value))
		fine = read_channel(
			   value, a.channel, sizeof(a.channel), problem) &&
		    read_server(value, &a, problem) &&
		    read_capabilities(value, &a, problem);
	else
		fine = json_refuse(problem,
		    "the answer is %s; it must be an object",
		    json_describe(value, description));
	json_decref(value);
	if (fine)
		*ret_answer = a;
	return fine;
}

bool
json_print_channel_answer(const struct channel_answer *answer, struct buf *into)
{
	const bool has[] = { answer->has_fence, answer->has_clock,
		answer->has_faults };
	static const char *const words[] = { "fence", "clock", "faults" };
	const char *comma = "";
	bool fits = buf_add_text(into, "{\"channel\":") &&
	    json_print_string(answer->channel, strlen(answer->channel), into) &&
	    buf_add_text(into, ",\"server\":{\"name\":") &&
	    json_print_string(
		answer->server_name, strlen(answer->server_name), into) &&
	    print_text_member("version", answer->server_version, into) &&
	    buf_add_text(into, "},\"capabilities\":[");
	for (size_t i = 0; i < 3; i++) {
		if (!has[i])
			continue;
		fits = fits && buf_printf(into, "%s\"%s\"", comma, words[i]);
		comma = ",";
	}
	return fits && buf_add_text(into, "]}\n");
}

/* --- the body of a 400 --- */

bool
json_parse_refusal(const char *text, size_t size,
    struct channel_refusal *ret_refusal, char *problem)
{
	json_t *value = json_read(text, size, "the refusal", problem);
	if (!value)
		return false;
	struct channel_refusal r = { .line = 0 };
	const json_t *line = json_object_get(value, "line");
	bool fine = (json_object_get(value, "error") ||
			json_refuse(problem, "the refusal has no 'error'")) &&
	    read_text(value, "error", r.error, sizeof(r.error), problem) &&
	    (!line ||
		read_integer(line, "line", 1, INT64_MAX, &r.line, problem));
	json_decref(value);
	if (fine)
		*ret_refusal = r;
	return fine;
}

bool
json_print_refusal(const struct channel_refusal *refusal, struct buf *into)
{
	const char *error = refusal->error;
	bool fits = buf_add_text(into, "{\"error\":") &&
	    json_print_string(error, strlen(error), into);
	if (refusal->line)
		fits = fits &&
		    buf_printf(into, ",\"line\":%" PRId64, refusal->line);
	return fits && buf_add_text(into, "}\n");
}
