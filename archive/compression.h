/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How a file is compressed.
 */
#ifndef IXC_ARCHIVE_COMPRESSION_H
#define IXC_ARCHIVE_COMPRESSION_H

enum compression {
	COMPRESSION_NONE,
	COMPRESSION_GZIP, /* ".gz" */
	COMPRESSION_ZSTD, /* ".zst" */
};

/* What the name says; its ending is ".gz", ".tgz", ".zst" or another. */
enum compression compression_of_name(const char *name);

#endif
