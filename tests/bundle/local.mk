# SPDX-License-Identifier: Apache-2.0
check_PROGRAMS += tests/bundle/test-bundle
tests_bundle_test_bundle_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_bundle_test_bundle_LDADD = \
	libixbundle.a libixrecord.a libixconformance.a libixload.a libixmodel.a \
	libixxml.a libixwire.a libixarchive.a libixcore.a \
	$(LIBARCHIVE_LIBS) $(CRYPTO_LIBS) $(CHECK_LIBS)
tests_bundle_test_bundle_SOURCES = \
	tests/bundle/main.c tests/bundle/suites.h \
	tests/bundle/test_manifest.c \
	tests/bundle/test_ssh_key.c \
	tests/bundle/test_statement.c
