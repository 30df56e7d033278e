/* SPDX-License-Identifier: Apache-2.0 */
#include "xml/memory.h"

#include "core/mem.h"

#include <libxml/xmlmemory.h>
#include <stdlib.h>

void
xml_memory_init(void)
{
	xmlMemSetup(free, mem_alloc, mem_realloc, mem_strdup);
}
