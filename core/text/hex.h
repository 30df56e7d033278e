/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hexadecimal digits in the text of a peer.
 */
#ifndef IXC_CORE_TEXT_HEX_H
#define IXC_CORE_TEXT_HEX_H

/*
 * The value of so many digits at 'text', at most seven; -1: there are other
 * characters, or 'end' comes first.
 */
int hex_read(const char *text, const char *end, int digits);

#endif
