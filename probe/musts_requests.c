/* SPDX-License-Identifier: Apache-2.0 */
/* Requests, and making a channel: sections 1 and 10 of docs/binding.md. */
#include "core/mem.h"
#include "probe/musts.h"
#include "wire/json_object.h"

#include <stdlib.h>
#include <string.h>

/* What a server must take, and what it must not. */
#define BODY_MAX_BYTES ((size_t)4 << 20)

void
must_make_a_channel(struct visit *v)
{
	visit_ready(v);
	if (!visit_hello(v) || !visit_expect(v, 201) ||
	    !visit_expect_type(v, "application/json"))
		return;
	struct json_document d = { .noun = "the answer" };
	if (!json_document_read(&d, v->reply.body, v->reply.size, NULL) ||
	    !json_has(json_document_root(&d), "channel"))
		visit_break(v,
		    "the answer to POST channels is not a JSON object with "
		    "'channel'");
	json_document_free(&d);
}

static bool
has_no_body(struct visit *v)
{
	return v->reply.size == 0 ||
	    visit_break(v,
		"the answer to %s has a body of %zu bytes; it must have none",
		buf_text(&v->said), v->reply.size);
}

void
must_take_frames(struct visit *v)
{
	if (!visit_begin(v))
		return;
	visit_ready(v);
	visit_say_open(v, 1);
	if (visit_post(v, 204))
		has_no_body(v);
}

void
must_stream(struct visit *v)
{
	if (!visit_begin(v))
		return;
	visit_ready(v);
	if (!visit_open(v, 1, 1) || !visit_await_stream(v, 200))
		return;
	const char *type = caller_stream_type(v->stream);
	if (strncasecmp(type, "application/x-ndjson",
		strlen("application/x-ndjson")) != 0)
		visit_break(v,
		    "the Content-Type of the stream is '%s'; it must be "
		    "application/x-ndjson",
		    type);
}

void
must_delete(struct visit *v)
{
	if (!visit_begin(v))
		return;
	visit_ready(v);
	if (visit_delete(v))
		has_no_body(v);
}

/* Each request in turn, as a client that has no credentials. */
static bool
is_refused(struct visit *v, const char *method, const char *path)
{
	long status;
	if (!visit_try(v, method, path))
		return false;
	status = v->reply.status;
	return status == 401 || status == 403 ||
	    visit_break(v,
		"%s without credentials was answered %ld; it must be 401 (or "
		"403)",
		buf_text(&v->said), status);
}

void
must_check_credentials(struct visit *v)
{
	struct channel_config config = v->setup->connection;
	struct caller *usual = v->caller;
	if (config.credentials == CHANNEL_NO_CREDENTIALS) {
		visit_skip(v, "the target has no credentials");
		return;
	}
	if (!visit_begin(v))
		return;
	visit_ready(v);
	config.credentials = CHANNEL_NO_CREDENTIALS;
	char *get = mem_printf("%s?after=0", v->frames);
	v->caller = caller_new(&config);
	if (is_refused(v, "POST", "channels") &&
	    is_refused(v, "POST", v->frames) && is_refused(v, "GET", get))
		is_refused(v, "DELETE", v->channel);
	caller_free(v->caller);
	v->caller = usual;
	free(get);
}

void
must_know_its_paths(struct visit *v)
{
	visit_ready(v);
	if (visit_ask(v, "GET", "no-such-path", 404))
		visit_ask(v, "POST", "channels/probe-1/no-such-path", 404);
}

void
must_know_its_channels(struct visit *v)
{
	visit_ready(v);
	if (visit_ask(v, "DELETE", "channels/probe-unknown-1", 404) &&
	    visit_ask(v, "POST", "channels/probe-unknown-1/frames", 404))
		visit_ask(
		    v, "GET", "channels/probe-unknown-1/frames?after=0", 404);
}

void
must_refuse_methods(struct visit *v)
{
	if (!visit_begin(v))
		return;
	visit_ready(v);
	if (visit_ask(v, "PUT", "channels", 405) &&
	    visit_ask(v, "PUT", v->frames, 405))
		visit_ask(v, "PUT", v->channel, 405);
}

/* Lines that are no frames, so many bytes of them. */
static void
say_padding(struct visit *v, size_t size)
{
	char *line = mem_alloc(1024);
	memset(line, '\n', 1024);
	while (size > 0) {
		size_t part = size < 1024 ? size : 1024;
		buf_add(&v->up, line, part);
		size -= part;
	}
	free(line);
}

void
must_limit_bodies(struct visit *v)
{
	if (!visit_begin(v))
		return;
	visit_ready(v);
	visit_say_open(v, 1);
	say_padding(v, BODY_MAX_BYTES + 1 - v->up.size);
	visit_call_it(v, "a body of 4 MiB and 1 byte");
	v->may_be_cut_off = true;
	if (!visit_post(v, 413))
		return;
	visit_is_quiet(v, 0);
}

/* An 'open' with a member that is not known, of that many bytes in all. */
static void
say_long_open(struct visit *v, unsigned party, size_t size)
{
	char *start = mem_printf("{'frame':'open','party':%u,"
				 "'name':'probe','padding':'",
	    party);
	char *line = mem_alloc(size + 1);
	size_t used = strlen(start);
	memset(line, 'x', size);
	memcpy(line, start, used);
	memcpy(line + size - 2, "'}\n", 3);
	visit_say_bytes(v, line, size + 1);
	free(line);
	free(start);
}

