/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What it costs to make a bundle of recorded runs, and to verify it: from exec
 * to exit, everything judged and every report made again.
 *
 * usage: bench-bundle PROGRAM DATA-FOLDER
 */
#include "bench/figure.h"
#include "bench/process.h"
#include "bench/scratch.h"
#include "core/clock.h"
#include "core/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define TRIALS 3
#define PATH_BYTES 128
/* A command has at most so many words. */
#define WORDS_MAX 20

struct bench {
	char *program, *data;
	char *folder;
};

/* The words up to NULL, after the program's name, with the data folder. */
static struct process_cost
run(const struct bench *b, const char *const *words)
{
	char *line[WORDS_MAX] = { b->program };
	unsigned count = 1;
	struct process p;
	while (words[count - 1]) {
		line[count] = (char *)words[count - 1];
		count++;
	}
	line[count++] = (char *)"--data";
	line[count++] = b->data;
	if (!process_start(&p, line, true))
		return (struct process_cost){ .is_good = false };
	return process_wait(&p);
}

static void
print(const char *name, double measured, double wanted, const char *unit)
{
	struct figure f = { name, measured, wanted, unit, "" };
	figure_print(&f);
}

/* The fastest of some trials: what else the machine does is not ours. */
static bool
measure_verify(const struct bench *b, const char *bundle, const char *name,
    double wanted_ms)
{
	const char *const verify[] = { "verify", "--allow-unsigned",
		"--allow-rehearsal", bundle, NULL };
	struct process_cost best = { .wall_ns = INT64_MAX };
	char cpu[64];
	for (int i = 0; i < TRIALS; i++) {
		struct process_cost cost = run(b, verify);
		if (!cost.is_good)
			return false;
		if (cost.wall_ns < best.wall_ns)
			best = cost;
	}
	snprintf(cpu, sizeof(cpu), "%s, processor time", name);
	print(name, (double)best.wall_ns / NS_PER_MS, wanted_ms, "ms");
	print(cpu, (double)best.cpu_ns / NS_PER_MS, wanted_ms, "ms");
	return true;
}

/* A recording of the whole suite so many times, and its bundle. */
static bool
measure(const struct bench *b, const char *times, const char *name,
    double wanted_ms)
{
	char recording[PATH_BYTES], folder[PATH_BYTES];
	char archive[PATH_BYTES + sizeof(".tar.gz")];
	snprintf(recording, PATH_BYTES, "%s/%s.ndjson", b->folder, times);
	snprintf(folder, PATH_BYTES, "%s/bundle-%s", b->folder, times);
	snprintf(archive, sizeof(archive), "%s.tar.gz", folder);
	const char *const play[] = { "run", "--simulate", "--quiet", "--repeat",
		times, "--ndjson", recording, NULL };
	const char *const certify[] = { "certify", "--rehearsal", "--product",
		"bench", "--product-version", "1", "--contact", "bench",
		"--output", folder, "--evidence", recording, NULL };
	if (!run(b, play).is_good || !run(b, certify).is_good)
		return false;
	return measure_verify(b, archive, name, wanted_ms);
}

int
main(int argc, char **argv)
{
	if (argc != 3) {
		fputs("usage: bench-bundle PROGRAM DATA-FOLDER\n", stderr);
		return 2;
	}
	struct bench b = { argv[1], argv[2], scratch_folder() };
	if (!b.folder)
		return 2;
	figure_print_head();
	bool good = measure(&b, "1", "verify a bundle of 126 cases", 500) &&
	    measure(&b, "80", "verify a bundle of 10080 cases", 5000);
	if (!good)
		fputs("bench-bundle: a command has failed\n", stderr);
	char *clean[] = { (char *)"rm", (char *)"-rf", b.folder, NULL };
	process_run_ns(clean, &(long){ 0 });
	free(b.folder);
	return good ? 0 : 1;
}
