/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/load/load_outputs.h"

#include "core/clock.h"
#include "core/mem.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#define TEXT_MAX_BYTES ((size_t)1 << 20)
/* Where lines stay, one each so many seconds. */
#define LINE_EVERY_S 10

bool
load_outputs_open(
    struct load_outputs *l, const struct load_options *o, struct diag *diag)
{
	const struct console_options *console = &o->reports.console_options;
	bool json_is_standard = stream_beside(o->json.path) == stderr;
	l->screen =
	    (struct screen){ .out = json_is_standard ? stderr : console->out,
		    .ascii = console->ascii,
		    .width = console->width };
	l->is_terminal = console->terminal && !json_is_standard;
	l->is_quiet = console->volume == CONSOLE_QUIET ||
	    (o->is_simulated && !l->is_terminal);
	if (!o->csv_file)
		return true;
	l->csv = open_output_log(o->csv_file, diag);
	return l->csv;
}

static void
write_csv(struct load_outputs *l, const struct second *one)
{
	struct buf line;
	buf_init(&line, TEXT_MAX_BYTES);
	if (!l->is_claimed) {
		output_claim(l->csv);
		series_print_head(&line);
		l->is_claimed = true;
	}
	series_print(one, &line);
	output_write(l->csv, line.bytes, line.size);
	output_flush(l->csv);
	buf_free(&line);
}

void
load_outputs_take(struct load_outputs *l, const struct account *a,
    const struct second *one, unsigned running)
{
	struct buf line;
	int64_t end_ns = one->start_ns + one->duration_ns;
	if (l->csv)
		write_csv(l, one);
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

/* A name of a file, of a request or a deadline as fixtures write it. */
static char *
path_of(const char *folder, const char *name)
{
	char *path = mem_printf("%s/%s.hgrm", folder, name);
	for (char *c = path + strlen(folder) + 1; *c; c++)
		if (!strchr(
			"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
			"0123456789.-",
			*c))
			*c = '_';
	return path;
}

static bool
write_percentiles(const char *folder, const char *name,
    const struct histogram *h, struct diag *diag)
{
	char *path = path_of(folder, name);
	struct output *output = open_output(path, diag);
	struct buf text;
	free(path);
	if (!output)
		return false;
	buf_init(&text, TEXT_MAX_BYTES);
	histogram_print_percentiles(h, &text);
	output_write(output, text.bytes, text.size);
	buf_free(&text);
	return commit_output(output, diag);
}

static bool
write_all_percentiles(
    const char *folder, const struct figures *f, struct diag *diag)
{
	if (mkdir(folder, 0777) != 0 && errno != EEXIST) {
		diag_error(diag, NULL, "cannot make the folder '%s': %s",
		    folder, strerror(errno));
		return false;
	}
	bool good = write_percentiles(folder, "answers", f->answers, diag);
	for (size_t i = 0; i < f->requests.count; i++)
		good &= write_percentiles(folder, f->requests.items[i].name,
		    f->requests.items[i].times, diag);
	for (size_t i = 0; i < f->deadlines.count; i++)
		good &= write_percentiles(folder, f->deadlines.items[i].name,
		    f->deadlines.items[i].times, diag);
	return good;
}

bool
load_outputs_close(struct load_outputs *l, const struct load_options *o,
    const struct account *a, struct diag *diag)
{
	bool good = true;
	if (l->csv)
		good = commit_output(l->csv, diag);
	l->csv = NULL;
	if (o->percentiles && a->figures && a->figures->ended > 0)
		good &= write_all_percentiles(o->percentiles, a->figures, diag);
	if (!l->screen.error)
		return good;
	diag_error(diag, NULL, "cannot print the account of the load: %s",
	    strerror(l->screen.error));
	return false;
}

void
load_outputs_free(struct load_outputs *l)
{
	output_discard(l->csv);
}
