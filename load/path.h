/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Paths inside a file are relative to that file.
 */
#ifndef IXC_LOAD_PATH_H
#define IXC_LOAD_PATH_H

/*
 * 'href' as seen from the file 'base', without "x/.." and "." in it, so that
 * "suites/a.xml" and "../fixtures/b.xml" give "fixtures/b.xml".  An absolute
 * 'href' stays.  The caller frees the result.
 */
char *path_resolve(const char *base, const char *href);

#endif
