/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the fuzz targets share.  A target is one file with the function that
 * libFuzzer calls; driver.c calls it too, with a stored corpus and mutations of
 * it, so that make check needs no fuzzer.
 */
#ifndef IXC_TESTS_FUZZ_FUZZ_H
#define IXC_TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* Try one input; a finding aborts.  Always returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* Longest input that a mutation makes: a recording of a few cases. */
#define FUZZ_MAX_BYTES 32768

/* How many mutations make check tries: about half a second with sanitizers. */
extern const unsigned fuzz_runs;

/* The property that the input breaks, for readers of the log. */
#define FUZZ_REQUIRE(condition, ...)                                           \
	do {                                                                   \
		if (!(condition)) {                                            \
			fprintf(stderr, "%s: ", #condition);                   \
			fprintf(stderr, __VA_ARGS__);                          \
			fputc('\n', stderr);                                   \
			abort();                                               \
		}                                                              \
	} while (0)

/* The input as a row of decisions; at its end, all are 0. */
struct decisions {
	const uint8_t *at, *end;
};

/* A number from 0 to limit - 1; limit is at most 256. */
static inline unsigned
decide(struct decisions *d, unsigned limit)
{
	return d->at < d->end ? *d->at++ % limit : 0;
}

#endif
