/* SPDX-License-Identifier: Apache-2.0 */
#include "bundle/layout.h"

#include <stddef.h>
#include <string.h>

static bool
is_one_of(const char *name, const char *const *names)
{
	for (size_t i = 0; names[i]; i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

static bool
begins_with(const char *name, const char *folder)
{
	return strncmp(name, folder, strlen(folder)) == 0;
}

bool
layout_is_seal(const char *name)
{
	static const char *const seals[] = { BUNDLE_MANIFEST, BUNDLE_SIGNATURE,
		BUNDLE_INTOTO, BUNDLE_STAMP_QUERY, BUNDLE_STAMP, BUNDLE_SIGNERS,
		BUNDLE_INTOTO_KEY, BUNDLE_STAMP_KEY, NULL };
	return is_one_of(name, seals);
}

bool
layout_is_evidence(const char *name)
{
	return begins_with(name, BUNDLE_EVIDENCE);
}
