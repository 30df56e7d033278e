/* SPDX-License-Identifier: Apache-2.0 */
/* A frame down, on its way from the server to the carrier of frames. */
#ifndef IXC_MOCK_STATE_MOCK_OUTPUT_H
#define IXC_MOCK_STATE_MOCK_OUTPUT_H

#include "core/buf.h"
#include "wire/frame.h"

#include <stdbool.h>

struct mock_output {
	unsigned channel;
	bool malformed;     /* to be sent cut: see mock_output_print() */
	struct frame frame; /* the carrier sets 'sequence' */
};

/*
 * Append the frame as its line of JSON, cut in the middle when malformed: what
 * a carrier of text sends, and what a carrier of frames reports as not parsed.
 */
bool mock_output_print(const struct mock_output *output, struct buf *into);

#endif
