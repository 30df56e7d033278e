/* SPDX-License-Identifier: Apache-2.0 */
#include "model/party.h"

#include "wire/frame.h"

#include <stddef.h>
#include <string.h>

static const char *const names[] = { "agent", "agent1", "agent2", "agent3",
	"agent4", "agent5", "agent6", "agent7", "agent8", "agent9", "media",
	"reporting", NULL };

bool
party_role_of(const char *name, enum party_role *ret_role)
{
	for (size_t i = 0; names[i]; i++) {
		if (strcmp(names[i], name) != 0)
			continue;
		if (name[0] == 'a')
			*ret_role = PARTY_AGENT;
		else
			*ret_role =
			    name[0] == 'm' ? PARTY_MEDIA : PARTY_REPORTING;
		return true;
	}
	return false;
}

int
party_position(const char *name)
{
	for (int i = 0; names[i]; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return -1;
}

const char *
party_role_protocol(enum party_role role)
{
	return role == PARTY_REPORTING ? PROTOCOL_REPORTING
				       : PROTOCOL_INTERACTION_MANAGEMENT;
}

const char *const *
party_names(void)
{
	return names;
}

const char *
cast_actual(const struct cast *cast, const char *party)
{
	for (size_t i = 0; names[i]; i++)
		if (strcmp(names[i], party) == 0)
			return names[cast->actual[i]];
	return NULL;
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
