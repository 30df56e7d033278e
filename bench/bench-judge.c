/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the judge costs per message, without anything around it: lanes of
 * messages that come interleaved at random, each lane in its order.
 */
#include "bench/figure.h"
#include "bench/scratch.h"
#include "core/clock.h"
#include "core/random.h"
#include "judge/match.h"
#include "load/suite_file.h"
#include "load/target_file.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define LANES 4
#define LENGTH 10
#define MESSAGES ((size_t)LANES * LENGTH)
#define ROUNDS 2001 /* odd: the median is one of them */
#define TEXT_MAX_BYTES 100000

/* Which label is where. */
enum shape {
	SHAPE_DISTINCT,    /* a party for each lane: no two labels are alike */
	SHAPE_OVERLAPPING, /* one party: each label once in every lane */
};

struct bench {
	enum shape shape;
	char *folder; /* owned */
	struct diag diag;
	struct suite *suite;
	struct target *target;
	struct pattern *pattern;
	struct message *messages[LENGTH]; /* by label */
	struct random random;
};

static unsigned
label_at(enum shape shape, unsigned lane, unsigned position)
{
	return shape == SHAPE_DISTINCT ? position
				       : (position + 3 * lane) % LENGTH;
}

static unsigned
party_of(enum shape shape, unsigned lane)
{
	return shape == SHAPE_DISTINCT ? lane : 0;
}

static bool
write_file(const struct bench *b, const char *name, const char *text)
{
	char *path = mem_printf("%s/%s", b->folder, name);
	FILE *f = fopen(path, "w");
	bool good = f && fputs(text, f) >= 0;
	if (!f || fclose(f) != 0 || !good) {
		perror(path);
		good = false;
	}
	free(path);
	return good;
}

static bool
write_catalogue(const struct bench *b)
{
	struct buf text;
	buf_init(&text, TEXT_MAX_BYTES);
	buf_add_text(&text, "<catalogue xmlns='urn:ixconform:catalogue:1'>");
	for (unsigned i = 0; i < LENGTH; i++)
		buf_printf(&text,
		    "<message name='EventNumber%u' kind='event' "
		    "protocols='InteractionManagement'/>",
		    i);
	buf_add_text(&text, "</catalogue>");
	bool good = write_file(b, "catalogue.xml", buf_text(&text));
	buf_free(&text);
	return good;
}

static bool
write_fixture(const struct bench *b)
{
	struct buf text;
	buf_init(&text, TEXT_MAX_BYTES);
	buf_add_text(&text,
	    "<fixture xmlns='urn:ixconform:fixture:1' phase='lanes' "
	    "section='1'><title>Lanes</title><documented/>"
	    "<case name='all'><all>");
	for (unsigned lane = 0; lane < LANES; lane++) {
		buf_add_text(&text, "<seq>");
		for (unsigned i = 0; i < LENGTH; i++)
			buf_printf(&text,
			    "<receive at='agent%u' message='EventNumber%u'/>",
			    party_of(b->shape, lane) + 1,
			    label_at(b->shape, lane, i));
		buf_add_text(&text, "</seq>");
	}
	buf_add_text(&text, "</all></case></fixture>");
	bool good = write_file(b, "fixture.xml", buf_text(&text));
	buf_free(&text);
	return good;
}

static bool
write_files(const struct bench *b)
{
	return write_catalogue(b) && write_fixture(b) &&
	    write_file(b, "suite.xml",
		"<suite xmlns='urn:ixconform:suite:1' name='bench'>"
		"<title>t</title><source>none</source><catalogue href='catalogue.xml'/>"
		"<fixture href='fixture.xml'/></suite>") &&
	    write_file(b, "target.xml",
		"<target xmlns='urn:ixconform:target:1' name='bench'>"
		"<server embedded='yes'/><pool/>"
		"<timer name='response-timeout' value='1h'/></target>");
}

static void
remove_files(const struct bench *b)
{
	static const char *const names[] = { "catalogue.xml", "fixture.xml",
		"suite.xml", "target.xml" };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		char *path = mem_printf("%s/%s", b->folder, names[i]);
		unlink(path);
		free(path);
	}
	rmdir(b->folder);
}

