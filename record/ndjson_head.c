/* SPDX-License-Identifier: Apache-2.0 */
#include "record/ndjson_head.h"

#include <stdlib.h>
#include <string.h>

static void
add_pair(struct json_writer *w, const char *key, const char *text,
    const char *other_key, const char *other_text)
{
	json_begin_object(w, NULL);
	json_add_text(w, key, text);
	json_add_text(w, other_key, other_text);
	json_end_object(w);
}

static void
add_timers(struct json_writer *w, const struct target *t)
{
	json_begin_list(w, "timers");
	for (size_t i = 0; i < t->timers.count; i++) {
		json_begin_object(w, NULL);
		json_add_text(w, "name", t->timers.items[i].name);
		json_add_integer(w, "value", t->timers.items[i].ns);
		json_end_object(w);
	}
	json_end_list(w);
}

/* A list of them, under these keys. */
static void
add_texts(struct json_writer *w, const char *list,
    const struct named_text *texts, size_t count, const char *name_key,
    const char *text_key)
{
	json_begin_list(w, list);
	for (size_t i = 0; i < count; i++)
		add_pair(w, name_key, texts[i].name, text_key, texts[i].text);
	json_end_list(w);
}

/* By their place next to the target file, with their text. */
static void
add_substitutes(struct json_writer *w, const struct target *t)
{
	json_begin_list(w, "substitutes");
	for (size_t i = 0; i < t->substitutes.count; i++) {
		const struct substitute *s = &t->substitutes.items[i];
		json_begin_object(w, NULL);
		json_add_text(w, "phase", s->phase);
		json_add_text(w, "file", s->source ? s->source->name : s->path);
		if (s->source)
			json_add_text(w, "text", s->source->text);
		json_end_object(w);
	}
	json_end_list(w);
}

/* What the judge asks a target for; neither credentials nor the proxy. */
static void
add_judged_by(struct json_writer *w, const struct target *t)
{
	json_add_integer(w, "settle", t->settle_ns);
	json_add_integer(w, "evidence", (int64_t)t->evidence_bytes);
	add_timers(w, t);
	add_texts(w, "readings", t->readings.items, t->readings.count, "name",
	    "value");
	if (t->options.count)
		add_texts(w, "serverOptions", t->options.items,
		    t->options.count, "name", "value");
	add_texts(
	    w, "values", t->values.items, t->values.count, "name", "value");
	add_texts(w, "background", t->background.items, t->background.count,
	    "message", "protocol");
	add_substitutes(w, t);
}

static void
add_target_file(struct json_writer *w, const struct run_target_file *f)
{
	json_begin_object(w, "file");
	json_add_text(w, "path", f->path);
	json_add_text(w, "text", f->text);
	if (f->is_redacted)
		json_add_boolean(w, "redacted", true);
	json_end_object(w);
}

static void
add_target(struct json_writer *w, const struct run_facts *run)
{
	json_begin_object(w, "target");
	json_add_text(w, "name", run->target_name);
	json_add_text(w, "url", run->target_url);
	if (run->target && run->target->is_unverified)
		json_add_boolean(w, "unverified", true);
	if (run->target)
		add_judged_by(w, run->target);
	if (run->target_file.text)
		add_target_file(w, &run->target_file);
	json_end_object(w);
}

static void
add_files(struct json_writer *w, const struct run_facts *run)
{
	json_begin_list(w, "files");
	for (unsigned i = 0; i < run->file_count; i++)
		add_pair(w, "path", run->files[i].path, "sha256",
		    run->files[i].sha256);
	json_end_list(w);
}

static void
add_row(struct json_writer *w, const struct run_row *row)
{
	json_begin_object(w, NULL);
	json_add_text(w, "suite", row->suite);
	json_add_text(w, "phase", row->phase);
	json_add_text(w, "section", row->section);
	json_add_text(w, "title", row->title);
	json_add_text(w, "message", row->message);
	json_add_text(w, "protocol", row->protocol);
	json_begin_list(w, "cases");
	for (unsigned i = 0; i < row->case_count; i++)
		json_add_text(w, NULL, row->cases[i]);
	json_end_list(w);
	json_end_object(w);
}

static void
add_rows(struct json_writer *w, const struct run_facts *run)
{
	json_begin_list(w, "rows");
	for (unsigned i = 0; i < run->row_count; i++)
		add_row(w, &run->rows[i]);
	json_end_list(w);
}

/* Each of its cases, so that none can be missing without being missed. */
static void
add_listed(struct json_writer *w, const struct run_suite *s)
{
	json_begin_list(w, "list");
	for (unsigned i = 0; i < s->case_count; i++) {
		const struct run_listed *l = &s->listed[i];
		json_begin_object(w, NULL);
		json_add_text(w, "phase", l->phase);
		json_add_text(w, "name", l->name);
		json_add_text(w, "level", l->level);
		if (l->is_selected)
			json_add_boolean(w, "selected", true);
		json_end_object(w);
	}
	json_end_list(w);
}

static void
add_known(struct json_writer *w, const char *key, const char *text)
{
	if (text)
		json_add_text(w, key, text);
}

