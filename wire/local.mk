# SPDX-License-Identifier: Apache-2.0
# Messages and frames of the binding; the only home of JSON.
noinst_LIBRARIES += libixwire.a
libixwire_a_CFLAGS = $(AM_CFLAGS) $(LTO_CFLAGS)
libixwire_a_SOURCES = \
	wire/frame.c wire/frame.h \
	wire/json.c wire/json.h \
	wire/json_guess.c \
	wire/json_limits.c \
	wire/json_message.c \
	wire/json_record.c wire/json_record.h \
	wire/json_problem.c wire/json_problem.h \
	wire/json_tree.c wire/json_tree.h \
	wire/json_writer.c wire/json_writer.h \
	wire/message.c wire/message.h
