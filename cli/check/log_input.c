/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/check/log_input.h"

#include "casting/casting.h"
#include "cli/option/outputs.h"
#include "core/clock.h"
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
/* Beyond its timers a server answers within so much. */
#define SILENCE_MORE_MS 10000

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
	struct log_input *in;
	struct diag *diag;
	bool is_open;          /* with the first case */
	bool is_refused;       /* it could not be opened */
	struct output *output; /* or: */
	FILE *file;
	const char *folder; /* of 'file' */
	int error;          /* of the first write to it that failed, or 0 */
};

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
open_transcript(struct writing *w)
{
	struct log_input *in = w->in;
	const char *folder = getenv("TMPDIR");
	w->is_open = w->is_refused = true;
	if (in->transcript_file) {
		in->path = mem_strdup(in->transcript_file);
		w->output = open_output(in->transcript_file, w->diag);
		w->is_refused = !w->output;
		return w->output;
	}
	w->folder = folder && *folder ? folder : "/tmp";
	in->path = mem_printf("%s/ixconform-log-XXXXXX", w->folder);
	int fd = mkstemp(in->path);
	if (fd < 0)
		return complain_of_folder(w->diag, in->path);
	in->file = w->file = fdopen(fd, "w");
	unname(in, fd);
	w->is_refused = false;
	return true;
}

static bool
write_bytes(void *context, const char *bytes, size_t size)
{
	struct writing *w = context;
	if (w->is_refused || (!w->is_open && !open_transcript(w)))
		return false;
	if (w->output)
		output_write(w->output, bytes, size);
	else if (fwrite(bytes, 1, size, w->file) != size)
		w->error = errno;
	return !w->error;
}

static bool
close_transcript(struct writing *w)
{
	if (w->output)
		return commit_output(w->output, w->diag);
	if (fflush(w->file) != 0 && !w->error)
		w->error = errno;
	errno = w->error;
	return !w->error || complain_of_folder(w->diag, w->folder);
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

static void
print_late(struct log_input *in, const struct reader *r,
    const struct harvest *h, FILE *out)
{
	const struct harvest_late *late = harvest_late(h);
	struct buf line;
	if (!late->count)
		return;
	in->is_undecided = true;
	buf_init(&line, LINE_MAX_BYTES);
	buf_printf(&line,
	    "note: not judged: %u requests about interactions that had been "
	    "silent for long, and were judged without them, since the log has "
	    "more than are kept; --interaction judges those of one; the first "
	    "is at ",
	    late->count);
	add_place(&line, r, late->first);
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

/* What happened to an interaction becomes cases as soon as it is let go. */
struct judging {
	const struct candidates *candidates;
	struct casting *casting;
};

static void
take_episode(void *context, const struct episode *e)
{
	struct judging *j = context;
	casting_add(j->casting, e);
}

static bool
is_of_a_case(void *context, const char *request)
{
	const struct judging *j = context;
	return candidates_send(j->candidates, request);
}

static enum exit_status
finish_cases(struct writing *w, const struct casting *c)
{
	if (!w->is_open)
		open_transcript(w);
	if (w->is_refused)
		return EXIT_USAGE;
	return close_transcript(w) && casting_is_whole(c) ? EXIT_CONFORMS
							  : EXIT_UNWRITTEN;
}

static enum exit_status
finish(struct writing *w, const struct reader *r, struct harvest *h,
    const struct casting *c, FILE *out)
{
	print_totals(r, harvest_count(h), out);
	print_faults(r, out);
	print_gaps(w->in, r, out);
	if (harvest_count(h) == 0)
		return explain_nothing(w->in, r, out);
	harvest_finish(h);
	enum exit_status status = finish_cases(w, c);
	if (status == EXIT_CONFORMS) {
		print_unseen(c, out);
		print_strays(c, out);
		print_rest(w->in, c, h, out);
		print_late(w->in, r, h, out);
	}
	if (status == EXIT_CONFORMS && casting_count(c) == 0)
		status = EXIT_UNDECIDED;
	return status;
}

/* Twice the longest that a case waits for, and what a busy server needs. */
static int64_t
silence_of(const struct candidates *c)
{
	return 2 * candidates_longest_ns(c) / NS_PER_MS + SILENCE_MORE_MS;
}

static enum exit_status
read_log(struct log_input *in, struct reader *r, const struct workspace *w,
    FILE *out, struct diag *diag)
{
	struct veil veil;
	if (reader_refusal(r))
		return refuse(reader_refusal(r), out);
	if (in->is_redacted && !draw_salt(&veil, diag))
		return EXIT_USAGE;
	struct candidates *candidates = candidates_new(
	    w->suites.items.items, (unsigned)w->suites.items.count, w->target);
	struct judging j = { .candidates = candidates };
	struct harvest_choice choice = { .beginnings =
					     candidates->beginnings.items,
		.interactions = (const char *const *)in->interactions.items,
		.interaction_count = (unsigned)in->interactions.count,
		.context = &j,
		.take = take_episode,
		.matters = is_of_a_case,
		.silence_ms = silence_of(candidates) };
	struct harvest *h = harvest_new(r, &choice);
	struct log_listener listener = harvest_listener(h);
	struct writing writing = { .in = in, .diag = diag };
	struct casting_output output = { &writing, write_bytes };
	j.casting = casting_new(r, h, candidates, w->target,
	    in->is_redacted ? &veil : NULL, &output);
	enum exit_status status = reader_run(r, &listener)
	    ? finish(&writing, r, h, j.casting, out)
	    : EXIT_USAGE;
	casting_free(j.casting);
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
