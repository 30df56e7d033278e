/* SPDX-License-Identifier: Apache-2.0 */
/*
 * usage: test-TARGET [SEED [RUNS]]
 *        test-TARGET FILE
 *
 * Runs the corpus of a fuzz target, and RUNS mutations of it, as TAP.  Each
 * file and its mutations are tried in a process of their own; when that dies,
 * the input is kept as crash-TARGET-CORPUS_FILE in the present folder.  With
 * FILE, runs that input alone, for a debugger.  The last line says how many
 * inputs there were, what the slowest took, and the most memory.
 */
#include "core/clock.h"
#include "core/mem.h"
#include "core/random.h"
#include "core/vec.h"
#include "tests/fuzz/fuzz.h"

#include <dirent.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* An input that takes longer hangs. */
#define TIMEOUT_S 60
/* The largest mutation; as many files as one will look at. */
#define EDITS_MAX 6

/* Inputs; shared between the processes. */
struct input {
	size_t size;
	uint8_t bytes[FUZZ_MAX_BYTES];
};

struct seed_file {
	char *name;
	struct input input;
};

struct corpus {
	VEC(struct seed_file) files;
};

/* What the process that tries inputs says to the one that waits for it. */
struct shared {
	struct input now; /* what is being tried */
	int64_t longest_ns;
	unsigned count;
};

struct fuzzer {
	const char *target;
	struct corpus corpus;
	struct random random;
	struct input *now;
	struct shared *shared;
};

static void
copy_input(struct input *to, const struct input *from)
{
	to->size = from->size;
	memcpy(to->bytes, from->bytes, from->size);
}

static bool
read_input(const char *path, struct input *ret)
{
	FILE *file = fopen(path, "rb");
	if (!file)
		return false;
	ret->size = fread(ret->bytes, 1, sizeof(ret->bytes), file);
	fclose(file);
	return true;
}

static int
is_visible(const struct dirent *e)
{
	return e->d_name[0] != '.';
}

