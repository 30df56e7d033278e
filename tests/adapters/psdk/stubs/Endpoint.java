// SPDX-License-Identifier: Apache-2.0
// A stub: the public signature of the Platform SDK, and no code of it.
package com.genesyslab.platform.commons.protocol;

public class Endpoint {
    private final String host;

    public Endpoint(String name, String host, int port) {
        this.host = host;
    }

    public String getHost() {
        return host;
    }
}
