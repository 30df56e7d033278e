# SPDX-License-Identifier: Apache-2.0
# The documents are checked against the product.
check_PROGRAMS += tests/docs/test-docs
tests_docs_test_docs_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_docs_test_docs_LDADD = \
	libixlint.a libixload.a libixjudge.a libixmodel.a libixwire.a libixxml.a \
	libixcore.a $(LIBXML_LIBS) $(CHECK_LIBS)
tests_docs_test_docs_SOURCES = \
	tests/docs/main.c tests/docs/suites.h \
	tests/docs/page.c tests/docs/page.h \
	tests/docs/test_fixtures.c \
	tests/docs/test_interpretations.c
dist_check_SCRIPTS += \
	tests/docs/debugging.test \
	tests/docs/formats.test \
	tests/docs/limits.test \
	tests/docs/man.test \
	tests/docs/recipes.test \
	tests/docs/requirements.test \
	tests/docs/states.test

GOLDEN += tests/docs/golden.sh tests/docs/requirements.test tests/docs/states.test
EXTRA_DIST += tests/docs/golden.sh tests/golden/docs/requirement-ids.txt
