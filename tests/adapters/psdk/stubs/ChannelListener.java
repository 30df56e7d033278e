// SPDX-License-Identifier: Apache-2.0
// A stub: the public signature of the Platform SDK, and no code of it.
package com.genesyslab.platform.commons.protocol;

import java.util.EventObject;

public interface ChannelListener {
    void onChannelOpened(EventObject event);

    void onChannelClosed(ChannelClosedEvent event);

    void onChannelError(ChannelErrorEvent event);
}
