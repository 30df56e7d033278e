# SPDX-License-Identifier: Apache-2.0
check_PROGRAMS += tests/mock/test-mock
tests_mock_test_mock_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_mock_test_mock_LDADD = \
	libixmock.a libixwire.a libixcore.a \
	$(MICROHTTPD_LIBS) $(JANSSON_LIBS) $(CHECK_LIBS)
tests_mock_test_mock_SOURCES = \
	tests/mock/main.c tests/mock/suites.h \
	tests/mock/stage.c tests/mock/stage.h \
	tests/mock/test_client.c \
	tests/mock/test_interaction.c \
	tests/mock/test_offer.c
