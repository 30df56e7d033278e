# SPDX-License-Identifier: Apache-2.0
# What is handed in: what its files are, and what seals them.
noinst_LIBRARIES += libixbundle.a
libixbundle_a_CFLAGS = $(AM_CFLAGS) $(CRYPTO_CFLAGS)
libixbundle_a_SOURCES = \
	bundle/base64.c bundle/base64.h \
	bundle/ed25519.c bundle/ed25519.h \
	bundle/intoto.c bundle/intoto.h \
	bundle/layout.c bundle/layout.h \
	bundle/manifest.c bundle/manifest.h \
	bundle/must_run.c bundle/must_run.h \
	bundle/objections.c bundle/objections.h \
	bundle/ssh_key.c bundle/ssh_key.h \
	bundle/statement.c bundle/statement.h \
	bundle/timestamp.c bundle/timestamp.h
