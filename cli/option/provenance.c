/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/option/provenance.h"

#include "cli/option/connection.h"
#include "core/clock.h"
#include "lint/coverage.h"
#include "record/seal/digest.h"
#include "release/release.h"
#include "release/suite_digest.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

void
provenance_add_source(struct provenance *p, const struct source *source)
{
	char digest[DIGEST_TEXT_SIZE];
	digest_print(digest, source->text, source->size);
	for (size_t i = 0; i < p->files.count; i++)
		if (strcmp(p->files.items[i].path, source->name) == 0 &&
		    strcmp(p->files.items[i].sha256, digest) == 0)
			return;
	struct run_file file = { source->name, mem_strdup(digest) };
	vec_push(&p->files, file);
}

static void
add_suite(struct provenance *p, const struct suite *s)
{
	provenance_add_source(p, s->source);
	provenance_add_source(p, s->catalogue->source);
	for (size_t i = 0; i < s->setups.count; i++)
		provenance_add_source(p, s->setups.items[i]->source);
	for (size_t i = 0; i < s->fixtures.count; i++)
		provenance_add_source(p, s->fixtures.items[i]->source);
}

static void
add_row(struct provenance *p, const struct covered_row *covered)
{
	const struct fixture *f = covered->fixture;
	size_t count = covered->cases.count;
	const char **names = mem_zalloc((count + 1) * sizeof(*names));
	for (size_t i = 0; i < count; i++)
		names[i] = covered->cases.items[i]->name;
	struct run_row row = { covered->suite->name, f->phase, f->section,
		f->title, covered->row->name, covered->row->protocol, names,
		(unsigned)count };
	vec_push(&p->rows, row);
}

static void
add_rows(struct provenance *p, const struct suites *suites,
    const struct target *target)
{
	struct coverage c = { 0 };
	for (size_t i = 0; i < suites->items.count; i++)
		coverage_add_suite(&c, suites->items.items[i], target);
	for (size_t i = 0; i < c.rows.count; i++)
		add_row(p, &c.rows.items[i]);
	coverage_free(&c);
}

void
provenance_collect(struct provenance *p, const struct suites *suites,
    const struct target *target)
{
	if (target)
		provenance_add_source(p, target->source);
	for (size_t i = 0; i < suites->items.count; i++)
		add_suite(p, suites->items.items[i]);
	add_rows(p, suites, target);
}

static bool
is_selected(const struct selection *s, const struct fixture_case *c)
{
	for (size_t i = 0; s && i < s->cases.count; i++)
		if (s->cases.items[i].test == c &&
		    !s->cases.items[i].is_assumption)
			return true;
	return false;
}

/* Each case of the suite, in its order. */
static struct run_listed *
list_cases(const struct suite *s, const struct selection *selected,
    unsigned *ret_count)
{
	VEC(struct run_listed) listed = { 0 };
	for (size_t i = 0; i < s->fixtures.count; i++) {
		const struct fixture *f = s->fixtures.items[i];
		for (size_t j = 0; j < f->cases.count; j++) {
			const struct fixture_case *c = f->cases.items[j];
			struct run_listed one = { f->phase, c->name,
				requirement_levels[fixture_case_level(c)],
				is_selected(selected, c) };
			vec_push(&listed, one);
		}
	}
	*ret_count = (unsigned)listed.count;
	return listed.items;
}

static void
add_terms(struct provenance *p, const struct suite *s,
    const struct selection *selected)
{
	size_t count = s->readings.count;
	struct run_reading *readings =
	    mem_zalloc((count + 1) * sizeof(*readings));
	for (size_t i = 0; i < count; i++) {
		readings[i].name = s->readings.items[i].name;
		readings[i].fallback = s->readings.items[i].fallback;
	}
	struct run_suite told = { .name = s->name,
		.readings = readings,
		.reading_count = (unsigned)count };
	told.listed = list_cases(s, selected, &told.case_count);
	if (p->files.count) {
		told.title = s->title;
		told.document = s->document;
		told.sha256 =
		    suite_digest_print(mem_alloc(DIGEST_TEXT_SIZE), s);
		if (release_has_suite(s))
			told.release = this_release.version;
	}
	vec_push(&p->suites, told);
}

static void
add_orders(
    struct provenance *p, const char *what, const struct option_words *texts)
{
	for (size_t i = 0; i < texts->count; i++)
		vec_push(
		    &p->orders, mem_printf("%s '%s'", what, texts->items[i]));
}

