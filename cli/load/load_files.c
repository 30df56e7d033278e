/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/load/load_files.h"

#include "core/mem.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#define TEXT_MAX_BYTES ((size_t)1 << 20)

void
load_files_add_options(struct load_files *f, struct options *t)
{
	const struct option_row rows[] = {
		json_option(&f->json),
		{ "csv", 0, "FILE", "write a line for each second of a load",
		    .text = &f->csv_path },
		{ "percentiles", 0, "FOLDER",
		    "write a file there for each kind of request and each\n"
		    "deadline, as HdrHistogram's plotter reads them",
		    .text = &f->percentiles },
		{ 0 },
	};
	options_add(t, rows);
}

const char *
load_files_asked(const struct load_files *f)
{
	if (f->json.path)
		return "json";
	if (f->csv_path)
		return "csv";
	return f->percentiles ? "percentiles" : NULL;
}

bool
load_files_open(struct load_files *f, struct diag *diag)
{
	bool good = json_result_open(&f->json, diag);
	if (f->csv_path)
		f->csv = open_output_log(f->csv_path, diag);
	return good && (f->csv || !f->csv_path);
}

void
load_files_take(struct load_files *f, const struct second *one)
{
	struct buf line;
	if (!f->csv)
		return;
	buf_init(&line, TEXT_MAX_BYTES);
	if (!f->is_claimed) {
		output_claim(f->csv);
		series_print_head(&line);
		f->is_claimed = true;
	}
	series_print(one, &line);
	output_write(f->csv, line.bytes, line.size);
	output_flush(f->csv);
	buf_free(&line);
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
load_files_close(
    struct load_files *f, const struct account *a, struct diag *diag)
{
	bool good = true;
	if (a && json_result_text(&f->json)) {
		account_print_json(a, json_result_text(&f->json));
		good = json_result_write(&f->json, diag);
	}
	if (f->csv)
		good &= commit_output(f->csv, diag);
	f->csv = NULL;
	if (f->percentiles && a && a->figures->ended > 0)
		good &= write_all_percentiles(f->percentiles, a->figures, diag);
	return good;
}

void
load_files_free(struct load_files *f)
{
	output_discard(f->csv);
}
