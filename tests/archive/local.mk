# SPDX-License-Identifier: Apache-2.0
check_PROGRAMS += tests/archive/test-archive
tests_archive_test_archive_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_archive_test_archive_LDADD = \
	libixarchive.a libixcore.a $(LIBARCHIVE_LIBS) $(CHECK_LIBS)
tests_archive_test_archive_SOURCES = \
	tests/archive/main.c tests/archive/suites.h \
	tests/archive/test_archive.c \
	tests/archive/test_packed_bytes.c \
	tests/archive/test_pack.c
