/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/fuzz/replayed.h"

#include "load/suite_file.h"
#include "load/target_file.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/input_file.h"

#include <string.h>

static void
judged(void *context, const struct replayed_case *one)
{
	(void)context;
	FUZZ_REQUIRE((one->result == REPLAY_UNJUDGED) == (one->why != NULL),
	    "unjudged without a word");
	FUZZ_REQUIRE(!one->why || !strpbrk(one->why, "\n\033"), "%s", one->why);
}

struct replay *
replayed_new(struct diag *diag, bool is_plain)
{
	static struct suite *suite;
	static struct target *target;
	if (!suite) {
		char *path = input_file_shipped("suites/conference.xml");
		suite = suite_load(path, NULL, diag);
		free(path);
		path = input_file_shipped("targets/embedded.xml");
		target = target_load(path, diag);
		free(path);
		FUZZ_REQUIRE(suite && target, "the shipped files do not load");
	}
	return replay_new(&(struct replay_setup){ .target = target,
	    .suites = &suite,
	    .suite_count = 1,
	    .judged = judged,
	    .diag = diag,
	    .is_plain = is_plain });
}
