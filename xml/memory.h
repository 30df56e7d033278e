/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where libxml2 has its memory from: core/mem.h, so that it never goes on
 * without, and says nothing wrong about a file for want of it.
 */
#ifndef IXC_XML_MEMORY_H
#define IXC_XML_MEMORY_H

/* Before anything else of xml/; once. */
void xml_memory_init(void);

#endif
