# SPDX-License-Identifier: Apache-2.0
# The log of a real server, read as a stream.
noinst_LIBRARIES += libixserverlog.a
libixserverlog_a_CFLAGS = $(AM_CFLAGS)
libixserverlog_a_SOURCES = \
	serverlog/block.c serverlog/block.h \
	serverlog/clients.c serverlog/clients.h \
	serverlog/dump.c serverlog/dump.h \
	serverlog/entry.c serverlog/entry.h \
	serverlog/harvest/attendance.c serverlog/harvest/attendance.h \
	serverlog/harvest/episode.h \
	serverlog/harvest/former.c serverlog/harvest/former.h \
	serverlog/harvest/harvest.c serverlog/harvest/harvest.h \
	serverlog/harvest/parties.c serverlog/harvest/parties.h \
	serverlog/harvest/refusals.c serverlog/harvest/refusals.h \
	serverlog/harvest/shown.c serverlog/harvest/shown.h \
	serverlog/heading.c serverlog/heading.h \
	serverlog/lines.c serverlog/lines.h \
	serverlog/log_map.c serverlog/log_map.h \
	serverlog/parts.c serverlog/parts.h \
	serverlog/reader.c serverlog/reader.h \
	serverlog/span.c serverlog/span.h \
	serverlog/stamp.c serverlog/stamp.h \
	serverlog/vocabulary.c serverlog/vocabulary.h
