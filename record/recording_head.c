/* SPDX-License-Identifier: Apache-2.0 */
#include "record/recording_head.h"

#include "core/mem.h"
#include "core/text/duration.h"
#include "core/text/size.h"
#include "model/limits.h"
#include "record/ndjson.h"
#include "record/recorded_value.h"

#include <inttypes.h>
#include <string.h>

#define MAX_JOBS 1000000

static const char *
keep(struct recording_head *h, const char *text)
{
	char *copy = text ? mem_strdup(text) : NULL;
	if (copy)
		vec_push(&h->texts, copy);
	return copy;
}

static const char *
keep_text(struct recording_head *h, struct json_object o, const char *key)
{
	return keep(h, json_get_text(o, key, NULL));
}

static char *
copy_text(struct json_object o, const char *key)
{
	return mem_strdup(json_get_text(o, key, NULL));
}

static void
read_timers(struct target *t, struct json_object o)
{
	size_t count = json_get_count(o, "timers");
	for (size_t i = 0; i < count; i++) {
		struct json_object item = json_get_item(o, "timers", i);
		struct named_timer timer = { .name = copy_text(item, "name"),
			.ns = json_get_integer(
			    item, "value", 0, DURATION_MAX_NS) };
		vec_push(&t->timers, timer);
	}
}

static struct named_text
read_named(struct json_object item, const char *name_key, const char *text_key)
{
	const char *text = json_find_text(item, text_key, NULL);
	return (struct named_text){ .name = copy_text(item, name_key),
		.text = text ? mem_strdup(text) : NULL };
}

/* A macro, as the lists have no common type. */
#define READ_NAMED(list, o, key, name_key, text_key)                           \
	do {                                                                   \
		size_t count_ = json_get_count(o, key);                        \
		for (size_t i_ = 0; i_ < count_; i_++)                         \
			vec_push(list,                                         \
			    read_named(json_get_item(o, key, i_), name_key,    \
				text_key));                                    \
	} while (0)

/* Those of an older recording have no text. */
static void
read_substitutes(struct target *t, struct json_object o)
{
	size_t count = json_get_count(o, "substitutes");
	for (size_t i = 0; i < count; i++) {
		struct json_object item = json_get_item(o, "substitutes", i);
		struct substitute s = { .phase = copy_text(item, "phase"),
			.path = copy_text(item, "file") };
		const char *text = json_find_text(item, "text", NULL);
		if (text) {
			s.source = source_from_text(s.path, text, strlen(text));
			source_name_within(s.source, "");
		}
		vec_push(&t->substitutes, s);
	}
}

static struct run_target_file
read_target_file(struct recording_head *h, struct json_object o)
{
	return (struct run_target_file){ .path = keep_text(h, o, "path"),
		.text = keep_text(h, o, "text"),
		.is_redacted = recorded_boolean(o, "redacted") };
}

static void
read_target(struct recording_head *h, struct json_object o)
{
	h->facts.target_name = keep_text(h, o, "name");
	h->facts.target_url = keep_text(h, o, "url");
	if (json_has(o, "file"))
		h->facts.target_file =
		    read_target_file(h, json_get_object(o, "file"));
	if (!json_has(o, "timers"))
		return;
	struct target *t = h->target = mem_zalloc(sizeof(*t));
	h->facts.target = t;
	t->name = copy_text(o, "name");
	t->is_unverified =
	    json_has(o, "unverified") && json_get_boolean(o, "unverified");
	t->settle_ns = json_get_integer(o, "settle", 0, DURATION_MAX_NS);
	t->evidence_bytes = json_has(o, "evidence")
	    ? (size_t)json_get_integer(o, "evidence", 0, SIZE_MAX_BYTES)
	    : EVIDENCE_DEFAULT_BYTES;
	read_timers(t, o);
	READ_NAMED(&t->readings, o, "readings", "name", "value");
	if (json_has(o, "serverOptions"))
		READ_NAMED(&t->options, o, "serverOptions", "name", "value");
	READ_NAMED(&t->values, o, "values", "name", "value");
	READ_NAMED(&t->background, o, "background", "message", "protocol");
	read_substitutes(t, o);
}

