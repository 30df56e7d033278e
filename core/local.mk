# SPDX-License-Identifier: Apache-2.0
# The shelf: memory, buffers, text, clock, located diagnostics.  libc only.
noinst_LIBRARIES += libixcore.a
libixcore_a_CFLAGS = $(AM_CFLAGS) $(LTO_CFLAGS)
libixcore_a_SOURCES = \
	core/buf.c core/buf.h core/bytes.h \
	core/clock.c core/clock.h \
	core/decimal.c core/decimal.h \
	core/descriptors.c core/descriptors.h \
	core/diag.c core/diag.h \
	core/duration.c core/duration.h \
	core/ere.c core/ere.h core/ere_internal.h core/ere_parse.c \
	core/escape.c core/escape.h \
	core/guard.c core/guard.h \
	core/heap.c core/heap.h \
	core/mem.c core/mem.h \
	core/random.h \
	core/redact.c core/redact.h \
	core/source.c core/source.h \
	core/suggest.c core/suggest.h \
	core/unnamed.c core/unnamed.h \
	core/vec.h \
	core/wrap.c core/wrap.h
