// SPDX-License-Identifier: Apache-2.0
// A stub: the public signature of the Platform SDK, and no code of it.
package com.genesyslab.platform.commons.threading;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

public class SingleThreadInvoker implements AsyncInvoker {
    private final ExecutorService thread;

    public SingleThreadInvoker(String name) {
        thread = Executors.newSingleThreadExecutor(task -> {
            Thread fresh = new Thread(task, name);
            fresh.setDaemon(true);
            return fresh;
        });
    }

    @Override
    public void invoke(Runnable task) {
        if (!thread.isShutdown())
            thread.execute(task);
    }

    @Override
    public void dispose() {
        thread.shutdown();
    }
}
