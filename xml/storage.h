/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The storage of a document: taken bit by bit, and released as a whole.
 */
#ifndef IXC_XML_STORAGE_H
#define IXC_XML_STORAGE_H

#include <stddef.h>

struct xml_block;

/* Zero-filled is a valid empty one. */
struct xml_storage {
	struct xml_block *newest; /* owned, as those before it */
	size_t room;              /* bytes left at the end of that one */
};

void xml_storage_free(struct xml_storage *s);

/* Filled with zero bytes, aligned for any pointer. */
void *xml_storage_take(struct xml_storage *s, size_t size);

/* A copy of so many bytes, and a NUL. */
char *xml_storage_copy(struct xml_storage *s, const char *bytes, size_t size);

#endif
