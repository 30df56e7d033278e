# SPDX-License-Identifier: Apache-2.0
# The log of a real server, read as a stream.
noinst_LIBRARIES += libixserverlog.a
libixserverlog_a_CFLAGS = $(AM_CFLAGS)
libixserverlog_a_SOURCES = \
	serverlog/block.c serverlog/block.h \
	serverlog/clients.c serverlog/clients.h \
	serverlog/dump.c serverlog/dump.h \
	serverlog/entry.c serverlog/entry.h \
	serverlog/episode.h \
	serverlog/harvest.c serverlog/harvest.h \
	serverlog/heading.c serverlog/heading.h \
	serverlog/lines.c serverlog/lines.h \
	serverlog/log_map.c serverlog/log_map.h \
	serverlog/parties.c serverlog/parties.h \
	serverlog/parts.c serverlog/parts.h \
	serverlog/reader.c serverlog/reader.h \
	serverlog/span.c serverlog/span.h \
	serverlog/stamp.c serverlog/stamp.h \
	serverlog/vocabulary.c serverlog/vocabulary.h
