/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/check/log_input.h"

#include "casting/casting.h"
#include "cli/option/outputs.h"
#include "core/escape.h"
#include "core/source.h"
#include "record/destination.h"
#include "serverlog/log_map.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

/* One line about what was found. */
#define LINE_MAX_BYTES 4096

void
log_input_add_options(struct log_input *in, struct options *o)
{
	const struct option_row rows[] = {
		{ "log", 0, NULL,
		    "the files are the log of a server itself, all parts of "
		    "it,\nin any order: find its conferences and judge each",
		    .flag = &in->is_log },
		{ "log-map", 0, "FILE",
		    "what messages, attributes, values, clients and numbers "
		    "of\nthis log mean, in addition to what is known",
		    .text = &in->map_file },
		{ "interaction", 0, "ID", "of a log, only this interaction",
		    .words = &in->interactions },
		{ "output", 'o', "FILE",
		    "write what was found in a log as a plain transcript",
		    .text = &in->transcript_file },
		{ "redact", 0, NULL,
		    "replace ids by digests, and leave out texts and user "
		    "data,\nin all that is written of a log",
		    .flag = &in->is_redacted },
		{ 0 },
	};
	options_add(o, rows);
}

const char *
log_input_stray(const struct log_input *in)
{
	if (in->is_log)
		return NULL;
	return in->map_file          ? "log-map"
	    : in->transcript_file    ? "output"
	    : in->is_redacted        ? "redact"
	    : in->interactions.count ? "interaction"
				     : NULL;
}

/* --- the transcript --- */

struct writing {
	struct output *output; /* or: */
	FILE *file;
	const char *folder; /* of 'file' */
	int error;          /* of the first write to it that failed, or 0 */
};

static bool
write_bytes(void *context, const char *bytes, size_t size)
{
	struct writing *w = context;
	if (w->output)
		output_write(w->output, bytes, size);
	else if (fwrite(bytes, 1, size, w->file) != size)
		w->error = errno;
	return !w->error;
}

static bool
complain_of_folder(struct diag *diag, const char *path)
{
	diag_error(diag, NULL,
	    "cannot write '%s': %s; name a file with --output, or another "
	    "folder in TMPDIR",
	    path, strerror(errno));
	return false;
}

/* A transcript is no log, and takes the place of none. */
static bool
is_output_sound(const struct log_input *in, char *const *files, unsigned count,
    struct diag *diag)
{
	bool good = true;
	if (in->transcript_file &&
	    destination_is_standard(in->transcript_file)) {
		diag_error(diag, NULL,
		    "--output must name a file, since it is read again");
		return false;
	}
	for (unsigned i = 0; in->transcript_file && i < count; i++) {
		if (!destination_is_same(in->transcript_file, files[i]))
			continue;
		diag_error(diag, NULL,
		    "--output names '%s', a file of the log; name another file "
		    "for the transcript",
		    files[i]);
		good = false;
	}
	return good;
}

/* It has no name any more, so a signal cannot leave it in the folder. */
static void
unname(struct log_input *in, int fd)
{
	char *path = mem_printf("/dev/fd/%d", fd);
	in->is_unnamed = access(path, R_OK) == 0;
	if (in->is_unnamed)
		unlink(in->path);
	free(in->is_unnamed ? in->path : path);
	if (in->is_unnamed)
		in->path = path;
}

/* False after reporting. */
static bool
open_transcript(struct log_input *in, struct writing *w, struct diag *diag)
{
	const char *folder = getenv("TMPDIR");
	if (in->transcript_file) {
		in->path = mem_strdup(in->transcript_file);
		w->output = open_output(in->transcript_file, diag);
		return w->output;
	}
	w->folder = folder && *folder ? folder : "/tmp";
	in->path = mem_printf("%s/ixconform-log-XXXXXX", w->folder);
	int fd = mkstemp(in->path);
	if (fd < 0)
		return complain_of_folder(diag, in->path);
	in->file = w->file = fdopen(fd, "w");
	unname(in, fd);
	return true;
}

static bool
close_transcript(struct writing *w, struct diag *diag)
{
	if (w->output)
		return commit_output(w->output, diag);
	if (fflush(w->file) != 0 && !w->error)
		w->error = errno;
	errno = w->error;
	return !w->error || complain_of_folder(diag, w->folder);
}

