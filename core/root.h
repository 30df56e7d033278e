/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The square root by Newton's method: the C library alone has none.
 */
#ifndef IXC_CORE_ROOT_H
#define IXC_CORE_ROOT_H

/* 'x' is at least 0. */
static inline double
square_root(double x)
{
	double root = x > 1 ? x : 1;
	for (double next = (root + x / root) / 2; next < root;
	     next = (root + x / root) / 2)
		root = next;
	return root;
}

#endif