static void
add_suite(struct json_writer *w, const struct run_suite *s)
{
	json_begin_object(w, NULL);
	json_add_text(w, "name", s->name);
	json_add_integer(w, "cases", s->case_count);
	add_known(w, "title", s->title);
	add_known(w, "document", s->document);
	add_known(w, "sha256", s->sha256);
	add_known(w, "release", s->release);
	if (s->listed)
		add_listed(w, s);
	json_begin_list(w, "readings");
	for (unsigned i = 0; i < s->reading_count; i++)
		add_pair(w, "name", s->readings[i].name, "default",
		    s->readings[i].fallback);
	json_end_list(w);
	json_end_object(w);
}

/* Which cases there were, and what the mock was told to do otherwise. */
static void
add_terms(struct json_writer *w, const struct run_facts *run)
{
	if (run->suite_count) {
		json_begin_list(w, "suites");
		for (unsigned i = 0; i < run->suite_count; i++)
			add_suite(w, &run->suites[i]);
		json_end_list(w);
	}
	if (run->order_count) {
		json_begin_list(w, "orders");
		for (unsigned i = 0; i < run->order_count; i++)
			json_add_text(w, NULL, run->orders[i]);
		json_end_list(w);
	}
}

static void
add_shard(struct json_writer *w, const struct run_shard *shard)
{
	json_begin_object(w, "shard");
	json_add_integer(w, "number", shard->number);
	json_add_integer(w, "of", shard->total);
	json_add_integer(w, "cases", shard->case_count);
	json_add_integer(w, "assumptions", shard->assumption_count);
	json_add_text(w, "planSha256", shard->plan_sha256);
	json_add_text(w, "divisionSha256", shard->division_sha256);
	json_end_object(w);
}

static void
add_parts(struct json_writer *w, const struct run_facts *run)
{
	json_begin_list(w, "merged");
	for (unsigned i = 0; i < run->part_count; i++) {
		const struct run_part *p = &run->parts[i];
		json_begin_object(w, NULL);
		json_add_integer(w, "number", p->number);
		json_add_text(w, "host", p->host_name);
		json_add_text(w, "url", p->target_url);
		json_add_integer(w, "wallStart", p->wall_start_s);
		json_add_integer(w, "duration", p->duration_ns);
		json_end_object(w);
	}
	json_end_list(w);
}

void
ndjson_add_file(
    struct json_writer *w, const struct run_facts *run, const char *path)
{
	unsigned i = 0;
	/* Mostly the text is the very same. */
	while (i < run->file_count && run->files[i].path != path)
		i++;
	for (unsigned j = 0; i == run->file_count && j < run->file_count; j++)
		if (strcmp(run->files[j].path, path) == 0)
			i = j;
	if (i < run->file_count)
		json_add_integer(w, "file", i);
	else
		json_add_text(w, "path", path);
}

void
ndjson_add_run(struct json_writer *w, const struct run_facts *run)
{
	json_add_text(w, "version", run->program_version);
	json_add_text(w, "programSha256", run->program_sha256);
	json_begin_list(w, "options");
	for (unsigned i = 0; i < run->option_count; i++)
		json_add_text(w, NULL, run->options[i]);
	json_end_list(w);
	json_add_text(w, "again", run->again);
	json_add_text(w, "host", run->host_name);
	if (run->run_id)
		json_add_text(w, "run", run->run_id);
	json_add_integer(w, "wallStart", run->wall_start_s);
	json_begin_object(w, "server");
	json_add_text(w, "name", run->server_name);
	json_add_text(w, "version", run->server_version);
	json_end_object(w);
	add_target(w, run);
	add_files(w, run);
	if (run->row_count)
		add_rows(w, run);
	add_terms(w, run);
	if (run->shard.total)
		add_shard(w, &run->shard);
	if (run->part_count)
		add_parts(w, run);
	json_add_integer(w, "jobs", run->jobs);
	if (run->is_load)
		json_add_boolean(w, "load", true);
	else
		json_add_integer(w, "cases", run->case_count);
}

static void
add_requirements(struct json_writer *w, const struct run_case *test)
{
	if (!test->requirement_count)
		return;
	json_begin_list(w, "requirements");
	for (unsigned i = 0; i < test->requirement_count; i++)
		add_pair(w, "id", test->requirements[i].id, "level",
		    test->requirements[i].level);
	json_end_list(w);
}

void
ndjson_add_planned(struct json_writer *w, const struct run_facts *run,
    const struct run_case *test)
{
	json_add_integer(w, "case", test->index);
	json_add_text(w, "suite", test->suite);
	json_add_text(w, "phase", test->phase);
	json_add_text(w, "name", test->name);
	json_add_text(w, "section", test->section);
	if (test->is_assumption)
		json_add_boolean(w, "assumption", true);
	if (run->shard.total)
		json_add_integer(w, "place", test->place);
	if (test->unclaimed)
		json_add_text(w, "unclaimed", test->unclaimed);
	ndjson_add_file(w, run, test->file);
	json_add_integer(w, "line", test->line);
	json_add_text(w, "requirement", test->requirement);
	add_requirements(w, test);
}
