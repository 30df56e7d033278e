/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Requests about offers: whether each is granted, its answer, and a new offer.
 * How an offer ends is in conference.h.
 */
#ifndef IXC_MOCK_INVITE_H
#define IXC_MOCK_INVITE_H

#include "mock/request.h"

/* RequestConference, RequestTransfer, RequestIntrude. */
void invite_conference(struct request *r);

void invite_transfer(struct request *r);

void invite_intrude(struct request *r);

/* RequestRouteCall of a routing engine, about what is in a queue. */
void invite_delivery(struct request *r);

/* RequestAccept, RequestReject. */
void invite_accept(struct request *r);

void invite_reject(struct request *r);

#endif
