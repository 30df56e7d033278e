/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The argument of libxml2's error callbacks, which became const in 2.12.
 * Private to xml/.
 */
#ifndef IXC_XML_LIBXML_ERROR_H
#define IXC_XML_LIBXML_ERROR_H

#include <libxml/xmlerror.h>
#include <libxml/xmlversion.h>

#if LIBXML_VERSION >= 21200
typedef const xmlError *xml_error_argument;
#else
typedef xmlErrorPtr xml_error_argument;
#endif

#endif
