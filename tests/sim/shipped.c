/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/sim/shipped.h"

#include "load/suite_file.h"
#include "load/target_file.h"
#include "sim/mock_target.h"

#include <check.h>
#include <stdlib.h>

static char *
top_path(const char *name)
{
	const char *top = getenv("top_srcdir");
	return mem_printf("%s/%s", top ? top : ".", name);
}

void
shipped_load(struct shipped *s)
{
	diag_init(&s->diag);
	char *path = top_path("targets/embedded.xml");
	s->target = target_load(path, &s->diag);
	free(path);
	path = top_path("suites/conference.xml");
	s->suite = suite_load(path, s->target, &s->diag);
	free(path);
	ck_assert_ptr_nonnull(s->target);
	ck_assert_ptr_nonnull(s->suite);
	s->config = mock_config_for(s->target, "1");
}

void
shipped_free(struct shipped *s)
{
	suite_free(s->suite);
	target_free(s->target);
	diag_free(&s->diag);
}

const struct fixture_case *
shipped_case(const struct shipped *s, const char *phase, const char *name)
{
	const struct fixture *f = suite_find_phase(s->suite, phase);
	ck_assert_ptr_nonnull(f);
	const struct fixture_case *test = fixture_find_case(f, name);
	ck_assert_ptr_nonnull(test);
	return test;
}
