# SPDX-License-Identifier: Apache-2.0
# Logs of our own, in each form that a server can write.
check_PROGRAMS += tests/serverlog/test-serverlog
tests_serverlog_test_serverlog_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_serverlog_test_serverlog_LDADD = \
	libixserverlog.a libixwire.a libixcore.a $(CHECK_LIBS)
tests_serverlog_test_serverlog_SOURCES = \
	tests/serverlog/log_file.c tests/serverlog/log_file.h \
	tests/serverlog/main.c tests/serverlog/suites.h \
	tests/serverlog/test_dump.c \
	tests/serverlog/test_harvest.c \
	tests/serverlog/test_log_map.c \
	tests/serverlog/test_reader.c \
	tests/serverlog/test_stamp.c
