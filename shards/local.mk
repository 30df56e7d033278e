# SPDX-License-Identifier: Apache-2.0
# A run divided over machines, and put together again.
noinst_LIBRARIES += libixshards.a
libixshards_a_SOURCES = \
	shards/allotment.c shards/allotment.h \
	shards/division.c shards/division.h \
	shards/durations.c shards/durations.h \
	shards/merge.c shards/merge.h \
	shards/merge_load.c \
	shards/merge_alike.c \
	shards/merge_parts.h \
	shards/merge_play.c \
	shards/part.c shards/part.h \
	shards/share.c shards/share.h
