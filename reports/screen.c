/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/screen.h"

#include "core/clock.h"
#include "core/escape.h"

#include <errno.h>
#include <string.h>

/* Ten times a second is as fast as one can read a number. */
#define PROGRESS_INTERVAL_NS (100 * NS_PER_MS)
#define WIDTH_DEFAULT 80

/* "\u{10FFFF}" for one character of two bytes or more. */
#define ASCII_GROWTH 5

static void
note_errno(struct screen *s)
{
	s->error = errno ? errno : EIO;
}

static void
write_bytes(struct screen *s, const char *bytes, size_t size)
{
	errno = 0;
	if (!s->error && fwrite(bytes, 1, size, s->out) != size)
		note_errno(s);
}

static void
flush(struct screen *s)
{
	errno = 0;
	if (!s->error && fflush(s->out) != 0)
		note_errno(s);
}

static void
add_ascii(struct buf *into, const struct buf *text)
{
	for (size_t i = 0; i < text->size;) {
		unsigned code = 0;
		size_t size = utf8_next(text->bytes + i, text->size - i, &code);
		if (size == 1)
			buf_add_char(into, text->bytes[i]);
		else if (code == 0x2192) /* arrow to the right */
			buf_add_text(into, "->");
		else if (code == 0xA7) /* section sign */
			buf_add_text(into, "s.");
		else if (code == 0x2026) /* ellipsis */
			buf_add_text(into, "...");
		else
			buf_printf(into, "\\u{%04X}", code);
		i += size ? size : 1;
	}
}

static void
erase_progress(struct screen *s)
{
	if (!s->progress_columns)
		return;
	write_bytes(s, "\r", 1);
	for (int i = 0; i < s->progress_columns; i++)
		write_bytes(s, " ", 1);
	write_bytes(s, "\r", 1);
	s->progress_columns = 0;
}

void
screen_print(struct screen *s, const struct buf *text)
{
	erase_progress(s);
	if (s->ascii) {
		struct buf ascii;
		buf_init(&ascii, text->size * ASCII_GROWTH);
		add_ascii(&ascii, text);
		write_bytes(s, buf_text(&ascii), ascii.size);
		buf_free(&ascii);
	} else {
		write_bytes(s, buf_text(text), text->size);
	}
	flush(s);
}

bool
screen_is_due(const struct screen *s, int64_t time_ns)
{
	return s->progress_columns == 0 ||
	    time_ns - s->progress_time_ns >= PROGRESS_INTERVAL_NS;
}

void
screen_draw_progress(struct screen *s, const char *line, int64_t time_ns)
{
	size_t columns = s->width ? s->width : WIDTH_DEFAULT;
	size_t size = strlen(line);
	/* The last column stays free: writing there moves some cursors. */
	if (size >= columns)
		size = columns - 1;
	erase_progress(s);
	write_bytes(s, line, size);
	flush(s);
	s->progress_columns = (int)size;
	s->progress_time_ns = time_ns;
}
