/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/bundle/official_run.h"

#include "core/mem.h"

#include <getopt.h>
#include <stdlib.h>

/* The longest line: seven options, of which five have a value. */
#define WORDS_MAX 16

struct line {
	char *words[WORDS_MAX];
	int count;
};

static void
add(struct line *l, const char *word)
{
	l->words[l->count++] = mem_strdup(word);
}

static void
add_option(struct line *l, const char *name, const char *value)
{
	if (!value)
		return;
	add(l, name);
	add(l, value);
}

enum exit_status
official_run(const struct official_run *o)
{
	struct line l = { .count = 0 };
	add(&l, "run");
	add_option(&l, "--target", o->target_file);
	add_option(&l, "--ics", o->ics_file);
	add_option(&l, "--waivers", o->waivers_file);
	add_option(&l, "--data", o->data_option);
	if (o->is_simulated)
		add(&l, "--simulate");
	add(&l, "--quiet");
	add_option(&l, "--ndjson", o->recording);
	/* getopt() permutes the words, and goes on where it ended. */
	char *words[WORDS_MAX] = { 0 };
	for (int i = 0; i < l.count; i++)
		words[i] = l.words[i];
	optind = 1;
	int status = o->run->run(o->run, l.count, words);
	for (int i = 0; i < l.count; i++)
		free(l.words[i]);
	return (enum exit_status)status;
}
