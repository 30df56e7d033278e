# SPDX-License-Identifier: Apache-2.0
# What is handed in: what its files are, and what seals them.
noinst_LIBRARIES += libixbundle.a
libixbundle_a_CFLAGS = $(AM_CFLAGS) $(CRYPTO_CFLAGS)
libixbundle_a_SOURCES = \
	bundle/layout.c bundle/layout.h \
	bundle/manifest.c bundle/manifest.h \
	bundle/must_run.c bundle/must_run.h \
	bundle/objections.c bundle/objections.h \
	bundle/statement.c bundle/statement.h