static void
read_corpus(struct fuzzer *f)
{
	const char *top = getenv("top_srcdir");
	struct dirent **entries;
	char *folder =
	    mem_printf("%s/tests/fuzz/corpus/%s", top ? top : ".", f->target);
	int count = scandir(folder, &entries, is_visible, alphasort);
	for (int i = 0; i < count; i++) {
		struct seed_file file = { .name =
					      mem_strdup(entries[i]->d_name) };
		char *path = mem_printf("%s/%s", folder, file.name);
		if (read_input(path, &file.input))
			vec_push(&f->corpus.files, file);
		else
			free(file.name);
		free(path);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
	free(folder);
}

static size_t
below(struct fuzzer *f, size_t limit)
{
	return limit ? (size_t)random_below(&f->random, (int64_t)limit) : 0;
}

/* A place in the input; half the time where a word of a text may start. */
static size_t
place(struct fuzzer *f, const struct input *in)
{
	size_t at = below(f, in->size + 1);
	if (below(f, 2))
		while (at < in->size && !strchr("<\"{ \n", in->bytes[at]))
			at++;
	return at;
}

/* Replace 'size' bytes at 'at' by others, as many as there is room for. */
static void
replace(struct input *in, size_t at, size_t size, const uint8_t *bytes,
    size_t count)
{
	size_t room = sizeof(in->bytes) - (in->size - size);
	count = count < room ? count : room;
	memmove(in->bytes + at + count, in->bytes + at + size,
	    in->size - at - size);
	memcpy(in->bytes + at, bytes, count);
	in->size = in->size - size + count;
}

static void
change_bytes(struct fuzzer *f, struct input *in)
{
	static const uint8_t odd[] = { 0, 1, 9, '"', '<', '{', '\n', 0x7f, 0x80,
		0xc3, 0xff };
	if (in->size == 0)
		return;
	size_t at = below(f, in->size);
	if (below(f, 2))
		in->bytes[at] = odd[below(f, sizeof(odd))];
	else
		in->bytes[at] ^= (uint8_t)(1u << below(f, 8));
}

/* Parts go, come twice, or come from another file of the corpus. */
static void
change_part(struct fuzzer *f, struct input *in)
{
	const struct input *other =
	    &f->corpus.files.items[below(f, f->corpus.files.count)].input;
	struct input piece;
	copy_input(&piece, below(f, 2) ? other : in);
	size_t from = place(f, &piece), to = place(f, &piece);
	size_t at = place(f, in), end = place(f, in);
	size_t size = end > at && below(f, 2) ? end - at : 0;
	size_t count = to > from && below(f, 3) ? to - from : 0;
	replace(in, at, size, piece.bytes + from, count);
}

static void
mutate(struct fuzzer *f, const struct input *from)
{
	copy_input(f->now, from);
	for (size_t i = below(f, EDITS_MAX) + 1; i > 0; i--) {
		if (below(f, 2))
			change_bytes(f, f->now);
		else
			change_part(f, f->now);
	}
}

/* A copy of exactly that size, so that a sanitizer notices a read past it. */
static void
try_input(struct shared *s)
{
	const struct input *in = &s->now;
	uint8_t *copy = mem_alloc(in->size ? in->size : 1);
	int64_t start_ns = clock_now_ns();
	alarm(TIMEOUT_S);
	memcpy(copy, in->bytes, in->size);
	LLVMFuzzerTestOneInput(copy, in->size);
	int64_t took_ns = clock_now_ns() - start_ns;
	if (s->longest_ns < took_ns)
		s->longest_ns = took_ns;
	s->count++;
	free(copy);
}

static void
fuzz_file(struct fuzzer *f, size_t index, unsigned runs)
{
	const struct input *file = &f->corpus.files.items[index].input;
	copy_input(f->now, file);
	try_input(f->shared);
	for (unsigned i = 0; i < runs; i++) {
		mutate(f, file);
		try_input(f->shared);
	}
}

static void
keep_crash(const struct fuzzer *f, size_t index)
{
	char *path = mem_printf(
	    "crash-%s-%s", f->target, f->corpus.files.items[index].name);
	FILE *file = fopen(path, "wb");
	if (file) {
		fwrite(f->now->bytes, 1, f->now->size, file);
		fclose(file);
	}
	printf("# the input is in %s; add it to tests/fuzz/corpus/%s\n", path,
	    f->target);
	free(path);
}

static bool
run_child(struct fuzzer *f, size_t index, unsigned seed, unsigned runs)
{
	int status = 0;
	fflush(stdout);
	pid_t child = fork();
	if (child == 0) {
		random_seed(&f->random, seed * UINT64_C(1000) + index);
		fuzz_file(f, index, runs);
		exit(EXIT_SUCCESS);
	}
	if (child < 0 || waitpid(child, &status, 0) < 0)
		return false;
	if (status == 0)
		return true;
	keep_crash(f, index);
	return false;
}

static void
print_figures(const struct shared *s)
{
	struct rusage used;
	getrusage(RUSAGE_CHILDREN, &used);
	printf("# %u inputs, at most %.1f ms each, %ld KiB of memory\n",
	    s->count, (double)s->longest_ns / NS_PER_MS, used.ru_maxrss);
}

static int
run_corpus(struct fuzzer *f, unsigned seed, unsigned runs)
{
	unsigned failures = 0;
	size_t count = f->corpus.files.count;
	printf("# seed %u\n", seed);
	if (count == 0) {
		printf("Bail out! no corpus; is top_srcdir set?\n");
		return EXIT_FAILURE;
	}
	for (size_t i = 0; i < count; i++) {
		unsigned share = runs / (unsigned)count;
		bool passed = run_child(f, i, seed, share);
		failures += !passed;
		printf("%sok %zu - %s %s and %u mutations\n",
		    passed ? "" : "not ", i + 1, f->target,
		    f->corpus.files.items[i].name, share);
		free(f->corpus.files.items[i].name);
	}
	printf("1..%zu\n", count);
	print_figures(f->shared);
	return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* "tests/fuzz/test-judge" is the target "judge". */
static const char *
target_name(const char *program)
{
	const char *slash = strrchr(program, '/');
	const char *name = slash ? slash + 1 : program;
	const char *dash = strchr(name, '-');
	return dash ? dash + 1 : name;
}

int
main(int argc, char **argv)
{
	struct fuzzer f = { .target = target_name(argv[0]) };
	f.shared = mmap(NULL, sizeof(*f.shared), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (f.shared == MAP_FAILED)
		return EXIT_FAILURE;
	f.now = &f.shared->now;
	if (argc == 2 && read_input(argv[1], f.now)) {
		try_input(f.shared);
		return EXIT_SUCCESS;
	}
	read_corpus(&f);
	int status = run_corpus(&f, argc > 1 ? (unsigned)atoi(argv[1]) : 1,
	    argc > 2 ? (unsigned)atoi(argv[2]) : fuzz_runs);
	vec_free(&f.corpus.files);
	return status;
}
