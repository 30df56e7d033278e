/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/net/pulse.h"

int64_t
pulse_look(struct pulse *p)
{
	int64_t now_ns = clock_now_ns();
	int64_t gap_ns = p->last_ns ? now_ns - p->last_ns : 0;
	if (gap_ns > p->longest_ns)
		p->longest_ns = gap_ns;
	if (gap_ns >= PULSE_STOP_NS)
		p->stopped_ns += gap_ns;
	p->last_ns = now_ns;
	return now_ns;
}

int64_t
pulse_look_awake(struct pulse *p)
{
	return pulse_look(p) - p->stopped_ns;
}

int64_t
pulse_take(struct pulse *p)
{
	int64_t longest_ns = p->longest_ns;
	p->longest_ns = 0;
	return longest_ns;
}
