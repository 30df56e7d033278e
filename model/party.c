/* SPDX-License-Identifier: Apache-2.0 */
#include "model/party.h"

#include <stddef.h>
#include <string.h>

static const char *const names[] = { "agent", "agent1", "agent2", "agent3",
	"agent4", "agent5", "agent6", "agent7", "agent8", "agent9", "media",
	"reporting", "router", "service", "proxy", NULL };

static const struct {
	const char *name, *phrase;
} roles[PARTY_ROLES] = {
	[PARTY_AGENT] = { "agent", "an agent" },
	[PARTY_MEDIA] = { "media", "a media server" },
	[PARTY_REPORTING] = { "reporting", "the Reporting engine" },
	[PARTY_ROUTER] = { "router", "a routing engine" },
	[PARTY_SERVICE] = { "service", "a third-party server" },
	[PARTY_PROXY] = { "proxy", "a proxy" },
};

/* The role of a name is that without its number. */
bool
party_role_of(const char *name, enum party_role *ret_role)
{
	if (party_position(name) < 0)
		return false;
	for (unsigned i = 0; i < PARTY_ROLES; i++)
		if (strncmp(name, roles[i].name, strlen(roles[i].name)) == 0)
			*ret_role = (enum party_role)i;
	return true;
}

const char *
party_role_name(enum party_role role)
{
	return roles[role].name;
}

const char *
party_role_phrase(enum party_role role)
{
	return roles[role].phrase;
}

int
party_position_of(const char *name, size_t size)
{
	for (int i = 0; names[i]; i++)
		if (strncmp(names[i], name, size) == 0 && !names[i][size])
			return i;
	return -1;
}

int
party_position(const char *name)
{
	return party_position_of(name, strlen(name));
}

const char *const *
party_names(void)
{
	return names;
}

const char *
cast_actual(const struct cast *cast, const char *party)
{
	int position = party_position(party);
	return position < 0 ? NULL : names[cast->actual[position]];
}

struct cast
cast_of_everybody(void)
{
	struct cast cast;
	for (unsigned i = 0; i < CAST_SIZE; i++)
		cast.actual[i] = (uint8_t)i;
	return cast;
}

void
cast_assign(struct cast *cast, const char *role, const char *actual)
{
	int position = party_position(role), by = party_position(actual);
	if (position >= 0 && by >= 0)
		cast->actual[position] = (uint8_t)by;
}

struct cast
cast_compose(const struct cast *outer, const struct cast *inner)
{
	struct cast cast;
	for (unsigned i = 0; i < CAST_SIZE; i++)
		cast.actual[i] = outer->actual[inner->actual[i]];
	return cast;
}
