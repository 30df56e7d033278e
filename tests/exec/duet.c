/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/exec/duet.h"

#include "load/suite_file.h"
#include "load/target_file.h"
#include "tests/exec/stage.h"

#include <check.h>

void
material_load(struct material *m, unsigned rounds)
{
	struct diag diag;
	diag_init(&diag);
	char *target = top_path("targets/embedded.xml");
	char *suite = top_path("suites/conference.xml");
	*m = (struct material){ .target = target_load(target, &diag) };
	m->suite = suite_load(suite, m->target, &diag);
	ck_assert_uint_eq(diag.error_count, 0);
	for (size_t i = 0; i < rounds * m->suite->fixtures.count; i++) {
		const struct fixture *f =
		    m->suite->fixtures.items[i % m->suite->fixtures.count];
		for (size_t j = 0; j < f->cases.count; j++) {
			struct planned_case p = { .suite = m->suite,
				.test = f->cases.items[j] };
			vec_push(&m->cases, p);
		}
	}
	free(target);
	free(suite);
	diag_free(&diag);
}

void
material_free(struct material *m)
{
	vec_free(&m->cases);
	suite_free(m->suite);
	target_free(m->target);
}

static void
take_up(void *context, const struct frame *frame)
{
	struct duet *d = context;
	mock_server_frame(d->server, d->now_ns, d->channel, frame);
}

static void
hear_malformed(struct duet *d, const struct mock_output *o)
{
	struct reading_time when = { d->now_ns, d->now_ns };
	struct buf b;
	buf_init(&b, 100000);
	mock_output_print(o, &b);
	campaign_malformed(
	    d->campaign, b.bytes, b.size, o->frame.party, "cut", when);
	buf_free(&b);
}

static void
hear(struct duet *d)
{
	struct reading_time when = { d->now_ns, d->now_ns };
	struct mock_output o;
	while (mock_server_next_output(d->server, &o)) {
		if (o.malformed)
			hear_malformed(d, &o);
		else
			campaign_frame(d->campaign, &o.frame, when);
		frame_clear(&o.frame);
	}
}

static void
play(struct duet *d)
{
	hear(d);
	while (!campaign_is_over(d->campaign)) {
		int64_t next_ns = campaign_deadline(d->campaign);
		int64_t timer_ns = mock_server_next_timer(d->server);
		if (timer_ns < next_ns)
			next_ns = timer_ns;
		ck_assert_int_lt(next_ns, TIME_NEVER_NS);
		if (next_ns > d->now_ns)
			d->now_ns = next_ns;
		mock_server_tick(d->server, d->now_ns);
		hear(d);
		campaign_advance(d->campaign, d->now_ns, d->now_ns);
		hear(d);
	}
}

static void
start(
    struct duet *d, const struct material *m, const char *fault, bool has_fence)
{
	struct mock_config config = mock_config_default();
	struct diag diag;
	struct fault f;
	diag_init(&diag);
	target_timer(
	    m->target, "invitation-timeout", &config.invitation_timeout_ns);
	config.fence = has_fence;
	d->server = mock_server_new(&config);
	if (fault) {
		ck_assert(fault_parse(fault, &f, &diag));
		mock_server_add_fault(d->server, &f);
	}
	d->channel = mock_server_open_channel(d->server);
	diag_free(&diag);
}

struct run_summary
duet_play(const struct material *m, const char *fault, bool has_fence,
    unsigned jobs, struct sink *sink)
{
	struct duet d = { .now_ns = NS_PER_S };
	struct campaign_server server = { .url = "http://duet/",
		.name = "mock",
		.version = "0",
		.has_fence = has_fence };
	struct campaign_setup setup = { .target = m->target,
		.cases = m->cases.items,
		.case_count = (unsigned)m->cases.count,
		.jobs = jobs,
		.run_id = "duet",
		.facts.program_version = "0",
		.facts.host_name = "duet",
		.sinks = &sink,
		.sink_count = 1 };
	struct diag diag;
	diag_init(&diag);
	d.campaign = campaign_new(&setup, &diag);
	ck_assert_ptr_nonnull(d.campaign);
	start(&d, m, fault, has_fence);
	campaign_start(d.campaign, &server, &d, take_up, d.now_ns);
	play(&d);
	struct run_summary summary = *campaign_finish(d.campaign, d.now_ns);
	campaign_free(d.campaign);
	mock_server_free(d.server);
	diag_free(&diag);
	summary.problem = NULL;
	return summary;
}
