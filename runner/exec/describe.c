/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/exec/describe.h"

static char *
join_requirements(const struct fixture_case *test)
{
	struct buf b;
	buf_init(&b, SOURCE_MAX_BYTES);
	for (size_t i = 0; i < test->requirements.count; i++) {
		if (i)
			buf_add_char(&b, ' ');
		buf_add_text(&b, test->requirements.items[i].text);
	}
	return buf_take(&b);
}

struct run_case
describe_case(
    const struct planned_case *planned, unsigned index, char **ret_requirements)
{
	const struct fixture *fixture = planned->test->fixture;
	*ret_requirements = join_requirements(planned->test);
	return (struct run_case){ .index = index,
		.suite = planned->suite->name,
		.phase = fixture->phase,
		.name = planned->test->name,
		.section = fixture->section,
		.file = fixture->source->path,
		.line = planned->test->at.line,
		.requirement = *ret_requirements };
}
