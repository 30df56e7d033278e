// SPDX-License-Identifier: Apache-2.0
// A stub: the public signature of the Platform SDK, and no code of it.
package com.genesyslab.platform.commons.collections;

import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

public class KeyValueCollection extends AbstractCollection<Object> {
    private final List<Object> pairs = new ArrayList<>();

    public void addString(String key, String value) {
        pairs.add(new KeyValuePair(key, value));
    }

    public void addInt(String key, int value) {
        pairs.add(new KeyValuePair(key, value));
    }

    public void addList(String key, KeyValueCollection value) {
        pairs.add(new KeyValuePair(key, value));
    }

    @Override
    public Iterator<Object> iterator() {
        return pairs.iterator();
    }

    @Override
    public int size() {
        return pairs.size();
    }
}
