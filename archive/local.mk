# SPDX-License-Identifier: Apache-2.0
# Archives, folders and compressed files in memory; the only home of libarchive.
noinst_LIBRARIES += libixarchive.a
libixarchive_a_CFLAGS = $(AM_CFLAGS) $(LIBARCHIVE_CFLAGS)
libixarchive_a_SOURCES = \
	archive/archive.c archive/archive.h \
	archive/archive_buf.c archive/archive_buf.h \
	archive/compression.c archive/compression.h \
	archive/folder.c archive/folder.h \
	archive/memory_file.c archive/memory_file.h \
	archive/pack.c archive/pack.h \
	archive/packed_bytes.c archive/packed_bytes.h \
	archive/unpack.c archive/unpack.h
