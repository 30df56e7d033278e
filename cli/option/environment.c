/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/option/environment.h"

#include "core/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DATA_VARIABLE "IXCONFORM_DATA"
/* How far above the program its source tree is looked for. */
#define MAX_LEVELS 4

struct option_row
data_option(const char **folder)
{
	return (struct option_row){ "data", 0, "FOLDER",
		"where suites/, fixtures/, schema/, targets/ are",
		.text = folder, .is_of_case = true };
}

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
find_host_name(char *into, size_t size)
{
	memset(into, 0, size);
	if (gethostname(into, size - 1) != 0 || !into[0])
		snprintf(into, size, "localhost");
}
