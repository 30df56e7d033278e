/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/exec/loop.h"

#include "core/clock.h"

#include <poll.h>

struct loop {
	struct channel *channel;
	struct channel_answer answer;
	struct campaign *campaign; /* while it runs */
};

static void
take_frame(void *context, const struct frame *f, const struct arrival *when)
{
	struct loop *l = context;
	struct reading_time read = { when->earliest_ns, when->time_ns };
	if (l->campaign)
		campaign_frame(l->campaign, f, read);
}

static void
take_malformed(void *context, const char *raw, size_t size, unsigned party,
    const char *problem, const struct arrival *when)
{
	struct loop *l = context;
	struct reading_time read = { when->earliest_ns, when->time_ns };
	if (l->campaign)
		campaign_malformed(
		    l->campaign, raw, size, party, problem, read);
}

static void
send_frame(void *context, const struct frame *frame)
{
	channel_send(context, frame);
}

struct loop *
loop_connect(const struct channel_config *config, struct diag *diag)
{
	struct loop *l = mem_zalloc(sizeof(*l));
	struct channel_handler handler = {
		.context = l, .frame = take_frame, .malformed = take_malformed
	};
	l->channel = channel_new(config, &handler);
	if (channel_connect(l->channel, &l->answer, diag))
		return l;
	loop_free(l);
	return NULL;
}

static bool
is_readable(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	return fd >= 0 && poll(&p, 1, 0) > 0;
}

static void
drive(struct loop *l, int stop_fd)
{
	bool stopped = false;
	while (!campaign_is_over(l->campaign)) {
		int64_t quiet_ns;
		campaign_pause(l->campaign);
		bool intact =
		    channel_wait(l->channel, campaign_deadline(l->campaign),
			stopped ? -1 : stop_fd, &quiet_ns);
		int64_t now_ns = clock_now_ns();
		campaign_note_lag(l->campaign, channel_take_lag(l->channel));
		campaign_advance(l->campaign, now_ns, quiet_ns);
		if (!intact) {
			campaign_break(l->campaign, false,
			    channel_problem(l->channel), now_ns);
			return;
		}
		if (!stopped && is_readable(stop_fd)) {
			stopped = true;
			campaign_break(l->campaign, true,
			    "the run was interrupted", now_ns);
		}
	}
}

const struct run_summary *
loop_run(
    struct loop *l, struct campaign *campaign, const char *url, int stop_fd)
{
	struct campaign_server server = { .url = url,
		.name = l->answer.server_name,
		.version = l->answer.server_version,
		.has_fence = l->answer.has_fence };
	l->campaign = campaign;
	campaign_start(
	    campaign, &server, l->channel, send_frame, clock_now_ns());
	drive(l, stop_fd);
	l->campaign = NULL;
	const struct run_summary *summary =
	    campaign_finish(campaign, clock_now_ns());
	channel_close(l->channel);
	return summary;
}

void
loop_free(struct loop *l)
{
	if (!l)
		return;
	channel_free(l->channel);
	free(l);
}
