# SPDX-License-Identifier: Apache-2.0
check_PROGRAMS += tests/load/test-load
tests_load_test_load_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_load_test_load_LDADD = \
	libixlint.a libixconformance.a libixload.a libixmodel.a libixxml.a libixwire.a libixcore.a \
	$(LIBXML_LIBS) $(CHECK_LIBS)
tests_load_test_load_SOURCES = \
	tests/load/bad.c tests/load/bad.h \
	tests/load/host.c tests/load/host.h \
	tests/load/main.c tests/load/suites.h \
	tests/load/test_bad.c \
	tests/load/test_baseline.c \
	tests/load/test_coverage.c \
	tests/load/test_fixture.c \
	tests/load/test_order.c \
	tests/load/test_path.c \
	tests/load/test_shipped.c \
	tests/load/test_target.c

GOLDEN += tests/load/golden.sh

# All inputs of tests/bad with their messages.
EXTRA_DIST += tests/load/baseline.xml tests/load/golden.sh \
	tests/load/substitute.xml tests/bad
