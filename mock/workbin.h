/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Workbins as agents look into them: the requests for their content and for
 * news of it, and the news.
 */
#ifndef IXC_MOCK_WORKBIN_H
#define IXC_MOCK_WORKBIN_H

#include "mock/request.h"

void workbin_serve_content(struct request *r);

void workbin_serve_subscribe(struct request *r);

void workbin_serve_cancel(struct request *r);

/*
 * Something was put into the workbin or taken out of it: notify its
 * subscribers.
 */
void workbin_tell_changed(struct mock_server *s, const struct location *workbin,
    const struct interaction *ix, const char *operation);

#endif
