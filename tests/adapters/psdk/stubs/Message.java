// SPDX-License-Identifier: Apache-2.0
// A stub: the public signature of the Platform SDK, and no code of it.
package com.genesyslab.platform.commons.protocol;

public interface Message {
    int messageId();

    String messageName();
}
