# SPDX-License-Identifier: Apache-2.0
# Fuzz targets: each is run with its corpus, and mutations of it, in make check.
# make fuzz builds and runs them with libFuzzer.
FUZZ_TARGETS = baseline bundle casting catalogue client fault frame json judge lines loader log \
	logmap mock papers recording server suite target transcript
FUZZ_LIBS = \
	libixcasting.a libixreplay.a libixexec.a libixsession.a libixreports.a libixcompare.a \
	libixrecord.a libixconformance.a libixserverlog.a libixnet.a \
	libixjudge.a libixlint.a libixload.a libixmock.a libixmodel.a \
	libixwire.a libixxml.a libixcore.a \
	$(LIBXML_LIBS) $(LIBCURL_LIBS) $(MICROHTTPD_LIBS) $(CRYPTO_LIBS)
FUZZ_DRIVER = tests/fuzz/driver.c tests/fuzz/fuzz.h
FUZZ_FILES = tests/fuzz/input_file.c tests/fuzz/input_file.h

check_PROGRAMS += \
	tests/fuzz/test-baseline \
	tests/fuzz/test-bundle \
	tests/fuzz/test-casting \
	tests/fuzz/test-catalogue \
	tests/fuzz/test-client \
	tests/fuzz/test-fault \
	tests/fuzz/test-frame \
	tests/fuzz/test-judge \
	tests/fuzz/test-lines \
	tests/fuzz/test-loader \
	tests/fuzz/test-log \
	tests/fuzz/test-logmap \
	tests/fuzz/test-mock \
	tests/fuzz/test-papers \
	tests/fuzz/test-recording \
	tests/fuzz/test-server \
	tests/fuzz/test-suite \
	tests/fuzz/test-target \
	tests/fuzz/test-transcript
if HAVE_JANSSON
check_PROGRAMS += tests/fuzz/test-json
endif

tests_fuzz_test_baseline_SOURCES = \
	tests/fuzz/fuzz_baseline.c $(FUZZ_FILES) $(FUZZ_DRIVER)
tests_fuzz_test_baseline_LDADD = $(FUZZ_LIBS)
tests_fuzz_test_bundle_SOURCES = \
	tests/fuzz/fuzz_bundle.c $(FUZZ_FILES) $(FUZZ_DRIVER)
tests_fuzz_test_bundle_LDADD = libixbundle.a $(FUZZ_LIBS) libixarchive.a libixcore.a $(LIBARCHIVE_LIBS) $(CRYPTO_LIBS)
tests_fuzz_test_casting_SOURCES = \
	tests/fuzz/fuzz_casting.c $(FUZZ_FILES) $(FUZZ_DRIVER)
tests_fuzz_test_casting_LDADD = $(FUZZ_LIBS)
tests_fuzz_test_catalogue_SOURCES = \
	tests/fuzz/fuzz_catalogue.c $(FUZZ_FILES) $(FUZZ_DRIVER)
tests_fuzz_test_catalogue_LDADD = $(FUZZ_LIBS)
tests_fuzz_test_client_SOURCES = \
	tests/fuzz/fuzz_client.c tests/fuzz/loopback.c tests/fuzz/loopback.h $(FUZZ_DRIVER)
tests_fuzz_test_client_LDADD = $(FUZZ_LIBS)
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
	tests/fuzz/fuzz_judge.c tests/fuzz/small_case.c tests/fuzz/small_case.h $(FUZZ_DRIVER)
tests_fuzz_test_judge_LDADD = $(FUZZ_LIBS)
tests_fuzz_test_lines_SOURCES = tests/fuzz/fuzz_lines.c $(FUZZ_DRIVER)
tests_fuzz_test_lines_LDADD = $(FUZZ_LIBS)
tests_fuzz_test_loader_SOURCES = tests/fuzz/fuzz_loader.c $(FUZZ_FILES) $(FUZZ_DRIVER)
tests_fuzz_test_loader_LDADD = $(FUZZ_LIBS)
tests_fuzz_test_log_SOURCES = tests/fuzz/fuzz_log.c $(FUZZ_FILES) $(FUZZ_DRIVER)
tests_fuzz_test_log_LDADD = $(FUZZ_LIBS)
tests_fuzz_test_logmap_SOURCES = tests/fuzz/fuzz_logmap.c $(FUZZ_FILES) $(FUZZ_DRIVER)
tests_fuzz_test_logmap_LDADD = $(FUZZ_LIBS)
tests_fuzz_test_mock_SOURCES = tests/fuzz/fuzz_mock.c $(FUZZ_DRIVER)
tests_fuzz_test_mock_LDADD = $(FUZZ_LIBS)
tests_fuzz_test_papers_SOURCES = tests/fuzz/fuzz_papers.c $(FUZZ_FILES) $(FUZZ_DRIVER)
tests_fuzz_test_papers_LDADD = $(FUZZ_LIBS)
tests_fuzz_test_recording_SOURCES = \
	tests/fuzz/fuzz_recording.c $(FUZZ_FILES) tests/fuzz/replayed.c tests/fuzz/replayed.h $(FUZZ_DRIVER)
