/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/config/fault_kind.h"

static const struct fault_kind_row kinds[FAULT_KIND_COUNT] = {
	[FAULT_DROP] = { "drop", PARAMETER_NONE,
	    "drop EventRevoked at agent2: it never arrives" },
	[FAULT_DUPLICATE] = { "duplicate", PARAMETER_NONE,
	    "duplicate EventAck at agent1: it arrives twice" },
	[FAULT_DELAY] = { "delay", PARAMETER_BY,
	    "delay EventInvite at agent2 by 3s: "
	    "it and all behind it come later" },
	[FAULT_ADVANCE] = { "advance", PARAMETER_BY,
	    "advance EventRevoked at agent2 by 200ms: "
	    "the timer that causes it ends earlier" },
	[FAULT_RETAG] = { "retag", PARAMETER_TO,
	    "retag EventInvite at agent2 to Reporting: "
	    "it carries another protocol" },
	[FAULT_MISDELIVER] = { "misdeliver", PARAMETER_TO,
	    "misdeliver EventInvite at agent2 to agent1: "
	    "the other party gets it" },
	[FAULT_ALTER] = { "alter", PARAMETER_ASSIGN,
	    "alter EventInvite at agent2 ticketId=999: "
	    "an attribute has another value" },
	[FAULT_STRIP] = { "strip", PARAMETER_PATH,
	    "strip EventInvite at agent2 ticketId: an attribute is missing" },
	[FAULT_WRONG_REFERENCE] = { "wrong-reference", PARAMETER_NONE,
	    "wrong-reference EventAck at agent2: "
	    "it answers a request that nobody sent" },
	[FAULT_SWAP] = { "swap", PARAMETER_NONE,
	    "swap EventAck at agent1: "
	    "it changes places with the next one "
	    "(which only R3=answer-first forbids)" },
	[FAULT_EXTRA] = { "extra", PARAMETER_AFTER,
	    "extra EventPartyRemoved at agent1 after EventAck: "
	    "one message too many" },
	[FAULT_MALFORMED] = { "malformed", PARAMETER_NONE,
	    "malformed EventAck at agent1: its frame is cut in the middle" },
	[FAULT_DISCONNECT] = { "disconnect", PARAMETER_NONE,
	    "disconnect EventInvite at agent2: "
	    "the connection is closed instead" },
	[FAULT_RENAME] = { "rename", PARAMETER_TO,
	    "rename EventAck at agent1 to EventBogus: it has another name" },
	[FAULT_MISBEHAVE] = { "misbehave", PARAMETER_DECISION,
	    "misbehave RequestAccept is-ticket-known always: "
	    "a decision is got wrong (docs/qualify.md)" },
};

const struct fault_kind_row *
fault_kind(enum fault_kind kind)
{
	return &kinds[kind];
}

const char *
fault_kind_name(enum fault_kind kind)
{
	return kinds[kind].name;
}

const char *
fault_kind_usage(enum fault_kind kind)
{
	return kinds[kind].usage;
}

static void
print_delay(const struct fault *f, struct buf *into)
{
	buf_printf(into, " by %lldns", (long long)f->delay_ns);
}

void
fault_print(const struct fault *f, struct buf *into)
{
	enum fault_parameter parameter = kinds[f->kind].parameter;
	const char *quote = f->is_quoted ? "\"" : "";
	bool is_after = parameter == PARAMETER_AFTER;
	buf_printf(into, "%s %s", kinds[f->kind].name,
	    is_after ? f->argument : f->message);
	if (parameter == PARAMETER_DECISION)
		buf_printf(into, " %s %s", f->argument, f->value);
	if (f->party[0])
		buf_printf(into, " at %s", f->party);
	if (f->protocol[0])
		buf_printf(into, " as %s", f->protocol);
	if (f->occurrence)
		buf_printf(into, " #%u", f->occurrence);
	if (f->one_in)
		buf_printf(into, " sometimes 1/%u", f->one_in);
	switch (parameter) {
	case PARAMETER_NONE:
		break;
	case PARAMETER_BY:
		print_delay(f, into);
		break;
	case PARAMETER_TO:
		buf_printf(into, " to %s", f->argument);
		break;
	case PARAMETER_AFTER:
		buf_printf(into, " after %s", f->message);
		if (f->delay_ns)
			print_delay(f, into);
		break;
	case PARAMETER_PATH:
		buf_printf(into, " %s", f->argument);
		break;
	case PARAMETER_DECISION:
		break;
	case PARAMETER_ASSIGN:
		buf_printf(
		    into, " %s=%s%s%s", f->argument, quote, f->value, quote);
		break;
	}
}
