# SPDX-License-Identifier: Apache-2.0
check_PROGRAMS += tests/model/test-model
tests_model_test_model_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_model_test_model_LDADD = \
	libixmodel.a libixwire.a libixcore.a $(CHECK_LIBS)
tests_model_test_model_SOURCES = \
	tests/model/main.c tests/model/suites.h \
	tests/model/test_catalogue.c \
	tests/model/test_fixture.c \
	tests/model/test_outcome.c \
	tests/model/test_repetition.c \
	tests/model/test_suite.c \
	tests/model/test_target.c \
	tests/model/test_template.c
