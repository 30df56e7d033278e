/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/config/fault_kind.h"

static const struct fault_kind_row kinds[FAULT_KIND_COUNT] = {
	[FAULT_DROP] = { "drop", PARAMETER_NONE,
	    "drop EventRevoked at agent2: it never arrives" },
	[FAULT_DUPLICATE] = { "duplicate", PARAMETER_NONE,
	    "duplicate EventAck at agent1: it arrives twice" },
	[FAULT_DELAY] = { "delay", PARAMETER_BY,
	    "delay EventInvite at agent2 by 3s: "
	    "it and all after it come later" },
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
	    "it answers a request that was never sent" },
	[FAULT_SWAP] = { "swap", PARAMETER_NONE,
	    "swap EventAck at agent1: "
	    "it is swapped with the next one (only R3=answer-first forbids "
	    "it)" },
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
	    "a decision goes wrong (docs/qualify.md)" },
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
