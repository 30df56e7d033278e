/* SPDX-License-Identifier: Apache-2.0 */
#include "model/repetition.h"

#include "core/mem.h"

#include <string.h>

char *
repetition_name(const char *test, unsigned number)
{
	return mem_printf("%s#%u", test, number);
}

size_t
repetition_base_size(const char *name)
{
	const char *mark = strrchr(name, '#');
	bool is_repetition =
	    mark && mark[1] && mark[1 + strspn(mark + 1, "0123456789")] == '\0';
	return is_repetition ? (size_t)(mark - name) : strlen(name);
}

const char *
repetition_mark(const char *name)
{
	return name + repetition_base_size(name);
}

bool
repetition_is_of(const char *name, const char *test)
{
	size_t size = repetition_base_size(name);
	return strlen(test) == size && memcmp(name, test, size) == 0;
}
