/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/net/test_net.h"

#include "core/clock.h"
#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

#define WAIT_MAX_NS (20 * NS_PER_S)

static void
note_arrival(struct probe *p, const struct reading_time *when)
{
	ck_assert_int_le(when->earliest_ns, when->time_ns);
	if (p->seen.size == 0)
		p->first = *when;
	p->last = *when;
}

static void
note_frame(
    void *context, const struct frame *f, const struct reading_time *when)
{
	struct probe *p = context;
	note_arrival(p, when);
	buf_printf(&p->seen, "%s %u\n", frame_kind_name(f->kind), f->party);
}

static void
note_malformed(void *context, const char *raw, size_t size, unsigned party,
    const char *problem, const struct reading_time *when)
{
	struct probe *p = context;
	ck_assert(raw && size > 0);
	note_arrival(p, when);
	buf_printf(&p->seen, "malformed %u %s\n", party, problem);
}

static void
note_kept(void *context)
{
	struct probe *p = context;
	p->kept_bytes = p->seen.size;
}

void
probe_init(struct probe *p)
{
	*p = (struct probe){ .timeout_ns = WAIT_MAX_NS,
		.handler = { p, note_frame, note_malformed, note_kept } };
	buf_init(&p->seen, 100000);
}

void
probe_free(struct probe *p)
{
	buf_free(&p->seen);
}

struct channel *
probe_channel(struct probe *p, const char *url)
{
	struct channel_config config = { .url = url,
		.connect_timeout_ns = p->timeout_ns };
	return channel_new(&config, &p->handler);
}

struct channel *
probe_connected(struct probe *p, const char *url)
{
	struct channel *c = probe_channel(p, url);
	struct channel_answer answer;
	struct diag diag;
	struct buf text;
	diag_init(&diag);
	buf_init(&text, 4000);
	bool connected = channel_connect(c, &answer, &diag);
	diag_print(&diag, &text, false);
	ck_assert_msg(connected, "%s", buf_text(&text));
	buf_free(&text);
	diag_free(&diag);
	return c;
}

void
probe_wait(struct probe *p, struct channel *c, const char *expected)
{
	int64_t end_ns = clock_now_ns() + WAIT_MAX_NS, quiet_ns;
	while (strcmp(buf_text(&p->seen), expected) != 0 &&
	    clock_now_ns() < end_ns) {
		if (!channel_wait(c, end_ns, -1, &quiet_ns))
			break;
	}
	ck_assert_str_eq(channel_problem(c), "");
	ck_assert_str_eq(buf_text(&p->seen), expected);
}

void
hide_port(char *text, const char *url)
{
	const char *port = strrchr(url, ':');
	size_t size = strlen(port);
	for (char *at; (at = strstr(text, port));)
		memmove(at, at + size, strlen(at + size) + 1);
}

void
probe_wait_broken(struct channel *c, const char *url, const char *expected)
{
	int64_t end_ns = clock_now_ns() + WAIT_MAX_NS, quiet_ns;
	while (
	    clock_now_ns() < end_ns && channel_wait(c, end_ns, -1, &quiet_ns))
		;
	char *problem = mem_strdup(channel_problem(c));
	hide_port(problem, url);
	ck_assert_str_eq(problem, expected);
	free(problem);
	ck_assert(!channel_wait(c, end_ns, -1, &quiet_ns));
}

int
main(void)
{
	Suite *s = suite_create("net");
	suite_add_tcase(s, lines_tests());
	suite_add_tcase(s, connect_tests());
	suite_add_tcase(s, stream_tests());
	suite_add_tcase(s, send_tests());
	suite_add_tcase(s, mock_tests());
	SRunner *runner = srunner_create(s);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
