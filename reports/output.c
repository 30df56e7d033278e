/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/output.h"

#include "core/buf.h"
#include "core/escape.h"
#include "core/mem.h"
#include "core/source.h"
#include "core/unnamed.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Names of temporary files to try: each is taken only by a crashed process
   that had our number. */
#define TEMPORARY_TRIES 100

struct output {
	FILE *stream;
	bool borrowed;   /* the stream is the caller's */
	bool is_log;     /* written in place ... */
	bool is_new;     /* ... where there was nothing before ... */
	bool is_claimed; /* ... and something is to be told */
	bool is_unnamed; /* the file gets its name when it is whole */
	int error;       /* number of the first error, 0: none */
	char *path;      /* as given, for messages */
	char *target;    /* what to rename to, or NULL: written directly */
	char *temporary; /* has that name; or NULL */
};

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
		unlink(o->path);
	free(o->temporary);
	free(o->target);
	free(o->path);
	free(o);
}

static struct output *
refuse(struct output *o, const char *why, char **ret_problem)
{
	*ret_problem = describe(o->path, why);
	output_discard(o);
	return NULL;
}

/* A name beside the target, short whatever the target's length. */
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

static struct output *
open_directly(struct output *o, char **ret_problem)
{
	int fd = open(o->path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return refuse(o, strerror(errno), ret_problem);
	o->stream = fdopen(fd, "w");
	return o;
}

/* Enough of a file to see what it is. */
#define PEEK_BYTES 8192

/* The kind that the root element of our XML files names, or NULL. */
static const char *
xml_kind(const char *text)
{
	static const struct {
		const char *root, *kind;
	} kinds[] = {
		{ "<fixture ", "it is a fixture" },
		{ "<suite ", "it is a suite" },
		{ "<target ", "it is a target file" },
		{ "<catalogue ", "it is a catalogue" },
	};
	const char *root = text;
	while ((root = strchr(root, '<')) && !isalpha((unsigned char)root[1]))
		root++;
	for (size_t i = 0; root && i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strncmp(root, kinds[i].root, strlen(kinds[i].root)) == 0)
			return strstr(root, "urn:ixconform:") ? kinds[i].kind
							      : NULL;
	return NULL;
}

/* What of ours the file is, or NULL. */
static const char *
input_kind(const char *path, bool *ret_recording)
{
	static const char recording[] = "{\"event\":\"run-started\"";
	char text[PEEK_BYTES];
	FILE *f = fopen(path, "re");
	size_t size = f ? fread(text, 1, sizeof(text) - 1, f) : 0;
	if (f)
		fclose(f);
	text[size] = '\0';
	*ret_recording = strncmp(text, recording, strlen(recording)) == 0;
	if (strncmp(text, "\177ELF", 4) == 0)
		return "it is a program";
	return *ret_recording ? "it is a recording" : xml_kind(text);
}

/* A recording may take the place of an older one, and of nothing else. */
static struct output *
refuse_input(struct output *o, bool is_recording, char **ret_problem)
{
	bool was_recording;
	const char *kind = input_kind(o->path, &was_recording);
	if (!kind || (is_recording && was_recording))
		return o;
	char *why = mem_printf("%s; name another file", kind);
	refuse(o, why, ret_problem);
	free(why);
	return NULL;
}

static struct output *
open_beside(struct output *o, const struct stat *old, char **ret_problem)
{
	o->target = old ? realpath(o->path, NULL) : mem_strdup(o->path);
	if (!o->target || (old && access(o->target, W_OK) < 0))
		return refuse(o, strerror(errno), ret_problem);
	int fd = create_temporary(o);
	if (fd < 0)
		return refuse(o, why_not_created(errno), ret_problem);
	/* A file system without modes refuses this, and nothing is lost. */
	if (old)
		(void)fchmod(fd, old->st_mode & 0777);
	o->stream = fdopen(fd, "w");
	return o;
}

struct output *
output_open(const char *path, FILE *standard, char **ret_problem)
{
	struct output *o = mem_zalloc(sizeof(*o));
	struct stat old;

	o->path = mem_strdup(path);
	if (strcmp(path, "-") == 0) {
		o->borrowed = true;
		o->stream = standard;
		return o;
	}
	if (path[0] == '\0')
		return refuse(o, "the name is empty", ret_problem);
	if (stat(path, &old) < 0) {
		if (errno != ENOENT)
			return refuse(o, strerror(errno), ret_problem);
		if (path[strlen(path) - 1] == '/')
			return refuse(o, "it names a folder", ret_problem);
		return open_beside(o, NULL, ret_problem);
	}
	if (S_ISDIR(old.st_mode))
		return refuse(o, "it is a folder", ret_problem);
	if (!S_ISREG(old.st_mode))
		return open_directly(o, ret_problem);
	if (!refuse_input(o, false, ret_problem))
		return NULL;
	return open_beside(o, &old, ret_problem);
}

struct output *
output_open_log(const char *path, FILE *standard, char **ret_problem)
{
	if (strcmp(path, "-") == 0)
		return output_open(path, standard, ret_problem);
	struct output *o = mem_zalloc(sizeof(*o));
	struct stat old;
	o->path = mem_strdup(path);
	bool exists = stat(path, &old) == 0;
	o->is_new = !exists && errno == ENOENT;
	if (exists && S_ISREG(old.st_mode) &&
	    !refuse_input(o, true, ret_problem))
		return NULL;
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
	if (fd < 0)
		return refuse(o,
		    errno == ENOENT ? why_not_created(errno) : strerror(errno),
		    ret_problem);
	o->is_log = true;
	o->stream = fdopen(fd, "w");
	/* Whoever writes a log hands over as much as is to be there at once. */
	setvbuf(o->stream, NULL, _IONBF, 0);
	return o;
}

void
output_claim(struct output *o)
{
	o->is_claimed = true;
	if (o->target)
		unlink(o->target);
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

bool
output_commit(struct output *o, char **ret_problem)
{
	close_stream(o);
	if (!o->error && o->temporary) {
		if (rename(o->temporary, o->target) < 0) {
			note_errno(o);
		} else {
			free(o->temporary);
			o->temporary = NULL;
		}
	}
	bool written = o->error == 0;
	if (!written)
		*ret_problem = describe(o->path, strerror(o->error));
	output_discard(o);
	return written;
}
