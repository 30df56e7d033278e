# SPDX-License-Identifier: Apache-2.0
# A run divided over machines, and put together again.
noinst_LIBRARIES += libixshards.a
libixshards_a_SOURCES = \
	shards/division.c shards/division.h
