# SPDX-License-Identifier: Apache-2.0
check_PROGRAMS += tests/xml/test-xml
tests_xml_test_xml_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_xml_test_xml_LDADD = libixxml.a libixcore.a $(LIBXML_LIBS) $(CHECK_LIBS)
tests_xml_test_xml_SOURCES = \
	tests/xml/main.c tests/xml/suites.h \
	tests/xml/test_document.c \
	tests/xml/test_relaxng.c \
	tests/xml/test_writer.c
