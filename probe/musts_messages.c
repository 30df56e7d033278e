/* SPDX-License-Identifier: Apache-2.0 */
/* Messages: section 6 of docs/binding.md. */
#include "core/mem.h"
#include "probe/musts.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define VALUES_MAX 4096
#define LEVELS_MAX 16
#define PATH_MAX_SIZE 512
/* A probe has no need of an agent whose id has to be escaped. */
#define NOT_IN_A_LINE "'\\\""
#define LINE_MAX_BYTES ((size_t)128 << 10)

#define SEND                                                                   \
	"{'frame':'send','party':1,'protocol':'InteractionManagement"          \
	"','message':{'messageName':'RequestPull','referenceId':%u"

/* --- limits --- */

/* A message with so many values, its reference among them, and its name. */
static void
add_values(struct buf *line, unsigned count)
{
	for (unsigned i = 1; i < count; i++)
		buf_printf(line, ",'v%u':1", i);
}

/* One that goes so deep, the message itself included. */
static void
add_levels(struct buf *line, unsigned count)
{
	buf_add_text(line, ",'deep':");
	for (unsigned i = 2; i < count; i++)
		buf_add_text(line, "{'d':");
	buf_add_text(line, "{'d':1}");
	for (unsigned i = 2; i < count; i++)
		buf_add_char(line, '}');
}

static void
add_key(struct buf *line, unsigned size)
{
	buf_add_text(line, ",'");
	buf_pad(line, 'k', (int)size);
	buf_add_text(line, "':1");
}

static void
say_message(struct visit *v, unsigned reference, const char *what,
    void (*add)(struct buf *line, unsigned count), unsigned count)
{
	struct buf line;
	buf_init(&line, LINE_MAX_BYTES);
	buf_printf(&line, SEND, reference);
	add(&line, count);
	buf_add_text(&line, "}}\n");
	visit_say_bytes(v, buf_text(&line), line.size);
	buf_clear(&v->said);
	buf_printf(&v->said, "a message of %u %s", count, what);
	buf_free(&line);
}

void
must_refuse_large_messages(struct visit *v)
{
	if (!visit_begin(v) || !visit_open(v, 1, 1))
		return;
	visit_ready(v);
	say_message(v, 1, "values", add_values, VALUES_MAX + 1);
	if (!visit_post(v, 400))
		return;
	say_message(v, 2, "levels", add_levels, LEVELS_MAX + 1);
	if (!visit_post(v, 400))
		return;
	say_message(v, 3, "bytes of keys", add_key, PATH_MAX_SIZE + 1);
	visit_post(v, 400);
}

void
must_refuse_large_numbers(struct visit *v)
{
	if (!visit_begin(v) || !visit_open(v, 1, 1))
		return;
	visit_ready(v);
	visit_say(v,
	    "{'frame':'send','party':1,'protocol':'InteractionManagement',"
	    "'message':{'messageName':'RequestPull','referenceId':1,"
	    "'n':9223372036854775808}}");
	visit_post(v, 400);
}

void
must_take_large_messages(struct visit *v)
{
	if (!visit_begin(v) || !visit_open(v, 1, 1))
		return;
	visit_ready(v);
	/* Its name may be counted. */
	say_message(v, 1, "values", add_values, VALUES_MAX - 1);
	if (!visit_post(v, 204))
		return;
	say_message(v, 2, "levels", add_levels, LEVELS_MAX);
	if (!visit_post(v, 204))
		return;
	say_message(v, 3, "bytes of keys", add_key, PATH_MAX_SIZE);
	visit_post(v, 204);
}

void
must_read_escapes(struct visit *v)
{
	static const char line[] =
	    "{'frame':'send','party':1,"
	    "'protocol':'Interaction\\u004danagement',"
	    "'message':{'messageName':'RequestPull','referenceId':1,"
	    "'\\u0000':'\\u0000\\ud83d\\ude00\\ud800\\/\\b\\t'}}\n";
	if (!visit_begin(v) || !visit_open(v, 1, 1))
		return;
	visit_ready(v);
	visit_say_bytes(v, line, strlen(line));
	visit_post(v, 204);
}

/* --- references --- */

static void
say_register(struct visit *v, unsigned reference)
{
	char *member = reference ? mem_printf("'referenceId':%u,", reference)
				 : mem_strdup("");
	visit_say(v,
	    "{'frame':'send','party':1,'protocol':'InteractionManagement',"
	    "'message':{'messageName':'RequestRegisterClient',%s"
	    "'clientName':'probe','clientType':'AgentApplication'}}",
	    member);
	free(member);
}

void
must_repeat_references(struct visit *v)
{
	int64_t reference;
	if (!visit_begin(v) || !visit_open(v, 1, 1))
		return;
	visit_ready(v);
	say_register(v, 4711);
	struct arrival *a =
	    visit_post(v, 204) ? visit_take(v, 1, FRAME_MESSAGE) : NULL;
	if (!a)
		return;
	if (!message_integer(a->frame.message, "referenceId", &reference))
		visit_break(v,
		    "the answer to RequestRegisterClient, %s, has %s; it must "
		    "repeat 4711",
		    message_name(a->frame.message),
		    message_find(a->frame.message, "referenceId")
			? "a referenceId that is no integer"
			: "no referenceId");
	else if (reference != 4711)
		visit_break(v,
		    "the answer to RequestRegisterClient has the referenceId "
		    "%" PRId64 "; it must be 4711",
		    reference);
}

static const char *
value(const struct target *t, const char *name, const char *otherwise)
{
	const char *text = target_value(t, name);
	return text ? text : otherwise;
}

/* Was the login refused, as that of a client that has not registered? */
static bool
is_refused(struct visit *v)
{
	int64_t reference;
	struct arrival *a;
	while ((a = visit_next(v, v->setup->times.answer_ns))) {
		if (!a->is_frame || a->frame.party != 1)
			continue;
		if (a->frame.kind == FRAME_CLOSED)
			return true;
		if (a->frame.kind != FRAME_MESSAGE ||
		    !message_integer(
			a->frame.message, "referenceId", &reference) ||
		    reference != 2)
			continue;
		return strcmp(message_name(a->frame.message), "EventError") ==
		    0 ||
		    visit_break(v,
			"a RequestRegisterClient without referenceId was "
			"carried out: the login after it was answered %s",
			message_name(a->frame.message));
	}
	return visit_give_up(v, "RequestAgentLogin was not answered");
}

static bool
is_plain(const char *id)
{
	return id && !strpbrk(id, NOT_IN_A_LINE);
}

void
must_not_serve_without_reference(struct visit *v)
{
	const struct target *t = v->setup->target;
	if (t->agents.count == 0 || !is_plain(t->agents.items[0].agent_id) ||
	    !is_plain(t->agents.items[0].place_id)) {
		visit_skip(v, "the target has no agent to try it with");
		return;
	}
	if (!visit_begin(v) || !visit_open(v, 1, 1))
		return;
	visit_ready(v);
	say_register(v, 0);
	visit_say(v,
	    "{'frame':'send','party':1,'protocol':'InteractionManagement',"
	    "'message':{'messageName':'RequestAgentLogin','referenceId':2,"
	    "'tenantId':%s,'placeId':'%s','agentId':'%s',"
	    "'mediaList':{'%s':1}}}",
	    value(t, "tenantId", "1"), t->agents.items[0].place_id,
	    t->agents.items[0].agent_id, value(t, "mediaType", "chat"));
	if (visit_post(v, 204))
		is_refused(v);
}
