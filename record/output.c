/* SPDX-License-Identifier: Apache-2.0 */
#include "record/output.h"

#include "core/buf.h"
#include "core/escape.h"
#include "core/guard.h"
#include "core/mem.h"
#include "core/source.h"
#include "core/unnamed.h"
#include "record/destination.h"
#include "record/input_kind.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Names of temporary files to try: each is taken only by a crashed process
   that had our number. */
#define TEMPORARY_TRIES 100
/* Copied at a time, where a file cannot be renamed. */
#define COPY_BYTES 65536

struct output {
	FILE *stream;
	bool borrowed;   /* the stream is the caller's */
	bool is_log;     /* written in place ... */
	bool is_new;     /* ... where there was nothing before ... */
	bool is_claimed; /* ... and there is something to report */
	bool is_unnamed; /* the file gets its name when it is whole */
	int error;       /* number of the first error, 0: none */
	int guard;       /* descriptor, or GUARD_NONE */
	int place;       /* file to be filled when all is written, or -1 ... */
	char *kept;      /* ... with this, which is owned; or NULL */
	size_t kept_size;
	char *path;      /* as given, for messages */
	char *target;    /* what to rename to, or NULL: written directly */
	char *log_name;  /* of a log, without links; or NULL */
	char *temporary; /* has that name; or NULL */
};

static struct output *
output_new(const char *path)
{
	struct output *o = mem_zalloc(sizeof(*o));
	o->path = mem_strdup(path);
	o->guard = GUARD_NONE;
	o->place = -1;
	return o;
}

/* "cannot write 'out/junit.xml': No space left on device" */
static char *
describe(const char *path, const char *why)
{
	struct buf text;
	buf_init(&text, SIZE_MAX / 2);
	buf_add_text(&text, "cannot write ");
	escape_quoted(&text, path, strlen(path), 0);
	buf_printf(&text, ": %s", why);
	return buf_take(&text);
}

static void
close_descriptor(int fd)
{
	if (fd >= 0)
		close(fd);
}

void
output_discard(struct output *o)
{
	if (!o)
		return;
	if (o->stream && !o->borrowed)
		fclose(o->stream);
	if (o->temporary)
		unlink(o->temporary);
	if (o->is_log && o->is_new && !o->is_claimed)
		unlink(o->log_name);
	close_descriptor(o->guard);
	close_descriptor(o->place);
	free(o->kept);
	free(o->temporary);
	free(o->target);
	free(o->log_name);
	free(o->path);
	free(o);
}

/* A file that its folder protects, or that is mounted there, is emptied. */
void
output_drop(struct output *o)
{
	struct stat s;
	bool is_file = o->is_log && fstat(fileno(o->stream), &s) == 0 &&
	    S_ISREG(s.st_mode);
	if (is_file && unlink(o->log_name) < 0 &&
	    ftruncate(fileno(o->stream), 0) < 0)
		errno = 0; /* it stays as it is */
	o->is_new = false;
	output_discard(o);
}

static struct output *
refuse(struct output *o, const char *why, char **ret_problem)
{
	*ret_problem = describe(o->path, why);
	output_discard(o);
	return NULL;
}

/* Takes ownership of the text. */
static struct output *
refuse_with(struct output *o, char *why, char **ret_problem)
{
	refuse(o, why, ret_problem);
	free(why);
	return NULL;
}

static struct output *
refuse_second(struct output *o, pid_t holder, char **ret_problem)
{
	char *why = holder
	    ? mem_printf("process %ld is writing it; wait for that, or name "
			 "another file",
		  (long)holder)
	    : mem_strdup("another process is writing it; wait for that, or "
			 "name another file");
	refuse_with(o, why, ret_problem);
	errno = EBUSY;
	return NULL;
}

/* --- a file next to the wanted one --- */

/* A name next to the target, short whatever the target's length. */
static char *
temporary_name(const char *target, int attempt)
{
	return mem_printf("%.*s.ixconform-%ld-%d.tmp",
	    (int)(source_file_name(target) - target), target, (long)getpid(),
	    attempt);
}

