/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a misbehaving mock does unasked after something was served: to the
 * offers, the parties and the interaction itself.
 */
#ifndef IXC_MOCK_AFTERMATH_H
#define IXC_MOCK_AFTERMATH_H

#include "mock/state/objects.h"

/*
 * Decide at AFTER_GRANT or a similar point.  'ix' is what was served, NULL:
 * whatever the sender is party to; 'sender' may be NULL, too.
 */
void aftermath(struct mock_server *s, enum behaviour_point point,
    struct interaction *ix, struct client *sender);

#endif
