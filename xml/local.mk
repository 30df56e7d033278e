# SPDX-License-Identifier: Apache-2.0
# Documents, schemas and the writer; the only home of libxml2.
noinst_LIBRARIES += libixxml.a
libixxml_a_CFLAGS = $(AM_CFLAGS) $(LIBXML_CFLAGS)
libixxml_a_SOURCES = \
	xml/writer.c xml/writer.h
