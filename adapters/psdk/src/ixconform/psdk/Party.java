// SPDX-License-Identifier: Apache-2.0
package ixconform.psdk;

import com.genesyslab.platform.commons.protocol.ChannelClosedEvent;
import com.genesyslab.platform.commons.protocol.ChannelErrorEvent;
import com.genesyslab.platform.commons.protocol.ChannelListener;
import com.genesyslab.platform.commons.protocol.Endpoint;
import com.genesyslab.platform.commons.protocol.Message;
import com.genesyslab.platform.commons.protocol.ProtocolException;
import com.genesyslab.platform.commons.threading.SingleThreadInvoker;
import com.genesyslab.platform.openmedia.protocol.InteractionServerProtocol;
import com.genesyslab.platform.openmedia.protocol.interactionserver.InteractionClient;
import java.util.EventObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * One client: a connection of the SDK. It is made when RequestRegisterClient comes, since open()
 * connects and registers in one, and swallows the answer: EventAck or EventError is ours then.
 */
final class Party {
    private final Channel channel;
    private final long number;
    private final Messages messages;
    /** What blocks: in order, and in no one else's way. */
    private final ExecutorService work = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "party");
        thread.setDaemon(true);
        return thread;
    });
    /** One thread for each party, or the order on its connection is lost. */
    private final SingleThreadInvoker invoker;
    private InteractionServerProtocol link; // only of 'work'; null: not registered
    private boolean hasEnded;

    Party(Channel channel, long number, Messages messages) {
        this.channel = channel;
        this.number = number;
        this.messages = messages;
        invoker = new SingleThreadInvoker("party-" + number);
    }

    /** Of the channel, whose lock is that of its parties. */
    boolean hasEnded() {
        synchronized (channel) {
            return hasEnded;
        }
    }

    void send(Map<String, Object> request) {
        work.execute(() -> {
            try {
                if (request.get("referenceId") == null)
                    complain("a request needs a referenceId");
                else if (request.get("messageName").equals("RequestRegisterClient") && link == null)
                    register(request);
                else if (link == null)
                    complain("the client has not registered: the SDK sends nothing before");
                else
                    link.send(messages.request(request));
            } catch (ProtocolException | IllegalStateException broken) {
                end(true, broken.toString());
            } catch (ReflectiveOperationException | RuntimeException ours) {
                complain(request.get("messageName") + ": " + ours.getMessage());
            }
        });
    }

    private void register(Map<String, Object> request) throws ReflectiveOperationException {
        String name = String.valueOf(request.get("clientName"));
        InteractionServerProtocol fresh = new InteractionServerProtocol(
            new Endpoint(name, messages.setting("server.host"), Integer.parseInt(messages.setting("server.port"))));
        fresh.setClientName(name);
        fresh.setClientType((InteractionClient) Messages.constant(
            InteractionClient.class, String.valueOf(request.get("clientType"))));
        fresh.setInvoker(invoker);
        fresh.setMessageHandler(this::receive);
        fresh.addChannelListener(new ChannelListener() {
            @Override
            public void onChannelOpened(EventObject event) {
            }

            @Override
            public void onChannelClosed(ChannelClosedEvent event) {
                end(false, "closed by the server");
            }

            @Override
            public void onChannelError(ChannelErrorEvent event) {
                complain("the SDK reports: " + event);
            }
        });
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("messageName", "EventAck");
        answer.put("referenceId", request.get("referenceId"));
        try {
            fresh.open();
            link = fresh;
        } catch (ProtocolException refused) {
            answer.put("messageName", "EventError");
            answer.put("errorCode", 0);
            answer.put("errorDescription", String.valueOf(refused.getMessage()));
        }
        say(answer);
    }

    /** In the thread of the SDK. */
    private void receive(Message message) {
        try {
            say(messages.event(message));
        } catch (ReflectiveOperationException | RuntimeException ours) {
            complain(message.messageName() + ": " + ours);
        }
    }

    private void say(Map<String, Object> message) {
        synchronized (channel) {
            if (!hasEnded)
                channel.down("message", number, "tag", "derived", "message", message);
        }
    }

    private void complain(String text) {
        synchronized (channel) {
            if (!hasEnded)
                channel.down("error", number, "text", text);
        }
    }

    /** The connection is over, by us or by the server. */
    void end(boolean closes, String text) {
        synchronized (channel) {
            if (hasEnded)
                return;
            hasEnded = true;
            channel.down("closed", number, "text", text);
        }
        work.execute(() -> {
            try {
                if (link != null && closes)
                    link.close();
            } catch (ProtocolException | IllegalStateException gone) {
                System.err.println("party " + number + ": " + gone);
            }
            invoker.dispose();
        });
        work.shutdown();
    }
}
