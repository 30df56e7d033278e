/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Other conforming servers: what docs/interpretations.md leaves open, and how a
 * server may send, as named changes of a configuration.
 */
#ifndef IXC_MOCK_CONFIG_VARIANT_H
#define IXC_MOCK_CONFIG_VARIANT_H

#include "mock/config/config.h"

enum mock_variant_kind {
	VARIANT_LIBERTY, /* of what is sent */
	VARIANT_MANNER,  /* of how it is sent */
	VARIANT_CARRIER, /* of the bytes, so only over HTTP */
};

struct mock_variant {
	const char *name;
	const char *summary;
	/*
	 * Of a reading that may forbid it: under which choice it is legal,
	 * otherwise NULL.
	 */
	const char *reading;
	const char *choice;
	enum mock_variant_kind kind;
	void (*take)(struct mock_config *config);
};

#define MOCK_VARIANT_COUNT 30

/* A set of variants has a bit for each, by its position. */
#define MOCK_VARIANT_BIT(i) (UINT64_C(1) << (i))

extern const struct mock_variant mock_variants[MOCK_VARIANT_COUNT];

/* NULL if no variant has that name. */
const struct mock_variant *mock_variant_find(const char *name);

/* A configuration with the variants of that set. */
struct mock_config mock_variants_take(
    const struct mock_config *config, uint64_t taken);

#endif
