/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/load/load_outputs.h"

#include "core/clock.h"

#include <string.h>

#define TEXT_MAX_BYTES ((size_t)1 << 20)
/* Where lines stay, one each so many seconds. */
#define LINE_EVERY_S 10

void
load_outputs_open(struct load_outputs *l, const struct load_options *o)
{
	const struct console_options *console = &o->reports.console_options;
	bool json_is_standard = stream_beside(o->files.json.path) == stderr;
	l->screen =
	    (struct screen){ .out = json_is_standard ? stderr : console->out,
		    .ascii = console->ascii,
		    .width = console->width };
	l->is_terminal = console->terminal && !json_is_standard;
	l->is_quiet = console->volume == CONSOLE_QUIET ||
	    (o->is_simulated && !l->is_terminal);
}

void
load_outputs_take(struct load_outputs *l, const struct account *a,
    const struct second *one, unsigned running)
{
	struct buf line;
	int64_t end_ns = one->start_ns + one->duration_ns;
	if (l->is_quiet ||
	    (!l->is_terminal && end_ns % (LINE_EVERY_S * NS_PER_S) != 0))
		return;
	buf_init(&line, TEXT_MAX_BYTES);
	account_print_progress(a, one, running, &line);
	if (l->is_terminal) {
		screen_draw_progress(
		    &l->screen, buf_text(&line), clock_now_ns());
	} else {
		buf_add_char(&line, '\n');
		screen_print(&l->screen, &line);
	}
	buf_free(&line);
}

void
load_outputs_clear(struct load_outputs *l)
{
	struct buf nothing;
	buf_init(&nothing, 1);
	if (l->is_terminal)
		screen_print(&l->screen, &nothing);
	buf_free(&nothing);
}

void
load_outputs_conclude(struct load_outputs *l, const struct account *a)
{
	struct buf text;
	buf_init(&text, TEXT_MAX_BYTES);
	account_print(a, &text);
	screen_print(&l->screen, &text);
	buf_free(&text);
}

bool
load_outputs_close(const struct load_outputs *l, struct diag *diag)
{
	if (l->screen.error)
		diag_error(diag, NULL,
		    "cannot print the account of the load: %s",
		    strerror(l->screen.error));
	return !l->screen.error;
}
