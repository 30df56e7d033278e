# SPDX-License-Identifier: Apache-2.0
# Fuzz targets: each is run with its corpus, and mutations of it, in make check.
# make fuzz builds them for libFuzzer.
FUZZ_TARGETS = fault frame json judge lines loader mock target
FUZZ_LIBS = \
	libixnet.a libixjudge.a libixlint.a libixload.a libixmock.a libixmodel.a \
	libixwire.a libixxml.a libixcore.a \
	$(LIBXML_LIBS)
FUZZ_DRIVER = tests/fuzz/driver.c tests/fuzz/fuzz.h
FUZZ_FILES = tests/fuzz/input_file.c tests/fuzz/input_file.h

check_PROGRAMS += \
	tests/fuzz/test-fault \
	tests/fuzz/test-frame \
	tests/fuzz/test-judge \
	tests/fuzz/test-lines \
	tests/fuzz/test-loader \
	tests/fuzz/test-mock \
	tests/fuzz/test-target
if HAVE_JANSSON
check_PROGRAMS += tests/fuzz/test-json
endif

tests_fuzz_test_fault_SOURCES = tests/fuzz/fuzz_fault.c $(FUZZ_DRIVER)
tests_fuzz_test_fault_LDADD = $(FUZZ_LIBS)
tests_fuzz_test_frame_SOURCES = tests/fuzz/fuzz_frame.c $(FUZZ_DRIVER)
tests_fuzz_test_frame_LDADD = $(FUZZ_LIBS)
tests_fuzz_test_json_SOURCES = \
	tests/fuzz/fuzz_json.c \
	tests/wire/oracle.c tests/wire/oracle.h tests/wire/reader.c \
	$(FUZZ_DRIVER)
tests_fuzz_test_json_CFLAGS = $(AM_CFLAGS) $(JANSSON_CFLAGS)
tests_fuzz_test_json_LDADD = $(FUZZ_LIBS) $(JANSSON_LIBS)
tests_fuzz_test_judge_SOURCES = \
	tests/fuzz/fuzz_judge.c \
	tests/fuzz/small_case.c tests/fuzz/small_case.h \
	$(FUZZ_DRIVER)
tests_fuzz_test_judge_LDADD = $(FUZZ_LIBS)
tests_fuzz_test_lines_SOURCES = tests/fuzz/fuzz_lines.c $(FUZZ_DRIVER)
tests_fuzz_test_lines_LDADD = $(FUZZ_LIBS)
tests_fuzz_test_loader_SOURCES = \
	tests/fuzz/fuzz_loader.c $(FUZZ_FILES) $(FUZZ_DRIVER)
tests_fuzz_test_loader_LDADD = $(FUZZ_LIBS)
tests_fuzz_test_mock_SOURCES = tests/fuzz/fuzz_mock.c $(FUZZ_DRIVER)
tests_fuzz_test_mock_LDADD = $(FUZZ_LIBS)
tests_fuzz_test_target_SOURCES = \
	tests/fuzz/fuzz_target.c $(FUZZ_FILES) $(FUZZ_DRIVER)
tests_fuzz_test_target_LDADD = $(FUZZ_LIBS)

EXTRA_DIST += tests/fuzz/build.sh tests/fuzz/corpus

# Run one like this: out/fuzz/judge -max_total_time=60 out/fuzz/corpus-judge \
#	tests/fuzz/corpus/judge
FUZZ_COMPILED = \
	$(libixcore_a_SOURCES) $(libixxml_a_SOURCES) $(libixwire_a_SOURCES) \
	$(libixmodel_a_SOURCES) $(libixmock_a_SOURCES) $(libixlint_a_SOURCES) $(libixload_a_SOURCES) \
	$(libixjudge_a_SOURCES) runner/net/lines.c \
	tests/fuzz/input_file.c tests/fuzz/small_case.c \
	tests/wire/oracle.c tests/wire/reader.c

.PHONY: fuzz
fuzz:
	@cd $(srcdir) && \
	CPPFLAGS='-D_GNU_SOURCE -I. -I$(abs_top_builddir) $(LIBXML_CFLAGS) $(JANSSON_CFLAGS) $(MICROHTTPD_CFLAGS)' \
	LIBS='$(LIBXML_LIBS) $(JANSSON_LIBS) $(MICROHTTPD_LIBS)' \
	sh tests/fuzz/build.sh '$(abs_top_builddir)/out/fuzz' \
	    '$(FUZZ_TARGETS)' $(FUZZ_COMPILED)
