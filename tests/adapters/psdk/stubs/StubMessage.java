// SPDX-License-Identifier: Apache-2.0
// A stub: the public signature of the Platform SDK, and no code of it.
package com.genesyslab.platform.commons.protocol;

/** The base of the messages that messages.awk makes. */
public abstract class StubMessage implements Message {
    @Override
    public int messageId() {
        return getClass().getSimpleName().hashCode() & 0xff;
    }

    @Override
    public String messageName() {
        return getClass().getSimpleName();
    }

    /** None of a message's attributes. */
    public Endpoint getEndpoint() {
        return new Endpoint("stub", "localhost", 1);
    }
}
