# SPDX-License-Identifier: Apache-2.0
# The shelf: memory, buffers, text, clock, located diagnostics.  libc only.
noinst_LIBRARIES += libixcore.a
libixcore_a_CFLAGS = $(AM_CFLAGS) $(LTO_CFLAGS)
libixcore_a_SOURCES = \
	core/buf.c core/buf.h \
	core/clock.c core/clock.h \
	core/descriptors.c core/descriptors.h \
	core/diag.c core/diag.h \
	core/escape.c core/escape.h \
	core/guard.c core/guard.h \
	core/hash.c core/hash.h \
	core/heap.c core/heap.h \
	core/histogram.c core/histogram.h \
	core/list.h \
	core/mem.c core/mem.h \
	core/random.h \
	core/root.h \
	core/source.c core/source.h \
	core/source_file.c core/source_file.h \
	core/text/decimal.c core/text/decimal.h \
	core/text/duration.c core/text/duration.h \
	core/text/ere.c core/text/ere.h core/text/ere_internal.h core/text/ere_parse.c \
	core/text/hex.c core/text/hex.h \
	core/text/redact.c core/text/redact.h \
	core/text/size.c core/text/size.h \
	core/text/suggest.c core/text/suggest.h \
	core/text/wrap.c core/text/wrap.h \
	core/trace.c core/trace.h \
	core/unnamed.c core/unnamed.h \
	core/vec.h \
	core/window.h
