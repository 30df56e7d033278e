# SPDX-License-Identifier: Apache-2.0
check_PROGRAMS += tests/core/test-core
tests_core_test_core_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_core_test_core_LDADD = libixcore.a $(CHECK_LIBS)
tests_core_test_core_SOURCES = \
	tests/core/main.c tests/core/suites.h \
	tests/core/test_buf.c \
	tests/core/test_clock.c \
	tests/core/test_descriptors.c \
	tests/core/test_diag.c \
	tests/core/test_duration.c \
	tests/core/test_ere.c \
	tests/core/test_escape.c \
	tests/core/test_hash.c \
	tests/core/test_heap.c \
	tests/core/test_histogram.c \
	tests/core/test_mem.c \
	tests/core/test_random.c \
	tests/core/test_redact.c \
	tests/core/test_size.c \
	tests/core/test_source.c \
	tests/core/test_suggest.c \
	tests/core/test_trace.c \
	tests/core/test_window.c \
	tests/core/test_wrap.c
