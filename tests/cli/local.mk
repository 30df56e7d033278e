# SPDX-License-Identifier: Apache-2.0
# The command as its users meet it, in scripts.
dist_check_SCRIPTS += \
	tests/cli/bad-files.test \
	tests/cli/assumptions.test \
	tests/cli/bad-servers.test \
	tests/cli/baseline.test \
	tests/cli/papers.test \
	tests/cli/completion.test \
	tests/cli/canary.test \
	tests/cli/certify.test \
	tests/cli/concessions.test \
	tests/cli/connect.test \
	tests/cli/console.test \
	tests/cli/coverage.test \
	tests/cli/cuts.test \
	tests/cli/diff.test \
	tests/cli/evidence.test \
	tests/cli/flood.test \
	tests/cli/forgeries.test \
	tests/cli/language.test \
	tests/cli/harmless.test \
	tests/cli/html.test \
	tests/cli/killed.test \
	tests/cli/locale.test \
	tests/cli/mock.test \
	tests/cli/one-case.test \
	tests/cli/places.test \
	tests/cli/options.test \
	tests/cli/outputs.test \
	tests/cli/pipeline.test \
	tests/cli/log.test \
	tests/cli/plain.test \
	tests/cli/quickstart.test \
	tests/cli/refusals.test \
	tests/cli/sentences.test \
	tests/cli/official.test \
	tests/cli/seals.test \
	tests/cli/server-options.test \
	tests/cli/show.test \
	tests/cli/signals.test \
	tests/cli/step.test \
	tests/cli/stale.test \
	tests/cli/stops.test \
	tests/cli/suites.test \
	tests/cli/trace.test \
	tests/cli/transport.test

LONG_TESTS += \
	tests/cli/load.test \
	tests/cli/shards.test \
	tests/cli/slurm.test \
	tests/cli/simulate.test \
	tests/cli/recording.test \
	tests/cli/repeat.test \
	tests/cli/retries.test

check_PROGRAMS += tests/cli/test-cli
tests_cli_test_cli_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_cli_test_cli_LDADD = \
	libixcli.a libixreplay.a libixexec.a libixsession.a libixevidence.a libixreports.a libixcompare.a libixrelease.a libixrecord.a libixconformance.a libixjudge.a libixlint.a libixload.a \
	libixmodel.a libixwire.a libixxml.a libixcore.a \
	$(LIBXML_LIBS) $(CRYPTO_LIBS) $(CHECK_LIBS)
tests_cli_test_cli_SOURCES = \
	tests/cli/main.c tests/cli/suites.h \
	tests/cli/test_case_name.c \
	tests/cli/test_shard_option.c \
	tests/cli/test_stepper_view.c

# Helpers of the scripts and no tests of their own.
noinst_PROGRAMS += tests/cli/heed tests/cli/hinder tests/cli/hostile tests/cli/keys
tests_cli_heed_SOURCES = tests/cli/heed.c
tests_cli_hinder_SOURCES = tests/cli/hinder.c tests/cli/comb.c tests/cli/comb.h
tests_cli_hinder_LDADD = libixcore.a
tests_cli_hostile_SOURCES = tests/cli/hostile.c
tests_cli_keys_SOURCES = tests/cli/keys.c

GOLDEN += tests/cli/golden.sh

EXTRA_DIST += \
	tests/cli/archives.py \
	tests/cli/cli.sh \
	tests/cli/forge.py \
	tests/cli/golden.sh \
	tests/flaky.sh \
	tests/comb.sh \
	tests/cuts.sh \
	tests/evidence.py \
	tests/stops.sh \
	tests/golden/cli/bad-files.txt \
	tests/golden/cli/assumptions.txt \
	tests/golden/cli/bad-servers.txt \
	tests/golden/cli/baseline.txt \
	tests/golden/cli/connect.txt \
	tests/golden/cli/console.txt \
	tests/golden/cli/coverage.txt \
	tests/golden/cli/diff.txt \
	tests/golden/cli/language.txt \
	tests/golden/cli/html.txt \
	tests/golden/cli/mock.txt \
	tests/golden/cli/one-case.txt \
	tests/golden/cli/options.txt \
	tests/golden/cli/log.txt \
	tests/golden/cli/log.txt \
	tests/golden/cli/plain.txt \
	tests/golden/cli/recording.txt \
	tests/golden/cli/server-options.txt \
	tests/golden/cli/show.txt \
	tests/golden/cli/simulate.txt \
	tests/golden/cli/step.txt \
	tests/golden/cli/suites.txt \
	tests/golden/cli/trace.txt

# Hundreds of runs on a busy machine: minutes, so not part of make check.
.PHONY: cuts soak stops
soak: all
	$(SHELL) $(srcdir)/tests/flaky.sh ./ixconform '$(RUNS)' '$(JOBS_RUNS)'

# The long form of tests/cli/stops.test.
stops: all
	$(SHELL) $(srcdir)/tests/stops.sh ./ixconform '$(STOPS)'

# The long form of tests/cli/cuts.test.
cuts: all tests/cli/hinder
	$(SHELL) $(srcdir)/tests/cuts.sh "$$PWD/ixconform" "$$PWD/tests/cli/hinder" 100
	$(SHELL) $(srcdir)/tests/comb.sh "$$PWD/ixconform" "$$PWD/tests/cli/hinder" \
	    2000 all $(if $(PART),$(PART),1/1)
