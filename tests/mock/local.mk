# SPDX-License-Identifier: Apache-2.0
check_PROGRAMS += tests/mock/test-mock
tests_mock_test_mock_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_mock_test_mock_LDADD = \
	libixmock.a libixwire.a libixcore.a \
	$(MICROHTTPD_LIBS) $(CHECK_LIBS)
tests_mock_test_mock_SOURCES = \
	tests/mock/main.c tests/mock/suites.h \
	tests/mock/plain_http.c tests/mock/plain_http.h \
	tests/mock/scene.c tests/mock/scene.h \
	tests/mock/test_backlog.c \
	tests/mock/test_carrier.c \
	tests/mock/test_client.c \
	tests/mock/test_delivery.c \
	tests/mock/test_distance.c \
	tests/mock/test_decision.c \
	tests/mock/test_fault.c \
	tests/mock/test_http.c \
	tests/mock/test_interaction.c \
	tests/mock/test_lifecycle.c \
	tests/mock/test_offer.c \
	tests/mock/test_server.c \
	tests/mock/test_tamper.c \
	tests/mock/test_variant.c \
	tests/mock/test_walk.c
