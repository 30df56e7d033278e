# SPDX-License-Identifier: Apache-2.0
# The command: the only place that exits, prints and reads the environment.
# What the suites' own test program needs of it is a library.
noinst_LIBRARIES += libixcli.a
libixcli_a_SOURCES = \
	runner/cli/adjust.c runner/cli/adjust.h \
	runner/cli/embedded.c runner/cli/embedded.h \
	runner/cli/faults.c runner/cli/faults.h \
	runner/cli/stepper_view.c runner/cli/stepper_view.h \
	runner/cli/selection.c runner/cli/selection.h

bin_PROGRAMS += ixconform
ixconform_CPPFLAGS = $(AM_CPPFLAGS) -DPKGDATADIR='"$(pkgdatadir)"'
ixconform_LINK = $(SHELL) $(srcdir)/build-aux/link.sh '$(OBJCOPY)' $@ \
	$(CCLD) $(AM_CFLAGS) $(LTO_CFLAGS) $(CFLAGS) $(LDFLAGS) -o $@
EXTRA_DIST += build-aux/link.sh
CLEANFILES += ixconform.debug
ixconform_SOURCES = \
	runner/cli/check.c \
	runner/cli/commands.h \
	runner/cli/illustrator.c runner/cli/illustrator.h \
	runner/cli/inputs.c runner/cli/inputs.h \
	runner/cli/coverage.c \
	runner/cli/covering.c runner/cli/covering.h \
	runner/cli/connection.c runner/cli/connection.h \
	runner/cli/diff.c \
	runner/cli/diff_json.c runner/cli/diff_json.h \
	runner/cli/expected.c runner/cli/expected.h \
	runner/cli/latencies.c runner/cli/latencies.h \
	runner/cli/known.c runner/cli/known.h \
	runner/cli/lint.c \
	runner/cli/list.c \
	runner/cli/main.c \
	runner/cli/mock.c \
	runner/cli/qualify.c \
	runner/cli/qualify_servers.c runner/cli/qualify_servers.h \
	runner/cli/qualify_table.c runner/cli/qualify_table.h \
	runner/cli/options.c runner/cli/options.h \
	runner/cli/outlets.c runner/cli/outlets.h \
	runner/cli/outputs.c runner/cli/outputs.h \
	runner/cli/report.c \
	runner/cli/run.c \
	runner/cli/run_options.c runner/cli/run_options.h \
	runner/cli/secret.c runner/cli/secret.h \
	runner/cli/show.c \
	runner/cli/signals.c runner/cli/signals.h \
	runner/cli/simulate.c runner/cli/simulate.h \
	runner/cli/state_table.c runner/cli/state_table.h \
	runner/cli/stepper.c runner/cli/stepper.h \
	runner/cli/surroundings.c runner/cli/surroundings.h \
	runner/cli/terminal.c runner/cli/terminal.h
ixconform_LDADD = \
	libixcli.a libixsim.a \
	libixexec.a libixreports.a libixnet.a libixmatch.a libixload.a \
	libixmock.a libixmodel.a libixwire.a libixxml.a libixcore.a \
	$(LIBCURL_LIBS) $(MICROHTTPD_LIBS) $(JANSSON_LIBS) $(LIBXML_LIBS) $(CRYPTO_LIBS)

# Where bash-completion and zsh look, below the prefix.
bashcompletiondir = $(datadir)/bash-completion/completions
dist_bashcompletion_DATA = runner/cli/completion/ixconform
zshcompletiondir = $(datadir)/zsh/site-functions
dist_zshcompletion_DATA = runner/cli/completion/_ixconform
