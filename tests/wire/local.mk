# SPDX-License-Identifier: Apache-2.0
# Messages, frames, their JSON, and the examples of docs/binding.md.
check_PROGRAMS += tests/wire/test-wire
tests_wire_test_wire_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_wire_test_wire_LDADD = \
	libixwire.a libixcore.a $(CHECK_LIBS)
tests_wire_test_wire_SOURCES = \
	tests/wire/test_binding_doc.c \
	tests/wire/test_frame.c \
	tests/wire/test_mend.c \
	tests/wire/test_message.c \
	tests/wire/test_object.c \
	tests/wire/test_problem.c \
	tests/wire/test_roundtrip.c \
	tests/wire/test_wire.c tests/wire/test_wire.h \
	tests/wire/test_writer.c

EXTRA_DIST += tests/wire/documents.txt

# Our reader of JSON against jansson, where that is installed.
if HAVE_JANSSON
check_PROGRAMS += tests/wire/test-documents
endif
tests_wire_test_documents_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS) $(JANSSON_CFLAGS)
tests_wire_test_documents_LDADD = \
	libixwire.a libixcore.a $(JANSSON_LIBS) $(CHECK_LIBS)
tests_wire_test_documents_SOURCES = \
	tests/wire/oracle.c tests/wire/oracle.h \
	tests/wire/reader.c \
	tests/wire/test_documents.c
