/* SPDX-License-Identifier: Apache-2.0 */
#include "model/sight.h"

#include <stddef.h>
#include <string.h>

bool
sight_shows(const struct sight *sight, bool in_event, const char *path)
{
	if (!sight)
		return true;
	const char *const *shown = in_event ? sight->events : sight->requests;
	size_t size = strcspn(path, "{");
	bool is_whole = path[size] == '\0';
	for (; shown && *shown; shown++)
		if (strncmp(*shown, path, size) == 0 &&
		    (!is_whole || (*shown)[size] == '\0' ||
			(*shown)[size] == '.'))
			return true;
	return !shown;
}
