/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Measures a load: a sink of its events that fills in the figures, and a series
 * of seconds.
 *
 * A request's answer counts from when the request would have been sent had its
 * case started as planned, but for our own lag: a server that stalls, so that
 * cases cannot start, is charged for what it delayed.  Until its parties are
 * open a case sends nothing: that time is measured like an answer, to "open".
 */
#ifndef IXC_LOADTEST_METER_H
#define IXC_LOADTEST_METER_H

#include "loadtest/figures.h"
#include "loadtest/series.h"
#include "model/event.h"

struct meter;

/* Called for each second that is over; borrowed for the call. */
struct meter_listener {
	void *context;
	void (*second)(void *context, const struct second *one);
};

/* 'listener' is copied. */
struct meter *meter_new(const struct meter_listener *listener);

void meter_free(struct meter *m);

/* Where the events go; lives as long as the meter. */
struct sink *meter_sink(struct meter *m);

/*
 * The case that starts next was to start 'delay_ns' earlier, of which 'lag_ns'
 * are our own doing.
 */
void meter_expect(struct meter *m, int64_t delay_ns, int64_t lag_ns);

/* We looked so late at what was due. */
void meter_note_lag(struct meter *m, int64_t lag_ns);

/* Time has passed; so many cases a second are to start now. */
void meter_advance(struct meter *m, int64_t now_ns, double rate);

/* No case is to start later: the rate of the seconds after it is 0. */
void meter_plan_until(struct meter *m, int64_t time_ns);

/* The load is over: ends the last second. */
void meter_finish(struct meter *m, int64_t now_ns);

/* Live as long as the meter, and change. */
struct figures *meter_figures(struct meter *m);
const struct series *meter_series(const struct meter *m);

/* Cases under way. */
unsigned meter_running(const struct meter *m);

/* Was the protocol of a message derived, as it was not sent? */
bool meter_has_derived_tags(const struct meter *m);

#endif
