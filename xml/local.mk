# SPDX-License-Identifier: Apache-2.0
# Documents, schemas and the writer; the only home of libxml2.
noinst_LIBRARIES += libixxml.a
libixxml_a_CFLAGS = $(AM_CFLAGS) $(LIBXML_CFLAGS)
libixxml_a_SOURCES = \
	xml/cursor.c xml/cursor.h \
	xml/document.c xml/document.h \
	xml/libxml_error.h \
	xml/memory.c xml/memory.h \
	xml/relaxng.c xml/relaxng.h \
	xml/storage.c xml/storage.h \
	xml/writer.c xml/writer.h
