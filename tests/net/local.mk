# SPDX-License-Identifier: Apache-2.0
# The channel against a server that does what no server should, and the mock.
check_PROGRAMS += tests/net/test-net
tests_net_test_net_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_net_test_net_LDADD = \
	libixnet.a libixmock.a libixwire.a libixcore.a \
	$(LIBCURL_LIBS) $(MICROHTTPD_LIBS) $(CHECK_LIBS)
tests_net_test_net_SOURCES = \
	tests/net/hostile.c tests/net/hostile.h \
	tests/net/test_connect.c \
	tests/net/test_lines.c \
	tests/net/test_mock.c \
	tests/net/test_net.c tests/net/test_net.h \
	tests/net/test_send.c \
	tests/net/test_stream.c