void
provenance_note_terms(struct provenance *p, const struct suites *suites,
    const struct selection *selected, const struct faults *orders)
{
	for (size_t i = 0; i < suites->items.count; i++)
		add_terms(p, suites->items.items[i], selected);
	if (!orders)
		return;
	add_orders(p, "fault", &orders->texts);
	add_orders(p, "variant", &orders->variant_texts);
	if (orders->binding_text)
		vec_push(&p->orders,
		    mem_printf("binding fault '%s'", orders->binding_text));
}

bool
provenance_is_of_run(const struct suite *s, const struct run_facts *run)
{
	for (unsigned i = 0; i < run->suite_count; i++)
		if (strcmp(run->suites[i].name, s->name) == 0)
			return true;
	return run->suite_count == 0;
}

void
provenance_collect_at_hand(
    struct provenance *p, const struct suites *all, const struct run_facts *run)
{
	struct suites there = { 0 };
	for (size_t i = 0; i < all->items.count; i++)
		if (provenance_is_of_run(all->items.items[i], run))
			vec_push(&there.items, all->items.items[i]);
	provenance_collect(p, &there, NULL);
	provenance_note_terms(p, &there, NULL, NULL);
	vec_free(&there.items);
}

void
provenance_keep_line(struct provenance *p, int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		struct buf word;
		buf_init(&word, SIZE_MAX / 2); /* the system limits it */
		options_publish_word(&word, argv[i]);
		vec_push(&p->words, buf_take(&word));
	}
}

void
provenance_set_again(struct provenance *p, const char *command)
{
	buf_free(&p->again);
	buf_init(&p->again, COMMAND_MAX_BYTES);
	options_publish(&p->again, command);
}

/*
 * It cannot be known before the run, so what bears it is of this one.  In
 * containers that start together all processes have one number.
 */
static uint64_t
draw_number(void)
{
	uint64_t number;
	return getrandom(&number, sizeof(number), 0) == sizeof(number)
	    ? number
	    : (uint64_t)getpid();
}

void
provenance_begin(struct provenance *p, bool is_simulated, unsigned shard)
{
	if (gethostname(p->host_name, sizeof(p->host_name) - 1) != 0 ||
	    !p->host_name[0])
		snprintf(p->host_name, sizeof(p->host_name), "localhost");
	if (is_simulated) {
		p->run_id = mem_strdup("simulated");
		return;
	}
	p->wall_start_s = clock_wall_s();
	char *part = shard ? mem_printf("-%u", shard) : mem_strdup("");
	p->run_id = mem_printf("%llx-%llx%s", (long long)p->wall_start_s,
	    (unsigned long long)draw_number(), part);
	free(part);
}

void
provenance_embed_target(struct provenance *p, const struct target *target,
    const struct secrets *secrets)
{
	p->target_file.path = target->source->name;
	p->target_file.text = connection_embed_target(
	    target, secrets, &p->target_file.is_redacted);
}

struct run_facts
provenance_facts(const struct provenance *p)
{
	return (struct run_facts){ .program_version = this_release.version,
		.program_sha256 = p->program,
		.host_name = p->host_name,
		.run_id = p->run_id,
		.wall_start_s = p->wall_start_s,
		.target_file = p->target_file,
		.files = p->files.items,
		.file_count = (unsigned)p->files.count,
		.options = (const char *const *)p->words.items,
		.option_count = (unsigned)p->words.count,
		.again = p->again.size ? buf_text(&p->again) : NULL,
		.rows = p->rows.items,
		.row_count = (unsigned)p->rows.count,
		.suites = p->suites.items,
		.suite_count = (unsigned)p->suites.count,
		.orders = p->orders.items,
		.order_count = (unsigned)p->orders.count };
}

void
provenance_add_program(struct provenance *p)
{
	char digest[DIGEST_TEXT_SIZE];
	if (digest_print_file(digest, "/proc/self/exe"))
		p->program = mem_strdup(digest);
}

void
provenance_free(struct provenance *p)
{
	for (size_t i = 0; i < p->files.count; i++)
		free((char *)p->files.items[i].sha256);
	free(p->program);
	free(p->run_id);
	for (size_t i = 0; i < p->words.count; i++)
		free(p->words.items[i]);
	free((char *)p->target_file.text);
	vec_free(&p->words);
	buf_free(&p->again);
	vec_free(&p->files);
	for (size_t i = 0; i < p->rows.count; i++)
		free((void *)p->rows.items[i].cases);
	vec_free(&p->rows);
	for (size_t i = 0; i < p->suites.count; i++) {
		free((void *)p->suites.items[i].readings);
		free((void *)p->suites.items[i].sha256);
		free((void *)p->suites.items[i].listed);
	}
	vec_free(&p->suites);
	for (size_t i = 0; i < p->orders.count; i++)
		free((char *)p->orders.items[i]);
	vec_free(&p->orders);
}