static void
read_lists(struct recording_head *h, struct json_object o)
{
	size_t count = json_get_count(o, "files");
	for (size_t i = 0; i < count; i++) {
		struct json_object item = json_get_item(o, "files", i);
		struct run_file file = { keep_text(h, item, "path"),
			keep_text(h, item, "sha256") };
		vec_push(&h->files, file);
	}
	count = json_get_count(o, "options");
	for (size_t i = 0; i < count; i++)
		vec_push(
		    &h->options, keep(h, json_get_item_text(o, "options", i)));
}

static void
read_row(struct recording_head *h, struct json_object o)
{
	struct run_row row = { .suite = keep_text(h, o, "suite"),
		.phase = keep_text(h, o, "phase"),
		.section = keep(h, json_find_text(o, "section", NULL)),
		.title = keep_text(h, o, "title"),
		.message = keep_text(h, o, "message"),
		.protocol = keep_text(h, o, "protocol"),
		.case_count = (unsigned)json_get_count(o, "cases") };
	const char **names =
	    mem_zalloc((row.case_count + (size_t)1) * sizeof(*names));
	for (unsigned i = 0; i < row.case_count; i++)
		names[i] = keep(h, json_get_item_text(o, "cases", i));
	row.cases = names;
	vec_push(&h->rows, row);
}

static void
read_rows(struct recording_head *h, struct json_object o)
{
	size_t count = json_has(o, "rows") ? json_get_count(o, "rows") : 0;
	for (size_t i = 0; i < count; i++)
		read_row(h, json_get_item(o, "rows", i));
}

/* As many as the suite has, or none. */
static struct run_listed *
read_listed_cases(
    struct recording_head *h, struct json_object o, unsigned count)
{
	if (!json_has(o, "list") || json_get_count(o, "list") != count)
		return NULL;
	struct run_listed *listed =
	    mem_zalloc((count + (size_t)1) * sizeof(*listed));
	for (unsigned i = 0; i < count; i++) {
		struct json_object item = json_get_item(o, "list", i);
		listed[i] = (struct run_listed){ .phase = keep_text(
						     h, item, "phase"),
			.name = keep_text(h, item, "name"),
			.level = keep(h, json_find_text(item, "level", NULL)),
			.is_selected = recorded_boolean(item, "selected") };
	}
	return listed;
}

static void
read_suite(struct recording_head *h, struct json_object o)
{
	struct run_suite s = { .name = keep_text(h, o, "name"),
		.case_count = (unsigned)json_get_integer(
		    o, "cases", 0, RECORDING_MAX_CASES),
		.title = keep(h, json_find_text(o, "title", NULL)),
		.document = keep(h, json_find_text(o, "document", NULL)),
		.sha256 = keep(h, json_find_text(o, "sha256", NULL)),
		.release = keep(h, json_find_text(o, "release", NULL)),
		.reading_count = (unsigned)json_get_count(o, "readings") };
	struct run_reading *readings =
	    mem_zalloc((s.reading_count + (size_t)1) * sizeof(*readings));
	for (unsigned i = 0; i < s.reading_count; i++) {
		struct json_object item = json_get_item(o, "readings", i);
		readings[i].name = keep_text(h, item, "name");
		readings[i].fallback = keep_text(h, item, "default");
	}
	s.readings = readings;
	s.listed = read_listed_cases(h, o, s.case_count);
	vec_push(&h->suites, s);
}

static void
read_terms(struct recording_head *h, struct json_object o)
{
	size_t count = json_has(o, "suites") ? json_get_count(o, "suites") : 0;
	for (size_t i = 0; i < count; i++)
		read_suite(h, json_get_item(o, "suites", i));
	count = json_has(o, "orders") ? json_get_count(o, "orders") : 0;
	for (size_t i = 0; i < count; i++)
		vec_push(
		    &h->orders, keep(h, json_get_item_text(o, "orders", i)));
}

static struct run_shard
read_shard(struct recording_head *h, struct json_object o)
{
	struct run_shard s = { .total = (unsigned)json_get_integer(
				   o, "of", 1, RUN_SHARDS_MAX),
		.case_count = (unsigned)json_get_integer(
		    o, "cases", 0, RECORDING_MAX_CASES),
		.assumption_count = (unsigned)json_get_integer(
		    o, "assumptions", 0, RECORDING_MAX_CASES),
		.plan_sha256 = keep_text(h, o, "planSha256"),
		.division_sha256 = keep_text(h, o, "divisionSha256") };
	s.number = (unsigned)json_get_integer(o, "number", 1, s.total);
	return s;
}

