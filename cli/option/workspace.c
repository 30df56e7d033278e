/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/option/workspace.h"

#include "core/mem.h"
#include "lint/lint.h"
#include "lint/target_check.h"
#include "load/target_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DATA_VARIABLE "IXCONFORM_DATA"
/* How far above the program its source tree is looked for. */
#define MAX_LEVELS 4

struct option_row
data_option(struct workspace *w)
{
	return (struct option_row){ "data", 0, "FOLDER",
		"where suites/, fixtures/, schema/, targets/ are",
		.text = &w->data_option, .is_of_case = true };
}

struct option_row
target_option(struct workspace *w, const char *help)
{
	return (struct option_row){ "target", 't', "FILE", help,
		.text = &w->target_file, .is_of_case = true };
}

static bool
holds_data(const char *folder)
{
	char *path = mem_printf("%s/schema/catalogue.xml", folder);
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

/* Installed next to the program, or in the tree that it was built from. */
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

/* NULL after reporting; the caller frees it. */
static char *
find_data(const char *named, struct diag *diag)
{
	const char *variable = getenv(DATA_VARIABLE);
	const char *given = named ? named : variable;
	if (given && holds_data(given))
		return mem_strdup(given);
	if (given) {
		diag_error(diag, NULL,
		    "'%s'%s contains no "
		    "schema/catalogue.xml",
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
		diag_error(diag, NULL, "cannot find the suites and fixtures");
		diag_note(diag,
		    "install ixconform, or name their folder with --data or "
		    "the variable " DATA_VARIABLE);
	}
	return found;
}

bool
workspace_find(struct workspace *w, struct diag *diag)
{
	if (!w->data)
		w->data = find_data(w->data_option, diag);
	if (w->data && !w->schema)
		w->schema = mem_printf("%s/schema", w->data);
	return w->data;
}

struct target *
workspace_read_target(const struct workspace *w, struct diag *diag)
{
	char *path = w->target_file
	    ? mem_strdup(w->target_file)
	    : mem_printf("%s/targets/embedded.xml", w->data);
	struct target *target = target_load(path, diag);
	if (target)
		target_overrides_apply(target, &w->overrides, diag);
	free(path);
	return target;
}

bool
workspace_load_suites(
    struct workspace *w, const struct target *target, struct diag *diag)
{
	return suites_load(w->data, target, &w->suites, diag);
}

bool
workspace_load(struct workspace *w, struct diag *diag)
{
	unsigned errors = diag->error_count;
	if (!workspace_find(w, diag))
		return false;
	w->target = workspace_read_target(w, diag);
	workspace_load_suites(w, w->target, diag);
	return diag->error_count == errors;
}

bool
workspace_is_sound(const struct workspace *w, const struct selection *selection,
    struct diag *diag)
{
	const struct suites *all = &w->suites;
	for (size_t i = 0; i < all->items.count; i++) {
		if (!selection_has(selection, all->items.items[i]))
			continue;
		lint_suite_errors(all->items.items[i], diag);
		target_check_timers(w->target, all->items.items[i], diag);
	}
	selection_check_target(selection, all, w->target, diag);
	return diag->error_count == 0;
}

void
workspace_free(struct workspace *w)
{
	suites_free(&w->suites);
	target_free(w->target);
	target_overrides_free(&w->overrides);
	free(w->schema);
	free(w->data);
}