static void
compile(struct bench *b)
{
	char *path = mem_printf("%s/suite.xml", b->folder);
	b->suite = suite_load(path, NULL, &b->diag);
	free(path);
	path = mem_printf("%s/target.xml", b->folder);
	b->target = target_load(path, &b->diag);
	free(path);
	if (b->suite && b->target)
		b->pattern = pattern_compile(b->suite, b->target,
		    b->suite->fixtures.items[0]->cases.items[0], &b->diag);
}

static bool
setup(struct bench *b)
{
	diag_init(&b->diag);
	random_seed(&b->random, 1);
	for (unsigned i = 0; i < LENGTH; i++) {
		char name[32];
		snprintf(name, sizeof(name), "EventNumber%u", i);
		b->messages[i] = message_new(name);
	}
	b->folder = scratch_folder();
	if (!b->folder)
		return false;
	if (write_files(b))
		compile(b);
	remove_files(b);
	free(b->folder);
	if (b->diag.items.count)
		fprintf(
		    stderr, "bench-judge: %s\n", b->diag.items.items[0].text);
	return b->pattern != NULL;
}

static void
release(struct bench *b)
{
	for (unsigned i = 0; i < LENGTH; i++)
		message_unref(b->messages[i]);
	pattern_free(b->pattern);
	target_free(b->target);
	suite_free(b->suite);
	diag_free(&b->diag);
}

/* The lanes, interleaved at random. */
static void
make_trace(struct bench *b, struct observation *trace)
{
	unsigned next[LANES] = { 0 };
	for (size_t i = 0; i < MESSAGES;) {
		unsigned lane = (unsigned)random_below(&b->random, LANES);
		if (next[lane] == LENGTH)
			continue;
		unsigned label = label_at(b->shape, lane, next[lane]++);
		trace[i] = (struct observation){ .kind = OBSERVED_MESSAGE,
			.number = (unsigned)i + 1,
			.party = party_of(b->shape, lane),
			.time_ns = (int64_t)i + 1,
			.earliest_ns = (int64_t)i,
			.server_time_us = -1,
			.protocol = PROTOCOL_INTERACTION_MANAGEMENT,
			.message = b->messages[label] };
		i++;
	}
}

/* Nanoseconds for a whole trace; -1 when it was not accepted. */
static int64_t
feed(struct bench *b, struct observation *trace)
{
	static const char *const nobody[PATTERN_MAX_PARTIES];
	struct lease lease = { .agent_ids = nobody, .place_ids = nobody };
	struct match *m = match_new(b->pattern, &lease, 0);
	bool accepted = true;
	int64_t start_ns = clock_now_ns();
	for (size_t i = 0; i < MESSAGES; i++)
		accepted &= match_feed(m, &trace[i]);
	int64_t end_ns = clock_now_ns();
	match_free(m);
	return accepted ? end_ns - start_ns : -1;
}

static bool
measure(
    const char *name, enum shape shape, double wanted_ns, const char *reference)
{
	struct bench b = { .shape = shape };
	struct observation trace[MESSAGES];
	int64_t times[ROUNDS];
	bool good = setup(&b);
	for (size_t i = 0; i < ROUNDS && good; i++) {
		make_trace(&b, trace);
		times[i] = feed(&b, trace);
		good = times[i] >= 0;
		if (!good)
			fputs(
			    "bench-judge: a legal trace was refused\n", stderr);
	}
	release(&b);
	if (!good)
		return false;
	int64_t median_ns = figure_quantile(times, ROUNDS, 50);
	figure_print(&(struct figure){
	    name, (double)median_ns / MESSAGES, wanted_ns, "ns", reference });
	return true;
}

int
main(void)
{
	figure_print_head();
	bool good = measure(
	    "a message, 4 lanes of 10 distinct labels", SHAPE_DISTINCT, 60, "");
	good &= measure("a message, 4 lanes of 10 overlapping labels",
	    SHAPE_OVERLAPPING, 500, "Titan 660 ns");
	return good ? 0 : 1;
}