void
log_input_free(struct log_input *in)
{
	if (in->file)
		fclose(in->file);
	if (in->path && !in->transcript_file && !in->is_unnamed)
		unlink(in->path);
	free(in->path);
	in->path = NULL;
	vec_free(&in->interactions);
}

/* --- what is said --- */

static void
print_line(FILE *out, struct buf *line)
{
	fprintf(out, "%s\n", buf_text(line));
	buf_free(line);
}

static void
add_place(struct buf *line, const struct reader *r, struct log_place at)
{
	const char *name = source_file_name(reader_path(r, at.file));
	escape_line(line, name, strlen(name));
	buf_printf(line, ":%u", at.line);
}

static void
print_totals(const struct reader *r, unsigned episodes, FILE *out)
{
	const struct log_totals *t = reader_totals(r);
	fprintf(out,
	    "log: %" PRIu64 " line%s, %" PRIu64
	    " message%s; %u interaction%s to be judged\n",
	    t->lines, t->lines == 1 ? "" : "s", t->messages,
	    t->messages == 1 ? "" : "s", episodes, episodes == 1 ? "" : "s");
}

static void
print_faults(const struct reader *r, FILE *out)
{
	const struct log_totals *t = reader_totals(r);
	for (int i = 0; i < LOG_FAULT_KINDS; i++) {
		struct buf line;
		if (!t->faults[i].count)
			continue;
		buf_init(&line, LINE_MAX_BYTES);
		buf_printf(&line, "note: %s: %" PRIu64 ", the first at ",
		    log_fault_text((enum log_fault_kind)i), t->faults[i].count);
		add_place(&line, r, t->faults[i].at);
		print_line(out, &line);
	}
}

static void
print_gaps(struct log_input *in, const struct reader *r, FILE *out)
{
	for (unsigned i = 0; i < reader_file_count(r); i++) {
		struct buf line;
		const char *gap = reader_gap(r, i);
		if (!gap)
			continue;
		in->is_undecided = true;
		buf_init(&line, LINE_MAX_BYTES);
		buf_add_text(&line, "note: ");
		escape_line(&line, gap, strlen(gap));
		buf_add_text(
		    &line, "; what was under way is judged up to there");
		print_line(out, &line);
	}
}

static void
print_unseen(const struct casting *c, FILE *out)
{
	const char *const *unseen = casting_unseen(c);
	if (!*unseen)
		return;
	fputs("note: not observable, since this log never shows it: ", out);
	for (const char *const *one = unseen; *one; one++)
		fprintf(out, "%s%s", one == unseen ? "" : ", ", *one);
	fputs("\n", out);
}

static void
print_strays(const struct casting *c, FILE *out)
{
	const struct casting_rest *rest = casting_rest(c);
	struct buf line;
	if (!rest->strays)
		return;
	buf_init(&line, LINE_MAX_BYTES);
	buf_printf(&line,
	    "note: messages of a case to clients that have no part in it, "
	    "which were not judged: %u, the first at ",
	    rest->strays);
	escape_line(&line, rest->first_stray, strlen(rest->first_stray));
	print_line(out, &line);
}

static void
print_rest(struct log_input *in, const struct casting *c,
    const struct harvest *h, FILE *out)
{
	const struct casting_rest *rest = casting_rest(c);
	struct buf line;
	unsigned left = harvest_left_out(h);
	if (left)
		fprintf(out,
		    "note: %u more interactions were left out; name those to "
		    "be judged with --interaction\n",
		    left);
	in->is_undecided |= left > 0 || rest->first;
	if (!rest->first)
		return;
	buf_init(&line, LINE_MAX_BYTES);
	buf_printf(&line,
	    "note: not judged: %u requests that no case has where they come, "
	    "and %u interactions that no case begins like; the first is ",
	    rest->requests, rest->interactions);
	escape_line(&line, rest->first, strlen(rest->first));
	print_line(out, &line);
}

/* --- all of it --- */

/* A log that cannot be judged is nobody's mistake: status 3. */
static enum exit_status
refuse(const char *why, FILE *out)
{
	struct buf line;
	buf_init(&line, LINE_MAX_BYTES);
	buf_add_text(&line, "not judged: ");
	escape_line(&line, why, strlen(why));
	print_line(out, &line);
	return EXIT_UNDECIDED;
}

