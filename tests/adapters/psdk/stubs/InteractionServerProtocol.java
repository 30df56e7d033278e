// SPDX-License-Identifier: Apache-2.0
// A stub: the public signature of the Platform SDK, and no code of it.
package com.genesyslab.platform.openmedia.protocol;

import com.genesyslab.platform.commons.protocol.ChannelClosedEvent;
import com.genesyslab.platform.commons.protocol.ChannelListener;
import com.genesyslab.platform.commons.protocol.Endpoint;
import com.genesyslab.platform.commons.protocol.Message;
import com.genesyslab.platform.commons.protocol.MessageHandler;
import com.genesyslab.platform.commons.protocol.ProtocolException;
import com.genesyslab.platform.commons.threading.AsyncInvoker;
import com.genesyslab.platform.openmedia.protocol.interactionserver.InteractionClient;
import fake.FakeServer;
import java.util.ArrayList;
import java.util.List;

public class InteractionServerProtocol {
    public String name;
    public InteractionClient type;
    private final List<ChannelListener> listeners = new ArrayList<>();
    private MessageHandler handler;
    private AsyncInvoker invoker;

    public InteractionServerProtocol(Endpoint endpoint) {
    }

    public void setClientName(String given) {
        name = given;
    }

    public void setClientType(InteractionClient given) {
        type = given;
    }

    public void setInvoker(AsyncInvoker given) {
        invoker = given;
    }

    public void setMessageHandler(MessageHandler given) {
        handler = given;
    }

    public void addChannelListener(ChannelListener listener) {
        listeners.add(listener);
    }

    public void open() throws ProtocolException {
        FakeServer.ONLY.connect(this);
    }

    public void close() throws ProtocolException {
        FakeServer.ONLY.lose(this);
    }

    public void send(Message message) throws ProtocolException {
        FakeServer.ONLY.take(this, message);
    }

    /** Of the fake: what it sends. */
    public void deliver(Message message) {
        invoker.invoke(() -> handler.onMessage(message));
    }

    /** Of the fake: it hangs up. */
    public void hangUp() {
        invoker.invoke(() -> listeners.forEach(one -> one.onChannelClosed(new ChannelClosedEvent(this))));
    }
}
