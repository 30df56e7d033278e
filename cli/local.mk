# SPDX-License-Identifier: Apache-2.0
# The command: the only place that exits, prints and reads the environment.
# What the suites' own test program needs of it is a library.
noinst_LIBRARIES += libixcli.a
libixcli_a_SOURCES = \
	cli/option/target_overrides.c cli/option/target_overrides.h \
	cli/run/embedded.c cli/run/embedded.h \
	cli/option/faults.c cli/option/faults.h \
	cli/shard/engines.c cli/shard/engines.h \
	cli/shard/shard_option.c cli/shard/shard_option.h \
	cli/run/stepper_view.c cli/run/stepper_view.h \
	cli/option/case_name.c cli/option/case_name.h \
	cli/option/selection.c cli/option/selection.h

bin_PROGRAMS += ixconform
ixconform_CPPFLAGS = $(AM_CPPFLAGS) -DPKGDATADIR='"$(pkgdatadir)"'
ixconform_LINK = $(SHELL) $(srcdir)/build-aux/link.sh '$(OBJCOPY)' $@ \
	$(CCLD) $(AM_CFLAGS) $(HARDENING_LDFLAGS) $(LTO_CFLAGS) $(CFLAGS) $(LDFLAGS) -o $@
EXTRA_DIST += build-aux/link.sh
CLEANFILES += ixconform.debug
ixconform_SOURCES = \
	cli/certify.c \
	cli/verify.c \
	cli/bundle/agreement.c cli/bundle/agreement.h \
	cli/bundle/derivation.c cli/bundle/derivation.h \
	cli/bundle/derived_reports.c cli/bundle/derived_reports.h \
	cli/bundle/ixit.c cli/bundle/ixit.h \
	cli/bundle/intake.c cli/bundle/intake.h \
	cli/bundle/official_run.c cli/bundle/official_run.h \
	cli/bundle/doubting.c cli/bundle/doubting.h \
	cli/bundle/delivery.c cli/bundle/delivery.h \
	cli/bundle/seals.c cli/bundle/seals.h \
	cli/bundle/paper_files.c cli/bundle/paper_files.h \
	cli/bundle/program.c cli/bundle/program.h \
	cli/bundle/ssh_signature.c cli/bundle/ssh_signature.h \
	cli/bundle/recordings.c cli/bundle/recordings.h \
	cli/bundle/tally.c cli/bundle/tally.h \
	cli/bundle/terms.c cli/bundle/terms.h \
	cli/bundle/verification.c cli/bundle/verification.h \
	cli/check.c \
	cli/ics.c \
	cli/ixit.c \
	cli/papers/papers.c cli/papers/papers.h \
	cli/papers/purposes.c cli/papers/purposes.h \
	cli/check/check_reports.c cli/check/check_reports.h \
	cli/check/check_summary.c cli/check/check_summary.h \
	cli/check/log_input.c cli/check/log_input.h \
	cli/commands.h \
	cli/run/sketch_sink.c cli/run/sketch_sink.h \
	cli/option/provenance.c cli/option/provenance.h \
	cli/coverage.c \
	cli/coverage_query.c cli/coverage_query.h \
	cli/option/connection.c cli/option/connection.h \
	cli/diff.c \
	cli/diff_json.c cli/diff_json.h \
	cli/option/fixture_sketch.c cli/option/fixture_sketch.h \
	cli/option/latencies.c cli/option/latencies.h \
	cli/option/baseline_options.c cli/option/baseline_options.h \
	cli/lint.c \
	cli/list.c \
	cli/load.c \
	cli/load/load_options.c cli/load/load_options.h \
	cli/load/load_files.c cli/load/load_files.h \
	cli/load/load_outputs.c cli/load/load_outputs.h \
	cli/load/load_page.c cli/load/load_page.h \
	cli/load_recorder.c cli/load_recorder.h \
	cli/main.c \
	cli/merge.c \
	cli/mock.c \
	cli/probe.c \
	cli/qualify.c \
	cli/qualify/qualify_binding.c cli/qualify/qualify_binding.h \
	cli/qualify/qualify_servers.c cli/qualify/qualify_servers.h \
	cli/qualify/qualify_table.c cli/qualify/qualify_table.h \
	cli/option/options.c cli/option/options.h \
	cli/option/report_set.c cli/option/report_set.h \
	cli/option/outputs.c cli/option/outputs.h \
	cli/report.c \
	cli/run.c \
	cli/option/run_options.c cli/option/run_options.h \
	cli/option/secret.c cli/option/secret.h \
	cli/show.c \
	cli/run/signals.c cli/run/signals.h \
	cli/run/assignment.c cli/run/assignment.h \
	cli/run/live.c cli/run/live.h \
	cli/run/simulate.c cli/run/simulate.h \
	cli/state_table.c cli/state_table.h \
	cli/run/stepper.c cli/run/stepper.h \
	cli/option/trace_file.c cli/option/trace_file.h \
	cli/option/terminal.c cli/option/terminal.h \
	cli/option/workspace.c cli/option/workspace.h
ixconform_LDADD = \
	libixcli.a libixcasting.a libixserverlog.a libixqualify.a libixloadtest.a libixsim.a libixshards.a \
	libixreplay.a libixexec.a libixsession.a libixprobe.a libixevidence.a libixreports.a libixbundle.a libixcompare.a libixrelease.a libixrecord.a libixconformance.a libixnet.a libixjudge.a libixlint.a libixload.a \
	libixmock.a libixmodel.a libixwire.a libixxml.a libixarchive.a libixcore.a \
	$(LIBARCHIVE_LIBS) $(LIBCURL_LIBS) $(MICROHTTPD_LIBS) $(LIBXML_LIBS) $(CRYPTO_LIBS)

# Where bash-completion and zsh look, below the prefix.
bashcompletiondir = $(datadir)/bash-completion/completions
dist_bashcompletion_DATA = cli/completion/ixconform
zshcompletiondir = $(datadir)/zsh/site-functions
dist_zshcompletion_DATA = cli/completion/_ixconform
