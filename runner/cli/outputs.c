/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/cli/outputs.h"

#include "core/source.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Takes ownership of the problem; NULL: there is none. */
static void
complain(char *problem, struct diag *diag)
{
	if (problem)
		diag_error(diag, NULL, "%s", problem);
	free(problem);
}

struct output *
open_output(const char *path, struct diag *diag)
{
	char *problem = NULL;
	struct output *o = output_open(path, stdout, &problem);
	complain(problem, diag);
	return o;
}

struct output *
open_output_log(const char *path, struct diag *diag)
{
	char *problem = NULL;
	struct output *o = output_open_log(path, stdout, &problem);
	complain(problem, diag);
	return o;
}

bool
commit_output(struct output *o, struct diag *diag)
{
	char *problem = NULL;
	bool good = output_commit(o, &problem);
	complain(problem, diag);
	return good;
}

/* The folder that the path is in. */
static bool
stat_folder(const char *path, struct stat *ret)
{
	char *folder = source_folder(path);
	bool good = stat(folder, ret) == 0;
	free(folder);
	return good;
}

bool
is_same_file(const char *a, const char *b)
{
	struct stat x, y;
	bool is_there = stat(a, &x) == 0;
	if (is_there != (stat(b, &y) == 0))
		return false;
	if (!is_there)
		return strcmp(source_file_name(a), source_file_name(b)) == 0 &&
		    stat_folder(a, &x) && stat_folder(b, &y) &&
		    x.st_dev == y.st_dev && x.st_ino == y.st_ino;
	return S_ISREG(x.st_mode) && x.st_dev == y.st_dev &&
	    x.st_ino == y.st_ino;
}

FILE *
stream_beside(const char *path)
{
	return path && strcmp(path, "-") == 0 ? stderr : stdout;
}