void
must_limit_lines(struct visit *v)
{
	if (!visit_begin(v))
		return;
	visit_ready(v);
	say_long_open(v, 1, FRAME_MAX_BYTES + 1);
	visit_call_it(v, "a line of 1 MiB and 1 byte");
	if (visit_post(v, 413))
		visit_is_quiet(v, 0);
}

void
must_take_the_largest(struct visit *v)
{
	if (!visit_begin(v))
		return;
	visit_ready(v);
	say_long_open(v, 1, FRAME_MAX_BYTES);
	say_padding(v, BODY_MAX_BYTES - v->up.size);
	visit_call_it(v, "a line of 1 MiB in a body of 4 MiB");
	if (visit_post(v, 204))
		visit_await(v, 1, FRAME_OPENED);
}

void
must_answer_in_time(struct visit *v)
{
	if (!visit_begin(v))
		return;
	visit_ready(v);
	visit_say_open(v, 1);
	visit_post(v, 204);
}

/* --- making a channel --- */

void
must_ignore_the_body(struct visit *v)
{
	visit_ready(v);
	visit_say(v, "{'ixconform':'probe'}");
	if (visit_hello(v))
		visit_expect(v, 201);
}

#define ID_CHARACTERS                                                          \
	"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"

static void
check_id(struct visit *v, struct json_object answer)
{
	size_t size;
	const char *id = json_get_string(answer, "channel", &size);
	if (size == 0 || size > 63)
		visit_break(v,
		    "the channel's id has %zu bytes; it must have 1 to 63",
		    size);
	else if (strspn(id, ID_CHARACTERS) != size)
		visit_break(v,
		    "the channel's id is '%.63s'; it must be of the "
		    "characters a-z A-Z 0-9 - _",
		    id);
}

void
must_name_the_channel(struct visit *v)
{
	struct json_document d = { .noun = "the answer" };
	if (!visit_hello(v))
		return;
	visit_ready(v);
	if (json_document_read(&d, v->reply.body, v->reply.size, NULL))
		check_id(v, json_document_root(&d));
	else
		visit_break(v, "the answer to POST channels is no JSON object");
	json_document_free(&d);
}

void
must_list_capabilities(struct visit *v)
{
	struct json_document d = { .noun = "the answer" };
	if (!visit_hello(v))
		return;
	visit_ready(v);
	if (json_document_read(&d, v->reply.body, v->reply.size, NULL)) {
		struct json_object root = json_document_root(&d);
		size_t count = json_get_count(root, "capabilities");
		for (size_t i = 0; i < count; i++)
			json_get_item_text(root, "capabilities", i);
	}
	if (json_document_problem(&d))
		visit_break(v, "the answer to POST channels: %s",
		    json_document_problem(&d));
	json_document_free(&d);
}

/* Another visit of the same check, with a channel of its own. */
static bool
begin_beside(struct visit *v, struct visit *beside)
{
	visit_init(beside, v->setup, v->caller, v->needs);
	if (visit_begin(beside))
		return true;
	if (beside->reply.status / 100 == 5)
		visit_skip(v, "the server has room for one channel only");
	else
		visit_give_up(
		    v, "a second channel: %s", buf_text(&beside->sentence));
	return false;
}

void
must_separate_channels(struct visit *v)
{
	struct visit beside;
	if (!visit_begin(v))
		return;
	if (begin_beside(v, &beside)) {
		visit_ready(v);
		if (strcmp(v->channel, beside.channel) == 0)
			visit_break(v,
			    "two channels have one id, '%s'; each must have "
			    "its own",
			    v->answer.channel);
		else if (visit_open(&beside, 1, 1))
			visit_is_quiet(v, 0);
		else
			visit_give_up(v, "%s", buf_text(&beside.sentence));
	}
	v->is_stopped |= beside.is_stopped;
	visit_end(&beside);
}

/* --- sending a request again --- */

static bool
post_numbered(struct visit *v, uint64_t number, long status)
{
	v->posts = number - 1;
	return visit_post(v, status);
}

void
must_apply_once(struct visit *v)
{
	if (!visit_begin(v) || !visit_open(v, 1, 1))
		return;
	visit_ready(v);
	visit_say_open(v, 2);
	if (!post_numbered(v, 2, 204))
		return;
	visit_say_open(v, 2);
	if (post_numbered(v, 2, 204) && visit_await(v, 2, FRAME_OPENED)) {
		buf_clear(&v->said);
		buf_add_text(
		    &v->said, "a request that was sent twice with n=2");
		visit_is_quiet(v, 2);
	}
}

void
must_repeat_its_answer(struct visit *v)
{
	if (!visit_begin(v) || !visit_open(v, 1, 1))
		return;
	visit_ready(v);
	visit_say(v, "no frame");
	if (!post_numbered(v, 2, 400))
		return;
	visit_say(v, "no frame");
	buf_clear(&v->said);
	buf_add_text(
	    &v->said, "the repetition of a request that was refused with 400");
	post_numbered(v, 2, 400);
}

void
must_know_the_next_number(struct visit *v)
{
	if (!visit_begin(v) || !visit_open(v, 1, 1))
		return;
	visit_ready(v);
	visit_say_open(v, 2);
	visit_call_it(v, "n=3 after n=1");
	post_numbered(v, 3, 400);
}
