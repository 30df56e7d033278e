/* SPDX-License-Identifier: Apache-2.0 */
#include "wire/frame.h"

#include "core/mem.h"

#include <string.h>

const char *
frame_kind_name(enum frame_kind kind)
{
	switch (kind) {
	case FRAME_OPEN:
		return "open";
	case FRAME_SEND:
		return "send";
	case FRAME_FENCE:
		return "fence";
	case FRAME_CLOSE:
		return "close";
	case FRAME_OPENED:
		return "opened";
	case FRAME_MESSAGE:
		return "message";
	case FRAME_CLOSED:
		return "closed";
	case FRAME_ERROR:
		return "error";
	}
	return "unknown";
}

const char *
frame_text(const struct frame *f)
{
	return f->text ? f->text : "";
}

struct frame
frame_copy(const struct frame *f)
{
	struct frame copy = *f;
	if (f->own_text)
		copy.text = copy.own_text = mem_strdup(f->own_text);
	if (f->message)
		message_ref(f->message);
	return copy;
}