/* Create a file of that name, or give it to the one that has none. */
static int
use_name(struct output *o, const char *name)
{
	if (!o->is_unnamed)
		return open(
		    name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	int fd = fileno(o->stream);
	return unnamed_link(fd, name) ? fd : -1;
}

/* The descriptor, or -1 with errno. */
static int
name_temporary(struct output *o)
{
	int fd = -1;
	for (int i = 0; i < TEMPORARY_TRIES; i++) {
		char *name = temporary_name(o->target, i);
		fd = use_name(o, name);
		if (fd >= 0)
			o->temporary = name;
		else
			free(name);
		if (fd >= 0 || errno != EEXIST)
			break;
	}
	return fd;
}

static int
create_temporary(struct output *o)
{
	char *folder = source_folder(o->target);
	int fd = unnamed_create(folder);
	free(folder);
	if (fd < 0)
		return name_temporary(o);
	o->is_unnamed = true;
	return fd;
}

static const char *
why_not_created(int error)
{
	if (error == ENOENT)
		return "its folder does not exist; create it first";
	if (error == EACCES)
		return "no file may be created in its folder (Permission "
		       "denied)";
	return strerror(error);
}

/* No other process may be about to give a file that name. */
static bool
guard_name(struct output *o, const struct destination *d, pid_t *ret_holder)
{
	char *folder = source_folder(d->name);
	struct guarded g = { .name = source_file_name(d->name) };
	struct stat s;
	bool taken = true;
	if (stat(folder, &s) == 0) {
		g.device = s.st_dev;
		g.number = s.st_ino;
		taken = guard_take(&g, &o->guard, ret_holder);
	}
	free(folder);
	return taken;
}

/*
 * In a folder in which nothing may be created: the file is filled when all is
 * known, so that it holds the old report or the new one.
 */
static struct output *
open_in_place(struct output *o, char **ret_problem)
{
	pid_t holder;
	close_descriptor(o->guard);
	o->guard = GUARD_NONE;
	o->place = open(o->target, O_WRONLY | O_CLOEXEC);
	if (o->place < 0)
		return refuse(o, strerror(errno), ret_problem);
	if (!guard_take_file(o->place, &o->guard, &holder))
		return refuse_second(o, holder, ret_problem);
	o->stream = open_memstream(&o->kept, &o->kept_size);
	return o->stream ? o : refuse(o, strerror(errno), ret_problem);
}

/* Write to the descriptor, which is taken over in any case. */
static struct output *
open_stream(struct output *o, int fd, char **ret_problem)
{
	o->stream = fdopen(fd, "w");
	if (o->stream)
		return o;
	int failure = errno;
	close(fd);
	return refuse(o, strerror(failure), ret_problem);
}

static struct output *
open_beside(struct output *o, const struct destination *d, char **ret_problem)
{
	pid_t holder;
	bool is_old = d->kind == DESTINATION_FILE;
	o->target = is_old ? realpath(d->name, NULL) : mem_strdup(d->name);
	if (!o->target || (is_old && access(o->target, W_OK) < 0))
		return refuse(o, strerror(errno), ret_problem);
	if (!guard_name(o, d, &holder))
		return refuse_second(o, holder, ret_problem);
	int fd = create_temporary(o);
	if (fd < 0 && is_old)
		return open_in_place(o, ret_problem);
	if (fd < 0)
		return refuse(o, why_not_created(errno), ret_problem);
	/* A file system without modes refuses this, and nothing is lost. */
	if (is_old)
		(void)fchmod(fd, d->stat.st_mode & 0777);
	return open_stream(o, fd, ret_problem);
}

/* --- opening --- */

/* Something already open, a device, or a pipe. */
static struct output *
open_directly(struct output *o, const struct destination *d, char **ret_problem)
{
	int fd = d->kind == DESTINATION_OPEN
	    ? fcntl(d->descriptor, F_DUPFD_CLOEXEC, 0)
	    : open(d->name, O_WRONLY | O_CLOEXEC);
	return fd < 0 ? refuse(o, strerror(errno), ret_problem)
		      : open_stream(o, fd, ret_problem);
}

/* A recording may only replace an older recording. */
static struct output *
refuse_input(struct output *o, bool is_recording, char **ret_problem)
{
	bool was_recording;
	const char *kind = input_kind(o->path, &was_recording);
	if (!kind || (is_recording && was_recording))
		return o;
	return refuse_with(
	    o, mem_printf("%s; name another file", kind), ret_problem);
}

/* The file that our own output is redirected to must not get a second one. */
static struct output *
refuse_shared(struct output *o, const struct destination *d, char **ret_problem)
{
	bool is_shared = destination_is_open_at(d, STDOUT_FILENO) ||
	    destination_is_open_at(d, STDERR_FILENO);
	return is_shared
	    ? refuse(o,
		  "standard output or standard error goes there already; "
		  "name another file",
		  ret_problem)
	    : o;
}

static struct output *
open_destination(
    struct output *o, const struct destination *d, char **ret_problem)
{
	switch (d->kind) {
	case DESTINATION_FOLDER:
		return refuse(o, "it is a folder", ret_problem);
	case DESTINATION_OPEN:
	case DESTINATION_OTHER:
		return open_directly(o, d, ret_problem);
	case DESTINATION_NEW:
		if (d->name[strlen(d->name) - 1] == '/')
			return refuse(o, "it names a folder", ret_problem);
		return open_beside(o, d, ret_problem);
	case DESTINATION_FILE:
		if (!refuse_shared(o, d, ret_problem) ||
		    !refuse_input(o, false, ret_problem))
			return NULL;
		return open_beside(o, d, ret_problem);
	}
	return NULL;
}

/* Standard output, or NULL: it is another. */
static struct output *
open_standard(const char *path, FILE *standard)
{
	if (!standard || !destination_is_standard(path))
		return NULL;
	struct output *o = output_new(path);
	o->borrowed = true;
	o->stream = standard;
	return o;
}

struct output *
output_open(const char *path, FILE *standard, char **ret_problem)
{
	struct destination d;
	struct output *o = open_standard(path, standard);
	if (o)
		return o;
	o = output_new(path);
	if (path[0] == '\0')
		return refuse(o, "the name is empty", ret_problem);
	if (!destination_find(path, &d))
		return refuse(o, strerror(errno), ret_problem);
	o = open_destination(o, &d, ret_problem);
	destination_clear(&d);
	return o;
}

/* Create the file, or open the one that is there. */
static int
open_log_file(struct output *o, const char *name)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	o->is_new = fd >= 0;
	if (fd >= 0 || errno != EEXIST)
		return fd;
	return open(name, O_WRONLY | O_CLOEXEC);
}

