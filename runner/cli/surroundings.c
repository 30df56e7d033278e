/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/cli/surroundings.h"

#include "core/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define DATA_VARIABLE "IXCONFORM_DATA"
/* How far above the program its source tree is looked for. */
#define MAX_LEVELS 4
#define SECRET_MAX_BYTES ((size_t)64 << 10)
#define DIAGNOSTICS_MAX_BYTES ((size_t)1 << 20)

char *
data_path(const char *data, const char *folder, const char *name)
{
	return mem_printf("%s/%s/%s", data, folder, name);
}

static bool
holds_data(const char *folder)
{
	char *path = data_path(folder, "schema", "catalogue.xml");
	bool found = access(path, R_OK) == 0;
	free(path);
	return found;
}

/* The program's own folder, or NULL. */
static char *
program_folder(void)
{
	char path[4096];
	ssize_t size = readlink("/proc/self/exe", path, sizeof(path) - 1);
	if (size <= 0)
		return NULL;
	path[size] = '\0';
	char *slash = strrchr(path, '/');
	if (!slash)
		return NULL;
	*slash = '\0';
	return mem_strdup(path);
}

/* Installed beside the program, or in the tree that it was built from. */
static char *
find_around_program(void)
{
	char *folder = program_folder();
	if (!folder)
		return NULL;
	char *candidate = mem_printf("%s/../share/ixconform", folder);
	for (int level = 0; !holds_data(candidate); level++) {
		free(candidate);
		candidate = NULL;
		if (level == MAX_LEVELS || !*folder)
			break;
		candidate = mem_strdup(folder);
		char *slash = strrchr(folder, '/');
		if (slash)
			*slash = '\0';
	}
	free(folder);
	return candidate;
}

char *
find_data_folder(const char *named, struct diag *diag)
{
	const char *variable = getenv(DATA_VARIABLE);
	const char *given = named ? named : variable;
	if (given && holds_data(given))
		return mem_strdup(given);
	if (given) {
		diag_error(diag, NULL, "'%s'%s holds no schema/catalogue.xml",
		    given, named ? "" : " (variable " DATA_VARIABLE ")");
		diag_note(diag,
		    "name the folder with suites/, fixtures/, schema/ and "
		    "targets/");
		return NULL;
	}
	char *found = find_around_program();
	if (!found && holds_data(PKGDATADIR))
		found = mem_strdup(PKGDATADIR);
	if (!found) {
		diag_error(diag, NULL,
		    "the suites and fixtures are nowhere to be found");
		diag_note(diag,
		    "install ixconform, or name their folder with --data or "
		    "the variable " DATA_VARIABLE);
	}
	return found;
}

void
print_diagnostics(const struct diag *diag)
{
	struct buf b;
	buf_init(&b, DIAGNOSTICS_MAX_BYTES);
	diag_print(diag, &b, isatty(STDERR_FILENO) && !getenv("NO_COLOR"));
	fputs(buf_text(&b), stderr);
	buf_free(&b);
}

bool
wants_colour(const char *word, FILE *out, bool *ret_colour)
{
	const char *terminal = getenv("TERM");
	if (strcmp(word, "always") == 0)
		*ret_colour = true;
	else if (strcmp(word, "never") == 0)
		*ret_colour = false;
	else if (strcmp(word, "auto") == 0)
		*ret_colour = isatty(fileno(out)) && !getenv("NO_COLOR") &&
		    terminal && strcmp(terminal, "dumb") != 0;
	else
		return false;
	return true;
}

void
look_at_terminal(FILE *out, struct console_options *ret)
{
	struct winsize size;
	const char *terminal = getenv("TERM");
	int fd = fileno(out);
	ret->terminal = isatty(fd) && terminal && strcmp(terminal, "dumb") != 0;
	if (ioctl(fd, TIOCGWINSZ, &size) == 0)
		ret->width = size.ws_col;
	setlocale(LC_CTYPE, "");
	ret->ascii = strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
}

void
find_host_name(char *into, size_t size)
{
	memset(into, 0, size);
	if (gethostname(into, size - 1) != 0 || !into[0])
		snprintf(into, size, "localhost");
}

static char *
read_secret_file(const char *path, struct diag *diag)
{
	struct source *s = source_read(path, SECRET_MAX_BYTES, diag);
	if (!s)
		return NULL;
	char *secret = mem_strndup(s->text, strcspn(s->text, "\r\n"));
	explicit_bzero(s->text, s->size);
	source_unref(s);
	return secret;
}

/* A line break in it would write header lines of its own. */
static char *
clean_secret(char *secret, const char *origin, struct diag *diag)
{
	for (const char *c = secret; c && *c; c++) {
		if ((unsigned char)*c >= 0x20 && *c != 0x7F)
			continue;
		diag_error(diag, NULL,
		    "the credentials from '%s' hold a control character",
		    origin);
		free(secret);
		return NULL;
	}
	return secret;
}

char *
find_secret(const struct target *target, struct diag *diag)
{
	if (target->credentials == CREDENTIALS_NONE)
		return mem_strdup("");
	if (target->secret_file)
		return clean_secret(read_secret_file(target->secret_file, diag),
		    target->secret_file, diag);
	const char *name = target->secret_environment;
	const char *secret = name ? getenv(name) : NULL;
	if (secret && *secret)
		return clean_secret(mem_strdup(secret), name, diag);
	diag_error(diag, NULL,
	    "the target '%s' takes its credentials from the environment "
	    "variable '%s', which is not set",
	    target->name, name ? name : "");
	diag_note(diag,
	    "export %s with the %s in it, or let <credentials> in %s name a "
	    "file=\"...\"",
	    name ? name : "",
	    target->credentials == CREDENTIALS_BASIC ? "'user:password'"
						     : "token",
	    target->source->path);
	return NULL;
}

/*
 * The one thing a signal handler can reach.  Process-wide, because signals are.
 */
static int stop_pipe[2] = { -1, -1 };

static void
note_signal(int number)
{
	int saved = errno;
	(void)number;
	if (write(stop_pipe[1], "", 1) < 0) {
		/* The pipe is full of earlier signals: just as good. */
	}
	errno = saved;
}

bool
watch_signals(void)
{
	struct sigaction action = { .sa_handler = note_signal,
		.sa_flags = SA_RESTART | (int)SA_RESETHAND };
	signal(SIGPIPE, SIG_IGN);
	return pipe2(stop_pipe, O_CLOEXEC | O_NONBLOCK) == 0 &&
	    sigaction(SIGINT, &action, NULL) == 0 &&
	    sigaction(SIGTERM, &action, NULL) == 0 &&
	    sigaction(SIGHUP, &action, NULL) == 0;
}

int
signal_fd(void)
{
	return stop_pipe[0];
}

void
wait_for_signal(void)
{
	struct pollfd p = { .fd = stop_pipe[0], .events = POLLIN };
	while (poll(&p, 1, -1) < 0 && errno == EINTR)
		;
}