static void
read_run(struct recording_head *h, struct json_object o)
{
	struct json_object server = json_get_object(o, "server");
	h->facts.program_version = keep_text(h, o, "version");
	h->facts.program_sha256 =
	    keep(h, json_find_text(o, "programSha256", NULL));
	h->facts.host_name = keep_text(h, o, "host");
	h->facts.run_id = keep(h, json_find_text(o, "run", NULL));
	h->facts.wall_start_s =
	    json_get_integer(o, "wallStart", 0, INT32_MAX * INT64_C(100));
	h->facts.server_name = keep_text(h, server, "name");
	h->facts.server_version = keep_text(h, server, "version");
	h->facts.jobs = (unsigned)json_get_integer(o, "jobs", 1, MAX_JOBS);
	h->facts.is_load = json_has(o, "load") && json_get_boolean(o, "load");
	if (!h->facts.is_load)
		h->facts.case_count = (unsigned)json_get_integer(
		    o, "cases", 0, RECORDING_MAX_CASES);
	read_target(h, json_get_object(o, "target"));
	read_lists(h, o);
	h->facts.again = keep(h, json_find_text(o, "again", NULL));
	read_rows(h, o);
	read_terms(h, o);
	h->facts.is_merged = json_has(o, "merged");
	if (json_has(o, "shard"))
		h->facts.shard = read_shard(h, json_get_object(o, "shard"));
}

static bool
is_good(struct record_file *file, struct json_document *record)
{
	const char *problem = json_document_problem(record);
	if (problem)
		record_file_complain(file, "%s", problem);
	return !problem;
}

/* The first line decides whether we understand the others. */
static bool
read_first(struct recording_head *h, struct record_file *file)
{
	struct json_document *record = record_file_next(file);
	if (!record && !record_file_is_bad(file))
		record_file_complain(file,
		    record_file_is_cut(file)
			? "the recording was cut off in its first line"
			: "the recording is empty");
	if (!record)
		return false;
	struct json_object o = json_document_root(record);
	const char *event = json_find_text(o, "event", NULL);
	if (!event || strcmp(event, "run-started") != 0) {
		record_file_complain(file,
		    "this is not a recording of a run: it must start with "
		    "\"event\":\"run-started\"");
		return false;
	}
	int64_t schema = json_get_integer(o, "schema", 1, INT32_MAX);
	if (is_good(file, record) &&
	    (schema < NDJSON_OLDEST_SCHEMA || schema > NDJSON_SCHEMA))
		record_file_complain(file,
		    "'schema' is %" PRId64 "; this program reads %d to %d",
		    schema, NDJSON_OLDEST_SCHEMA, NDJSON_SCHEMA);
	if (record_file_is_bad(file))
		return false;
	h->schema = (unsigned)schema;
	read_run(h, o);
	return is_good(file, record);
}

const char *
recording_head_file(const struct recording_head *h, struct json_object o)
{
	int64_t last = (int64_t)h->files.count - 1;
	if (last < 0 || !json_has(o, "file"))
		return json_get_text(o, "path", NULL);
	return h->files.items[json_get_integer(o, "file", 0, last)].path;
}

/* In the whole run, of a shard's case. */
static unsigned
read_place(const struct recording_head *h, struct json_object o)
{
	const struct run_shard *s = &h->facts.shard;
	int64_t count = (int64_t)s->case_count + s->assumption_count;
	return s->total
	    ? (unsigned)json_get_integer(o, "place", 0, count ? count - 1 : 0)
	    : 0;
}

/* Missing in older recordings; the list is the case's. */
static void
read_requirements(
    struct recording_head *h, struct json_object o, struct run_case *test)
{
	if (!json_has(o, "requirements"))
		return;
	size_t count = json_get_count(o, "requirements");
	struct run_requirement *list = mem_zalloc((count + 1) * sizeof(*list));
	for (size_t i = 0; i < count; i++) {
		struct json_object item = json_get_item(o, "requirements", i);
		list[i].id = keep_text(h, item, "id");
		list[i].level = keep_text(h, item, "level");
	}
	test->requirements = list;
	test->requirement_count = (unsigned)count;
}

