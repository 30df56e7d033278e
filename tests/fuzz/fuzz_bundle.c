/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An archive of a bundle: it is read, or it is said why not, and all that is in
 * it is looked at.  The input is also taken for each of the files that a bundle
 * has.
 */
#include "archive/packed_bytes.h"
#include "archive/unpack.h"
#include "bundle/intoto.h"
#include "bundle/layout.h"
#include "bundle/manifest.h"
#include "bundle/ssh_key.h"
#include "bundle/statement.h"
#include "bundle/timestamp.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/input_file.h"

const unsigned fuzz_runs = 1500;

/* Of a recording in it. */
#define UNPACKED_MAX ((size_t)4 << 20)

static bool
count(void *context, const char *bytes, size_t size)
{
	size_t *sum = context;
	(void)bytes;
	*sum += size;
	return true;
}

static void
decompress(const struct pack_file *f)
{
	size_t sum = 0;
	struct packed_bytes_taker taker = { &sum, count };
	char *problem;
	bool good = packed_bytes_open(
	    f->bytes, f->size, UNPACKED_MAX, &taker, &problem);
	FUZZ_REQUIRE(good == !problem, "refused without a word");
	FUZZ_REQUIRE(sum <= UNPACKED_MAX, "%zu bytes", sum);
	free(problem);
}

static void
check_seals(const struct pack *p, struct objections *o)
{
	const struct pack_file *f = pack_find(p, BUNDLE_SIGNATURE);
	struct ssh_key key = { 0 };
	char *time;
	if (f && ssh_key_of_signature(&key, f->bytes, f->size))
		ssh_key_free(&key);
	intoto_check(p, NULL, NULL, o);
	timestamp_check(p, NULL, &time, o);
	free(time);
}

static void
check(const struct pack *p)
{
	struct objections o = { 0 };
	struct statement s = { 0 };
	const struct pack_file *f = pack_find(p, BUNDLE_STATEMENT);
	manifest_check(p, &o);
	if (f)
		statement_read(&s, f, &o);
	for (enum statement_key k = 0; k < STATEMENT_KEYS; k++)
		for (const char *at = s.values[k]; at && *at; at++)
			FUZZ_REQUIRE((unsigned char)*at >= ' ',
			    "a control character would be printed");
	if (pack_find(p, BUNDLE_MANIFEST))
		check_seals(p, &o);
	for (size_t i = 0; i < p->files.count; i++)
		if (layout_is_evidence(p->files.items[i].name))
			decompress(&p->files.items[i]);
	statement_free(&s);
	objections_free(&o);
}

static void
check_as_each(const uint8_t *bytes, size_t size)
{
	static const char *const names[] = { BUNDLE_MANIFEST, BUNDLE_STATEMENT,
		BUNDLE_SIGNATURE, BUNDLE_INTOTO, BUNDLE_INTOTO_KEY,
		BUNDLE_STAMP, BUNDLE_STAMP_KEY, BUNDLE_EVIDENCE "run" };
	struct pack p = { 0 };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		pack_replace_bytes(&p, names[i], bytes, size);
	check(&p);
	pack_free(&p);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct diag diag;
	struct pack p;
	char *top;
	char *path = input_file_new(bytes, size);
	diag_init(&diag);
	bool good = unpack(path, &p, &top, &diag);
	FUZZ_REQUIRE(
	    good == (diag.error_count == 0), "%u errors", diag.error_count);
	if (good)
		check(&p);
	check_as_each(bytes, size);
	free(top);
	pack_free(&p);
	input_file_print(&diag);
	diag_free(&diag);
	input_file_free(path);
	return 0;
}