static struct output *
open_log(struct output *o, const struct destination *d, char **ret_problem)
{
	pid_t holder;
	int fd = open_log_file(o, d->name);
	if (fd < 0)
		return refuse(o,
		    errno == ENOENT ? why_not_created(errno) : strerror(errno),
		    ret_problem);
	o->is_log = true;
	o->log_name = mem_strdup(d->name);
	if (!open_stream(o, fd, ret_problem))
		return NULL;
	if (d->kind != DESTINATION_OTHER &&
	    !guard_take_file(fd, &o->guard, &holder)) {
		o->is_new = false; /* it is the other's */
		return refuse_second(o, holder, ret_problem);
	}
	return o;
}

static struct output *
open_log_destination(
    struct output *o, const struct destination *d, char **ret_problem)
{
	switch (d->kind) {
	case DESTINATION_FOLDER:
		return refuse(o, "it is a folder", ret_problem);
	case DESTINATION_OPEN:
		return open_directly(o, d, ret_problem);
	case DESTINATION_FILE:
		if (!refuse_shared(o, d, ret_problem) ||
		    !refuse_input(o, true, ret_problem))
			return NULL;
		return open_log(o, d, ret_problem);
	case DESTINATION_NEW:
	case DESTINATION_OTHER:
		return open_log(o, d, ret_problem);
	}
	return NULL;
}

