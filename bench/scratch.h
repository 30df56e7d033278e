/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Temporary files of the benchmarks: in TMPDIR, or in /tmp if that is not set.
 */
#ifndef IXC_BENCH_SCRATCH_H
#define IXC_BENCH_SCRATCH_H

/*
 * A new, empty file or folder.  Its path, which the caller frees after removing
 * it; NULL after saying on standard error why there is none.
 */
char *scratch_file(void);
char *scratch_folder(void);

#endif
