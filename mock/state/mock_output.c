/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/state/mock_output.h"

#include "wire/json_frame.h"

bool
mock_output_print(const struct mock_output *output, struct buf *into)
{
	if (!output->malformed)
		return json_print_frame(&output->frame, into);
	struct buf line;
	buf_init(&line, FRAME_MAX_BYTES);
	bool fits = json_print_frame(&output->frame, &line) &&
	    buf_add(into, line.bytes, line.size / 2) &&
	    buf_add_char(into, '\n');
	buf_free(&line);
	return fits;
}
