# SPDX-License-Identifier: Apache-2.0
# Benchmarks: each prints what it measured next to what is wanted, and fails
# only when something could not be run.  A bench adds its program to BENCHES.
BENCHES = bench/bench-run bench/bench-judge bench/bench-sim \
	bench/bench-report bench/bench-record bench/bench-scale \
	bench/bench-load bench/bench-serverlog bench/bench-bundle
EXTRA_PROGRAMS = $(BENCHES) bench/bench-peers
CLEANFILES += $(EXTRA_PROGRAMS)
# Not run there, but they must not rot.
check_DATA += $(EXTRA_PROGRAMS)
# What SIPp plays; and where the time of a message goes, by perf.
EXTRA_DIST += bench/peers-uac.xml bench/peers-uas.xml bench/where.sh

bench_bench_run_SOURCES = \
	bench/bench-run.c \
	bench/figure.c bench/figure.h \
	bench/process.c bench/process.h \
	bench/scratch.c bench/scratch.h \
	bench/workload.c bench/workload.h
bench_bench_run_LDFLAGS = $(SANITIZER_CFLAGS) $(LTO_CFLAGS)
bench_bench_run_LDADD = $(bench_bench_sim_LDADD)

bench_bench_serverlog_SOURCES = \
	bench/bench-serverlog.c \
	bench/figure.c bench/figure.h \
	bench/scratch.c bench/scratch.h
bench_bench_serverlog_LDFLAGS = $(HARDENING_LDFLAGS) $(SANITIZER_CFLAGS) $(LTO_CFLAGS)
bench_bench_serverlog_LDADD = \
	libixserverlog.a libixwire.a libixcore.a

bench_bench_judge_SOURCES = \
	bench/bench-judge.c \
	bench/figure.c bench/figure.h \
	bench/scratch.c bench/scratch.h
bench_bench_judge_LDFLAGS = $(HARDENING_LDFLAGS) $(SANITIZER_CFLAGS) $(LTO_CFLAGS)
bench_bench_judge_LDADD = \
	libixlint.a libixload.a libixjudge.a libixmodel.a libixwire.a libixxml.a \
	libixcore.a $(LIBXML_LIBS)

bench_bench_sim_SOURCES = \
	bench/bench-sim.c \
	bench/figure.c bench/figure.h \
	bench/process.c bench/process.h \
	bench/scratch.c bench/scratch.h \
	bench/workload.c bench/workload.h
bench_bench_sim_LDFLAGS = $(HARDENING_LDFLAGS) $(SANITIZER_CFLAGS) $(LTO_CFLAGS)
bench_bench_sim_LDADD = \
	libixqualify.a libixsim.a libixreplay.a libixexec.a libixsession.a libixnet.a libixjudge.a libixlint.a libixload.a \
	libixmock.a libixmodel.a libixwire.a libixxml.a libixcore.a \
	$(LIBCURL_LIBS) $(MICROHTTPD_LIBS) $(LIBXML_LIBS)

bench_bench_scale_SOURCES = \
	bench/bench-scale.c \
	bench/figure.c bench/figure.h \
	bench/process.c bench/process.h \
	bench/workload.c bench/workload.h
bench_bench_scale_LDFLAGS = $(HARDENING_LDFLAGS) $(SANITIZER_CFLAGS) $(LTO_CFLAGS)
bench_bench_scale_LDADD = $(bench_bench_sim_LDADD)

bench_bench_load_SOURCES = \
	bench/bench-load.c \
	bench/figure.c bench/figure.h \
	bench/process.c bench/process.h \
	bench/scratch.c bench/scratch.h \
	bench/workload.c bench/workload.h
bench_bench_load_LDFLAGS = $(SANITIZER_CFLAGS) $(LTO_CFLAGS)
bench_bench_load_LDADD = $(bench_bench_sim_LDADD)

bench_bench_report_SOURCES = \
	bench/bench-report.c \
	bench/figure.c bench/figure.h
bench_bench_report_LDFLAGS = $(HARDENING_LDFLAGS) $(SANITIZER_CFLAGS) $(LTO_CFLAGS)
bench_bench_report_LDADD = \
	libixreports.a libixcompare.a libixrecord.a libixconformance.a libixload.a libixmodel.a libixwire.a libixxml.a libixcore.a \
	$(LIBXML_LIBS) $(CRYPTO_LIBS)

bench_bench_record_SOURCES = \
	bench/bench-record.c \
	bench/figure.c bench/figure.h \
	bench/process.c bench/process.h \
	bench/scratch.c bench/scratch.h
bench_bench_record_LDFLAGS = $(HARDENING_LDFLAGS) $(SANITIZER_CFLAGS) $(LTO_CFLAGS)
bench_bench_record_LDADD = \
	libixqualify.a libixsim.a libixreplay.a libixexec.a libixsession.a libixreports.a libixcompare.a libixrecord.a libixconformance.a libixnet.a libixjudge.a \
	libixlint.a libixload.a libixmock.a libixmodel.a libixwire.a libixxml.a \
	libixcore.a $(LIBCURL_LIBS) $(MICROHTTPD_LIBS) \
	$(LIBXML_LIBS) $(CRYPTO_LIBS)

bench_bench_bundle_SOURCES = \
	bench/bench-bundle.c \
	bench/figure.c bench/figure.h \
	bench/process.c bench/process.h \
	bench/scratch.c bench/scratch.h
bench_bench_bundle_LDFLAGS = $(SANITIZER_CFLAGS) $(LTO_CFLAGS)
bench_bench_bundle_LDADD = libixcore.a

bench_bench_peers_SOURCES = \
	bench/bench-peers.c \
	bench/figure.c bench/figure.h \
	bench/process.c bench/process.h \
	bench/scratch.c bench/scratch.h
bench_bench_peers_LDFLAGS = $(SANITIZER_CFLAGS) $(LTO_CFLAGS)
bench_bench_peers_LDADD = libixwire.a libixcore.a

# Figures of a build with sanitizers say nothing.
.PHONY: bench bench-peers bench-without-sanitizers
bench-without-sanitizers:
	@if test -n '$(SANITIZER_CFLAGS)'; then \
	    echo 'configured with --enable-sanitizers: measure another build' >&2; \
	    exit 2; fi

bench: all $(BENCHES) bench-without-sanitizers
	@status=0; \
	bench/bench-run ./ixconform '$(abs_top_srcdir)' || status=1; \
	bench/bench-load '$(abs_top_srcdir)' || status=1; \
	bench/bench-judge || status=1; \
	bench/bench-sim ./ixconform '$(abs_top_srcdir)' || status=1; \
	bench/bench-scale ./ixconform '$(abs_top_srcdir)' || status=1; \
	bench/bench-report || status=1; \
	bench/bench-record ./ixconform '$(abs_top_srcdir)' || status=1; \
	bench/bench-bundle ./ixconform '$(abs_top_srcdir)' || status=1; \
	exit $$status

# In the same minutes: SIPp's client and server, and ours.
bench-peers: all bench/bench-peers bench-without-sanitizers
	@bench/bench-peers ./ixconform '$(abs_top_srcdir)'
