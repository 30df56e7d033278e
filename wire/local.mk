# SPDX-License-Identifier: Apache-2.0
# Messages and frames of the binding; the only home of JSON.
noinst_LIBRARIES += libixwire.a
libixwire_a_CFLAGS = $(AM_CFLAGS) $(LTO_CFLAGS)
libixwire_a_SOURCES = \
	wire/frame.c wire/frame.h \
	wire/json_channel.c wire/json_channel.h \
	wire/json_frame.c wire/json_frame.h \
	wire/json_message.c wire/json_message.h \
	wire/json_object.c wire/json_object.h \
	wire/json_problem.c wire/json_problem.h \
	wire/json_tree.c wire/json_tree.h \
	wire/json_writer.c wire/json_writer.h \
	wire/message.c wire/message.h