static enum exit_status
explain_nothing(const struct log_input *in, const struct reader *r, FILE *out)
{
	const struct log_totals *t = reader_totals(r);
	if (t->first_ms == STAMP_NONE)
		return refuse("no line of it begins as a record of such a log "
			      "does, with a time, a level and a number of five "
			      "digits; is it the server's own log?",
		    out);
	if (t->messages == 0)
		return refuse(
		    "there is no message in this log; the server writes them "
		    "only with the option 'verbose' of its section 'log' at "
		    "'all', or with a file for 'trace'",
		    out);
	if (in->interactions.count)
		return refuse("the log does not show the beginning of a "
			      "conference about that interaction",
		    out);
	return refuse("no conference begins in this log", out);
}

/* False: nobody can be sure of the digests. */
static bool
draw_salt(struct veil *v, struct diag *diag)
{
	if (getrandom(v->salt, VEIL_SALT_BYTES, 0) == VEIL_SALT_BYTES)
		return true;
	diag_error(diag, NULL, "--redact: the system has no random numbers");
	return false;
}

static enum exit_status
write_cases(struct log_input *in, struct casting *c, struct diag *diag)
{
	struct writing w = { .output = NULL };
	if (!open_transcript(in, &w, diag))
		return EXIT_USAGE;
	bool good = casting_write(c, &w, write_bytes);
	return close_transcript(&w, diag) && good ? EXIT_CONFORMS
						  : EXIT_UNWRITTEN;
}

static enum exit_status
cast(struct log_input *in, struct reader *r, const struct harvest *h,
    const struct candidates *candidates, const struct workspace *w, FILE *out,
    struct diag *diag)
{
	unsigned count;
	struct veil veil;
	harvest_episodes(h, &count);
	print_totals(r, count, out);
	print_faults(r, out);
	print_gaps(in, r, out);
	if (count == 0)
		return explain_nothing(in, r, out);
	if (in->is_redacted && !draw_salt(&veil, diag))
		return EXIT_USAGE;
	struct casting *c = casting_new(
	    r, h, candidates, w->target, in->is_redacted ? &veil : NULL);
	enum exit_status status = write_cases(in, c, diag);
	if (status == EXIT_CONFORMS) {
		print_unseen(c, out);
		print_strays(c, out);
		print_rest(in, c, h, out);
	}
	if (status == EXIT_CONFORMS && casting_count(c) == 0)
		status = EXIT_UNDECIDED;
	casting_free(c);
	return status;
}

static enum exit_status
read_log(struct log_input *in, struct reader *r, const struct workspace *w,
    FILE *out, struct diag *diag)
{
	if (reader_refusal(r))
		return refuse(reader_refusal(r), out);
	struct candidates *candidates = candidates_new(
	    w->suites.items.items, (unsigned)w->suites.items.count, w->target);
	struct harvest_choice choice = { .beginnings =
					     candidates->beginnings.items,
		.interactions = (const char *const *)in->interactions.items,
		.interaction_count = (unsigned)in->interactions.count };
	struct harvest *h = harvest_new(r, &choice);
	struct log_listener listener = harvest_listener(h);
	enum exit_status status = reader_run(r, &listener)
	    ? cast(in, r, h, candidates, w, out, diag)
	    : EXIT_USAGE;
	harvest_free(h);
	candidates_free(candidates);
	return status;
}

enum exit_status
log_input_convert(struct log_input *in, char *const *files, unsigned count,
    const struct workspace *w, FILE *out, struct diag *diag)
{
	struct vocabulary vocabulary = { .messages = { 0 } };
	enum exit_status status = EXIT_USAGE;
	bool good = is_output_sound(in, files, count, diag);
	if (in->map_file)
		good &= log_map_read(in->map_file, &vocabulary, diag);
	if (good) {
		struct reader *r = reader_new(
		    (const char *const *)files, count, &vocabulary, diag);
		if (r)
			status = read_log(in, r, w, out, diag);
		reader_free(r);
	}
	vocabulary_free(&vocabulary);
	return status;
}
