/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether the process may still open files.  A library that runs out of them
 * fails late and silently.
 */
#ifndef IXC_CORE_DESCRIPTORS_H
#define IXC_CORE_DESCRIPTORS_H

/* More are never counted. */
#define DESCRIPTORS_MAX_COUNT 64

/*
 * How many more files can be opened now, at most 'wanted': tried out, so for
 * the start of a program, before it has threads.
 */
unsigned descriptors_left(unsigned wanted);

#endif