tests_fuzz_test_recording_LDADD = $(FUZZ_LIBS)
tests_fuzz_test_server_SOURCES = \
	tests/fuzz/fuzz_server.c tests/fuzz/loopback.c tests/fuzz/loopback.h $(FUZZ_DRIVER)
tests_fuzz_test_server_LDADD = $(FUZZ_LIBS)
tests_fuzz_test_suite_SOURCES = tests/fuzz/fuzz_suite.c $(FUZZ_FILES) $(FUZZ_DRIVER)
tests_fuzz_test_suite_LDADD = $(FUZZ_LIBS)
tests_fuzz_test_target_SOURCES = tests/fuzz/fuzz_target.c $(FUZZ_FILES) $(FUZZ_DRIVER)
tests_fuzz_test_target_LDADD = $(FUZZ_LIBS)
tests_fuzz_test_transcript_SOURCES = \
	tests/fuzz/fuzz_transcript.c $(FUZZ_FILES) tests/fuzz/replayed.c tests/fuzz/replayed.h $(FUZZ_DRIVER)
tests_fuzz_test_transcript_LDADD = $(FUZZ_LIBS)

EXTRA_DIST += tests/fuzz/build.sh tests/fuzz/run.sh tests/fuzz/corpus

FUZZ_COMPILED = \
	$(libixcore_a_SOURCES) $(libixxml_a_SOURCES) $(libixwire_a_SOURCES) \
	$(libixmodel_a_SOURCES) $(libixmock_a_SOURCES) $(libixlint_a_SOURCES) $(libixload_a_SOURCES) \
	$(libixjudge_a_SOURCES) $(libixnet_a_SOURCES) $(libixserverlog_a_SOURCES) \
	$(libixcasting_a_SOURCES) $(libixarchive_a_SOURCES) $(libixbundle_a_SOURCES) \
	$(libixrecord_a_SOURCES) $(libixconformance_a_SOURCES) $(libixreports_a_SOURCES) $(libixreplay_a_SOURCES) \
	$(libixexec_a_SOURCES) $(libixsession_a_SOURCES) $(libixcompare_a_SOURCES) \
	$(abs_top_builddir)/reports/html/html_assets.c \
	tests/fuzz/input_file.c tests/fuzz/loopback.c tests/fuzz/replayed.c tests/fuzz/small_case.c \
	tests/wire/oracle.c tests/wire/reader.c

# SECONDS=60 runs each target for so long; TARGETS='frame json' only these.
.PHONY: fuzz
fuzz: reports/html/html_assets.c
	@cd $(srcdir) && \
	CPPFLAGS='-D_GNU_SOURCE -I. -I$(abs_top_builddir) $(LIBXML_CFLAGS) $(JANSSON_CFLAGS) $(LIBCURL_CFLAGS) $(MICROHTTPD_CFLAGS)' \
	LIBS='$(LIBXML_LIBS) $(JANSSON_LIBS) $(LIBCURL_LIBS) $(MICROHTTPD_LIBS) $(LIBARCHIVE_LIBS) $(CRYPTO_LIBS)' \
	sh tests/fuzz/build.sh '$(abs_top_builddir)/out/fuzz' \
	    '$(if $(TARGETS),$(TARGETS),$(FUZZ_TARGETS))' $(FUZZ_COMPILED)
	@test -z '$(SECONDS)' || \
	sh $(srcdir)/tests/fuzz/run.sh '$(abs_top_builddir)/out/fuzz' '$(SECONDS)' \
	    $(if $(TARGETS),$(TARGETS),$(FUZZ_TARGETS))
