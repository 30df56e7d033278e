// SPDX-License-Identifier: Apache-2.0
// A stub: the public signature of the Platform SDK, and no code of it.
package com.genesyslab.platform.commons.collections;

public class KeyValuePair {
    private final String key;
    private final Object value;

    public KeyValuePair(String key, Object value) {
        this.key = key;
        this.value = value;
    }

    public String getStringKey() {
        return key;
    }

    public Object getValue() {
        return value;
    }
}
