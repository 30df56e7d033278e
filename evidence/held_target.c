/* SPDX-License-Identifier: Apache-2.0 */
#include "evidence/held_target.h"

#include "core/diag.h"
#include "core/mem.h"
#include "core/source.h"
#include "core/text/duration.h"
#include "load/target_file.h"
#include "record/seal/digest.h"

#include <stdlib.h>
#include <string.h>

/* What is compared: the recorded side, and that of the file. */
struct sides {
	struct doubts *doubts;
	const struct run_facts *run;
	const struct target *told, *file;
};

/* VALUE, if it is "--timer NAME=VALUE" or "--timer=NAME=VALUE", or NULL. */
static const char *
value_of_option(const struct run_facts *run, unsigned index, const char *option,
    const char *name)
{
	const char *word = run->options[index];
	size_t size = strlen(option), name_size = strlen(name);
	if (strncmp(word, option, size) == 0 && word[size] == '=')
		word += size + 1;
	else if (index == 0 || strcmp(run->options[index - 1], option) != 0)
		return NULL;
	return strncmp(word, name, name_size) == 0 && word[name_size] == '='
	    ? word + name_size + 1
	    : NULL;
}

/* What the recorded command line makes of it, or NULL; the last one counts. */
static const char *
changed_by(const struct run_facts *run, const char *option, const char *name)
{
	const char *found = NULL;
	for (unsigned i = 0; option && i < run->option_count; i++) {
		const char *value = value_of_option(run, i, option, name);
		if (value)
			found = value;
	}
	return found;
}

static bool
timer_of_run(const struct sides *s, const char *name, int64_t *ret_ns)
{
	const char *changed = changed_by(s->run, "--timer", name);
	return changed
	    ? duration_parse(changed, strlen(changed), ret_ns) == DURATION_OK
	    : target_timer(s->file, name, ret_ns);
}

static void
compare_timer(const struct sides *s, const struct named_timer *told)
{
	char is[DURATION_TEXT_SIZE], was[DURATION_TEXT_SIZE];
	int64_t ns;
	if (!timer_of_run(s, told->name, &ns))
		doubts_add(s->doubts, DOUBT_TARGET,
		    "Judged by the timer %s, which the embedded target file "
		    "does not have.",
		    told->name);
	else if (ns != told->ns)
		doubts_add(s->doubts, DOUBT_TARGET,
		    "Judged by the timer %s of %s; the embedded target file "
		    "and the options have %s.",
		    told->name, duration_print(is, told->ns),
		    duration_print(was, ns));
}

/* A list of names with texts; some of them have none. */
struct named_list {
	const struct named_text *items;
	size_t count;
};

static bool
has_item(const struct named_list *l, const struct named_text *wanted)
{
	for (size_t i = 0; i < l->count; i++) {
		const char *text = l->items[i].text;
		if (strcmp(l->items[i].name, wanted->name) != 0)
			continue;
		if (!text || !wanted->text ? text == wanted->text
					   : strcmp(text, wanted->text) == 0)
			return true;
	}
	return false;
}

static void
name_item(const struct sides *s, const char *how, const char *what,
    const struct named_text *one, const char *where)
{
	doubts_add(s->doubts, DOUBT_TARGET, "Judged %s the %s %s%s%s, %s.", how,
	    what, one->name, one->text ? "=" : "", one->text ? one->text : "",
	    where);
}

/* 'what' they are called, and the option that changes them, or NULL. */
static void
compare_lists(const struct sides *s, const char *what, const char *option,
    struct named_list told, struct named_list file)
{
	for (size_t i = 0; i < told.count; i++) {
		const struct named_text *one = &told.items[i];
		const char *changed = changed_by(s->run, option, one->name);
		if (changed ? !one->text || strcmp(changed, one->text) != 0
			    : !has_item(&file, one))
			name_item(s, "by", what, one,
			    "which is not in the embedded target file");
	}
	for (size_t i = 0; i < file.count; i++) {
		const struct named_text *one = &file.items[i];
		if (!changed_by(s->run, option, one->name) &&
		    !has_item(&told, one))
			name_item(s, "without", what, one,
			    "which is in the embedded target file");
	}
}

/* Where the file of a substitute is depends on the machine. */
static void
compare_substitutes(const struct sides *s)
{
	const struct target *told = s->told, *file = s->file;
	bool same = told->substitutes.count == file->substitutes.count;
	for (size_t i = 0; same && i < told->substitutes.count; i++)
		same = strcmp(told->substitutes.items[i].phase,
			   file->substitutes.items[i].phase) == 0;
	if (!same)
		doubts_add(s->doubts, DOUBT_TARGET,
		    "The substitutes are not those of the embedded target "
		    "file.");
}

#define LIST(of) ((struct named_list){ (of).items, (of).count })

static void
compare(const struct sides *s)
{
	const struct target *told = s->told, *file = s->file;
	for (size_t i = 0; i < told->timers.count; i++)
		compare_timer(s, &told->timers.items[i]);
	compare_lists(s, "reading", "--reading", LIST(told->readings),
	    LIST(file->readings));
	compare_lists(s, "value", NULL, LIST(told->values), LIST(file->values));
	compare_lists(s, "background", NULL, LIST(told->background),
	    LIST(file->background));
	compare_lists(
	    s, "server option", NULL, LIST(told->options), LIST(file->options));
	compare_substitutes(s);
	if (told->settle_ns != file->settle_ns)
		doubts_add(s->doubts, DOUBT_TARGET,
		    "The settle time is not that of the embedded target "
		    "file.");
	if (told->evidence_bytes != file->evidence_bytes)
		doubts_add(s->doubts, DOUBT_TARGET,
		    "How much is kept of a case is not what the embedded "
		    "target file says.");
}

/* An embedded text is that of the file whose digest is recorded. */
static void
compare_digest(struct doubts *d, const struct run_facts *run, const char *what,
    const char *name, const char *text)
{
	char is[DIGEST_TEXT_SIZE];
	digest_print(is, text, strlen(text));
	for (unsigned i = 0; i < run->file_count; i++)
		if (strcmp(run->files[i].path, name) == 0 &&
		    strcmp(run->files[i].sha256, is) != 0)
			doubts_add(d, DOUBT_TARGET,
			    "The embedded %s is not the one whose SHA-256 is "
			    "recorded.",
			    what);
}

static void
compare_digests(struct doubts *d, const struct run_facts *run)
{
	const struct run_target_file *f = &run->target_file;
	/* Without a secret in it, the text is the whole file. */
	if (!f->is_redacted)
		compare_digest(d, run, "target file", f->path, f->text);
	for (size_t i = 0; i < run->target->substitutes.count; i++) {
		const struct source *s =
		    run->target->substitutes.items[i].source;
		if (s)
			compare_digest(d, run, s->name, s->name, s->text);
	}
}

void
held_target(struct doubts *d, const struct run_facts *run)
{
	const struct run_target_file *f = &run->target_file;
	struct diag diag;
	if (!f->text || !run->target)
		return;
	compare_digests(d, run);
	diag_init(&diag);
	struct source *source =
	    source_from_text(f->path, f->text, strlen(f->text));
	struct target *file = target_parse(source, &diag);
	struct sides sides = { d, run, run->target, file };
	if (file)
		compare(&sides);
	else
		doubts_add(d, DOUBT_TARGET,
		    "The embedded target file cannot be read.");
	target_free(file);
	source_unref(source);
	diag_free(&diag);
}
