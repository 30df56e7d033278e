/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Requests about interactions: whether each is granted, and its answer.  Who is
 * in one is in conference.h, where it is in placement.h.
 */
#ifndef IXC_MOCK_SERVE_H
#define IXC_MOCK_SERVE_H

#include "mock/request.h"

void serve_submit(struct request *r);

void serve_pull(struct request *r);

void serve_place_in_queue(struct request *r);

void serve_place_in_workbin(struct request *r);

void serve_leave(struct request *r);

void serve_stop(struct request *r);

void serve_change(struct request *r);

#endif
