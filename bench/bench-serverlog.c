/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How fast the log of a server is read: a log of traffic in which one
 * interaction of a hundred is to be judged.
 *
 * usage: bench-serverlog
 */
#include "bench/figure.h"
#include "bench/scratch.h"
#include "core/clock.h"
#include "core/mem.h"
#include "serverlog/harvest/harvest.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#define LOG_BYTES ((long)200 << 20)
#define WANTED_MB_PER_S 100.0
/* Of the reader, its buffers and what it keeps. */
#define WANTED_MB 32.0
#define TRIALS 3

static void
write_record(FILE *out, unsigned i, const char *text)
{
	fprintf(out, "2026-11-30T%02u:%02u:%02u.%03u Trc %s\n",
	    i / 3600000 % 24, i / 60000 % 60, i / 1000 % 60, i % 1000, text);
}

static void
write_interaction(FILE *out, unsigned i)
{
	const char *request = i % 100 ? "RequestPull" : "RequestConference";
	char text[200];
	snprintf(text, sizeof(text),
	    "26015 Received message '%s' (15) from client 'desk%u', message "
	    "attributes:",
	    request, i % 200);
	write_record(out, i, text);
	fprintf(out,
	    "\tattr_ref_id [int] = %u\n\tattr_itx_id [str] = \"%08u\"\n"
	    "\tattr_agent_id [str] = \"agent%u\"\n",
	    i, i, i % 300);
	write_record(out, i, "26019 message 'event_party_added' (8)");
	fprintf(out,
	    "\tattr_itx_id [str] = \"%08u\"\n\tattr_agent_id [str] = "
	    "\"agent%u\"\n\tattr_user_data [list] =\n",
	    i, i % 300);
	for (unsigned j = 0; j < 20; j++)
		fprintf(out,
		    "\t\t'Key%u' [str] = \"a value of the user's data\"\n", j);
	write_record(out, i,
	    "26022 Distributing message with ReportingEventSequenceNumber 8 "
	    "to client 'stat - Reporting'");
}

static void
write_log(const char *path)
{
	FILE *out = fopen(path, "w");
	if (!out) {
		perror(path);
		exit(EXIT_FAILURE);
	}
	for (unsigned i = 0; ftell(out) < LOG_BYTES; i++)
		write_interaction(out, i);
	fclose(out);
}

/* Megabytes per second; the slowest of none. */
static double
read_once(const char *path)
{
	static const char *const beginnings[] = { "RequestConference", NULL };
	struct vocabulary none = { .messages = { 0 } };
	struct harvest_choice choice = { .beginnings = beginnings };
	struct diag diag;
	diag_init(&diag);
	int64_t start_ns = clock_now_ns();
	struct reader *r = reader_new(&path, 1, &none, &diag);
	if (!r)
		exit(EXIT_FAILURE);
	struct harvest *h = harvest_new(r, &choice);
	struct log_listener listener = harvest_listener(h);
	reader_run(r, &listener);
	double s = (double)(clock_now_ns() - start_ns) / NS_PER_S;
	double mb = (double)reader_totals(r)->bytes / 1e6;
	harvest_free(h);
	reader_free(r);
	diag_free(&diag);
	return mb / s;
}

int
main(void)
{
	char *path = scratch_file();
	struct rusage usage;
	double best = 0;
	if (!path)
		return EXIT_FAILURE;
	write_log(path);
	for (int i = 0; i < TRIALS; i++) {
		double speed = read_once(path);
		best = speed > best ? speed : best;
	}
	unlink(path);
	free(path);
	getrusage(RUSAGE_SELF, &usage);
	struct figure speed = { "log of a server: read", best, WANTED_MB_PER_S,
		"MB/s", "" };
	struct figure memory = { "log of a server: memory",
		(double)usage.ru_maxrss / 1024, WANTED_MB, "MB", "" };
	figure_print_head();
	figure_print_least(&speed);
	figure_print(&memory);
	return EXIT_SUCCESS;
}
