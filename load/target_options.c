/* SPDX-License-Identifier: Apache-2.0 */
#include "load/target_options.h"

#include "core/clock.h"
#include "core/text/duration.h"
#include "load/element/reader.h"
#include "load/element/server_options.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define INVITATION_TIMER "invitation-timeout"

static const struct element_rule options_rule = {
	.name = "options",
	.children = WORDS("option"),
};

static const struct element_rule option_rule = {
	.name = "option",
	.required = WORDS("name", "value"),
};

static void
read_option(struct target *t, const struct xml_node *n, struct diag *diag)
{
	reader_check(n, &option_rule, diag);
	const struct xml_attribute *name = reader_attribute(n, "name");
	const struct xml_attribute *value = reader_attribute(n, "value");
	if (!name || !value || !server_option_check(name, value, diag))
		return;
	if (server_option_said(t, name->value)) {
		diag_error(diag, &name->value_at,
		    "the option '%s' is given twice", name->value);
		return;
	}
	struct named_text option = { .name = mem_strdup(name->value),
		.text = mem_strdup(value->value),
		.at = name->value_at,
		.text_at = value->value_at };
	vec_push(&t->options, option);
}

void
target_options_read(
    struct target *t, const struct xml_node *n, struct diag *diag)
{
	reader_check(n, &options_rule, diag);
	for (size_t i = 0; i < n->children.count; i++)
		if (reader_is(n->children.items[i], "option"))
			read_option(t, n->children.items[i], diag);
}

/* One fact, under the server's name and under ours. */
static void
apply_delivering_timeout(
    struct target *t, const struct named_text *said, struct diag *diag)
{
	char timer[DURATION_TEXT_SIZE];
	int64_t option_ns = strtoll(said->text, NULL, 10) * NS_PER_S, ns;
	if (!target_timer(t, INVITATION_TIMER, &ns)) {
		struct named_timer fresh = { .name =
						 mem_strdup(INVITATION_TIMER),
			.ns = option_ns,
			.at = said->text_at };
		vec_push(&t->timers, fresh);
	} else if (ns != option_ns) {
		diag_error(diag, &said->text_at,
		    "%s is %s s, but the timer '%s' is %s: both say how long "
		    "an invitation stays open",
		    said->name, said->text, INVITATION_TIMER,
		    duration_print(timer, ns));
	}
}

static void
check_login_control(
    const struct target *t, const struct named_text *said, struct diag *diag)
{
	for (size_t i = 0;
	     i < t->agents.count && strcmp(said->text, "ignore") == 0; i++) {
		const struct pool_agent *a = &t->agents.items[i];
		if (strcmp(a->agent_id, a->place_id) == 0)
			continue;
		diag_error(diag, &said->text_at,
		    "%s=ignore replaces a place by the id of its agent, but "
		    "the agent '%s' has the place '%s'",
		    said->name, a->agent_id, a->place_id);
		return;
	}
}

void
target_options_apply(struct target *t, struct diag *diag)
{
	const struct named_text *said =
	    server_option_said(t, OPTION_DELIVERING_TIMEOUT);
	if (said)
		apply_delivering_timeout(t, said, diag);
	said = server_option_said(t, OPTION_LOGIN_CONTROL);
	if (said)
		check_login_control(t, said, diag);
}