struct output *
output_open_log(const char *path, FILE *standard, char **ret_problem)
{
	struct destination d;
	struct output *o = open_standard(path, standard);
	if (o)
		return o;
	o = output_new(path);
	if (!destination_find(path, &d))
		return refuse(o, strerror(errno), ret_problem);
	o = open_log_destination(o, &d, ret_problem);
	destination_clear(&d);
	/*
	 * The writer of a log passes on as much as is to be written in one
	 * piece.
	 */
	if (o)
		setvbuf(o->stream, NULL, _IONBF, 0);
	return o;
}

/* --- writing --- */

void
output_claim(struct output *o)
{
	o->is_claimed = true;
	if (o->place >= 0 && ftruncate(o->place, 0) < 0)
		return; /* it is filled from its start all the same */
	/*
	 * A file that its folder protects, or that is mounted there, is
	 * emptied.
	 */
	if (o->target && o->place < 0 && unlink(o->target) < 0 &&
	    errno != ENOENT && truncate(o->target, 0) < 0)
		return;
	/* A pipe or a device refuses this, and has nothing to lose; nor has a
	   new file, and some file systems hurry to the disk with one that was
	   emptied. */
	if (o->is_log && !o->is_new && ftruncate(fileno(o->stream), 0) < 0)
		return;
}

static void
note_errno(struct output *o)
{
	if (!o->error)
		o->error = errno ? errno : EIO;
}

void
output_write(struct output *o, const void *bytes, size_t size)
{
	errno = 0;
	if (!o->error && fwrite(bytes, 1, size, o->stream) != size)
		note_errno(o);
}

void
output_flush(struct output *o)
{
	errno = 0;
	if (!o->error && fflush(o->stream) != 0)
		note_errno(o);
}

static bool
write_all(int fd, const char *bytes, size_t size)
{
	while (size > 0) {
		ssize_t written = write(fd, bytes, size);
		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return false;
		bytes += written;
		size -= (size_t)written;
	}
	return true;
}

/* --- the end --- */

static void
close_stream(struct output *o)
{
	errno = 0;
	if (fflush(o->stream) != 0)
		note_errno(o);
	if (!o->error && o->is_unnamed && name_temporary(o) < 0)
		note_errno(o);
	if (!o->borrowed && fclose(o->stream) != 0)
		note_errno(o);
	o->stream = NULL;
}

static bool
copy_bytes(int from, int to)
{
	char block[COPY_BYTES];
	ssize_t size;
	while ((size = read(from, block, sizeof(block))) != 0) {
		if (size < 0 && errno != EINTR)
			return false;
		if (size > 0 && !write_all(to, block, (size_t)size))
			return false;
	}
	return true;
}

/* A file that is mounted, or protected by its folder, cannot be replaced. */
static bool
copy_temporary(const struct output *o)
{
	int from = open(o->temporary, O_RDONLY | O_CLOEXEC);
	int to = open(o->target, O_WRONLY | O_TRUNC | O_CLOEXEC);
	bool copied = from >= 0 && to >= 0 && copy_bytes(from, to);
	int saved = errno;
	close_descriptor(from);
	if (to >= 0 && close(to) < 0)
		return false;
	errno = saved;
	return copied;
}

static bool
give_name(struct output *o)
{
	int saved;
	if (rename(o->temporary, o->target) == 0) {
		free(o->temporary);
		o->temporary = NULL;
		return true;
	}
	saved = errno;
	if (access(o->target, W_OK) == 0)
		return copy_temporary(o);
	errno = saved;
	return false;
}

static bool
fill_place(const struct output *o)
{
	return ftruncate(o->place, 0) == 0 &&
	    write_all(o->place, o->kept, o->kept_size);
}

bool
output_commit(struct output *o, char **ret_problem)
{
	close_stream(o);
	errno = 0;
	if (!o->error && o->place >= 0 && !fill_place(o))
		note_errno(o);
	if (!o->error && o->temporary && !give_name(o))
		note_errno(o);
	bool written = o->error == 0;
	if (!written)
		*ret_problem = describe(o->path, strerror(o->error));
	output_discard(o);
	return written;
}
