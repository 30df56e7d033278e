// SPDX-License-Identifier: Apache-2.0
// A stub: the public signature of the Platform SDK, and no code of it.
package com.genesyslab.platform.commons.protocol;

public class ChannelClosedEvent extends java.util.EventObject {
    private static final long serialVersionUID = 1;

    public ChannelClosedEvent(Object source) {
        super(source);
    }
}