static void
read_planned(struct recording_head *h, struct json_object o)
{
	unsigned index = (unsigned)h->cases.count;
	const char *section = json_find_text(o, "section", NULL);
	static const char *const events[] = { "case-planned", NULL };
	json_get_word(o, "event", events);
	json_get_integer(o, "case", index, index);
	struct run_case test = { .index = index,
		.suite = keep_text(h, o, "suite"),
		.phase = keep_text(h, o, "phase"),
		.name = keep_text(h, o, "name"),
		.section = keep(h, section),
		.file = keep(h, recording_head_file(h, o)),
		.line = (unsigned)json_get_integer(o, "line", 0, INT32_MAX),
		.requirement = keep_text(h, o, "requirement"),
		.is_assumption = json_has(o, "assumption") &&
		    json_get_boolean(o, "assumption"),
		.place = read_place(h, o),
		.unclaimed = keep(h, json_find_text(o, "unclaimed", NULL)) };
	read_requirements(h, o, &test);
	vec_push(&h->cases, test);
}

bool
recording_head_is_planned(struct json_object o)
{
	const char *event = json_find_text(o, "event", NULL);
	return event && strcmp(event, "case-planned") == 0;
}

/* Of a load, wherever they are: then the file is read from its second line on.
 */
static bool
read_scattered(struct recording_head *h, struct record_file *file)
{
	struct json_document *record;
	record_file_look_ahead(file, true);
	while ((record = record_file_next(file))) {
		struct json_object o = json_document_root(record);
		if (!recording_head_is_planned(o))
			continue;
		if (h->cases.count == RECORDING_MAX_CASES)
			record_file_complain(file,
			    "the recording has more than %d cases",
			    RECORDING_MAX_CASES);
		else
			read_planned(h, o);
		if (record_file_is_bad(file) || !is_good(file, record))
			return false;
	}
	h->facts.case_count = (unsigned)h->cases.count;
	bool good = !record_file_is_bad(file) && record_file_restart(file) &&
	    record_file_next(file);
	record_file_look_ahead(file, false);
	return good;
}

static bool
read_listed(struct recording_head *h, struct record_file *file)
{
	while (h->cases.count < h->facts.case_count) {
		struct json_document *record = record_file_next(file);
		if (!record && !record_file_is_bad(file))
			record_file_complain(file,
			    "the recording ends here; it plans %u cases and "
			    "lists %zu",
			    h->facts.case_count, h->cases.count);
		if (!record)
			return false;
		read_planned(h, json_document_root(record));
		if (!is_good(file, record))
			return false;
	}
	return true;
}

bool
recording_head_read(struct recording_head *h, struct record_file *file)
{
	if (!read_first(h, file))
		return false;
	if (h->facts.is_load ? !read_scattered(h, file) : !read_listed(h, file))
		return false;
	h->facts.cases = h->cases.items;
	h->facts.files = h->files.items;
	h->facts.file_count = (unsigned)h->files.count;
	h->facts.options = h->options.items;
	h->facts.option_count = (unsigned)h->options.count;
	h->facts.rows = h->rows.items;
	h->facts.row_count = (unsigned)h->rows.count;
	h->facts.suites = h->suites.items;
	h->facts.suite_count = (unsigned)h->suites.count;
	h->facts.orders = h->orders.items;
	h->facts.order_count = (unsigned)h->orders.count;
	return true;
}

void
recording_head_free(struct recording_head *h)
{
	for (size_t i = 0; i < h->texts.count; i++)
		free(h->texts.items[i]);
	vec_free(&h->texts);
	for (size_t i = 0; i < h->rows.count; i++)
		free((void *)h->rows.items[i].cases);
	vec_free(&h->rows);
	for (size_t i = 0; i < h->suites.count; i++)
		free((void *)h->suites.items[i].readings);
	for (size_t i = 0; i < h->suites.count; i++)
		free((void *)h->suites.items[i].listed);
	vec_free(&h->suites);
	vec_free(&h->orders);
	for (size_t i = 0; i < h->cases.count; i++)
		free((void *)h->cases.items[i].requirements);
	vec_free(&h->cases);
	vec_free(&h->files);
	vec_free(&h->options);
	target_free(h->target);
}
