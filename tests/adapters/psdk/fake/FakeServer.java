// SPDX-License-Identifier: Apache-2.0
package fake;

import com.genesyslab.platform.commons.collections.KeyValueCollection;
import com.genesyslab.platform.commons.protocol.Message;
import com.genesyslab.platform.commons.protocol.ProtocolException;
import com.genesyslab.platform.openmedia.protocol.InteractionServerProtocol;
import com.genesyslab.platform.openmedia.protocol.interactionserver.InteractionClient;
import com.genesyslab.platform.openmedia.protocol.interactionserver.InteractionOperation;
import com.genesyslab.platform.openmedia.protocol.interactionserver.InteractionProperties;
import com.genesyslab.platform.openmedia.protocol.interactionserver.PartyInfo;
import com.genesyslab.platform.openmedia.protocol.interactionserver.ReasonInfo;
import com.genesyslab.platform.openmedia.protocol.interactionserver.events.*;
import com.genesyslab.platform.openmedia.protocol.interactionserver.requests.agentmanagement.*;
import com.genesyslab.platform.openmedia.protocol.interactionserver.requests.interactiondelivery.*;
import com.genesyslab.platform.openmedia.protocol.interactionserver.requests.interactionmanagement.*;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What the stubs are connected to: an Interaction Server in memory, in objects of the SDK. */
public final class FakeServer {
    public static final FakeServer ONLY = new FakeServer();

    /** A request that cannot be granted. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1;
        final int code;

        Refused(int code, String text) {
            super(text);
            this.code = code;
        }
    }

    private static final class Interaction {
        InteractionProperties facts = InteractionProperties.create();
        InteractionServerProtocol submitter;
        final List<InteractionServerProtocol> parties = new ArrayList<>();
        String queue, workbin, owner;
    }

    private static final class Offer {
        int ticket, reference;
        Interaction about;
        InteractionServerProtocol inviter, invited;
    }

    private final long timeoutMs = Long.getLong("fake.timeout.ms", 30000);
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1, task -> {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    });
    private final Map<InteractionServerProtocol, PartyInfo> clients = new LinkedHashMap<>();
    private final Map<String, Interaction> interactions = new LinkedHashMap<>();
    private final Map<Integer, Offer> offers = new LinkedHashMap<>();
    private int tickets;

    // --- connections ---

    public synchronized void connect(InteractionServerProtocol link) throws ProtocolException {
        if (link.type.name().equals(System.getProperty("fake.refuses")))
            throw new ProtocolException("this kind of client is not welcome");
        clients.put(link, PartyInfo.create());
    }

    public synchronized void lose(InteractionServerProtocol link) {
        PartyInfo agent = clients.remove(link);
        if (agent == null)
            return;
        for (Offer offer : new ArrayList<>(offers.values()))
            if (offer.inviter == link || offer.invited == link)
                withdraw(offer, "Disconnected");
        for (Interaction one : interactions.values())
            if (one.parties.contains(link))
                leave(link, agent, one);
        if (agent.getAgentId() == null)
            return;
        EventAgentLogout event = EventAgentLogout.create();
        event.setAgentId(agent.getAgentId());
        event.setPlaceId(agent.getPlaceId());
        report(event);
    }

    public synchronized void take(InteractionServerProtocol link, Message request) throws ProtocolException {
        if (!clients.containsKey(link))
            throw new ProtocolException("the connection is closed");
        if (request.messageName().equals(System.getProperty("fake.hangs.up"))) {
            lose(link);
            link.hangUp();
            return;
        }
        try {
            serve(link, request);
        } catch (Refused refused) {
            fail(link, referenceOf(request), refused.code, refused.getMessage());
        }
    }

    private static int referenceOf(Message request) {
        try {
            return (Integer) request.getClass().getMethod("getReferenceId").invoke(request);
        } catch (ReflectiveOperationException wrong) {
            throw new IllegalStateException(wrong);
        }
    }

    // --- what is sent ---

    private void send(InteractionServerProtocol link, Message event) {
        if (clients.containsKey(link))
            link.deliver(event);
        if (event.messageName().equals(System.getProperty("fake.leaks")) && link.type == InteractionClient.ReportingEngine)
            for (Interaction one : interactions.values())
                one.parties.forEach(agent -> agent.deliver(event));
    }

    private void report(Message event) {
        for (InteractionServerProtocol link : clients.keySet())
            if (link.type == InteractionClient.ReportingEngine)
                send(link, event);
    }

    private void acknowledge(InteractionServerProtocol link, int reference) {
        EventAck event = EventAck.create();
        event.setReferenceId(reference);
        send(link, event);
    }

    private void fail(InteractionServerProtocol link, int reference, int code, String text) {
        EventError event = EventError.create();
        event.setReferenceId(reference);
        event.setErrorCode(code);
        event.setErrorDescription(text);
        send(link, event);
    }

    // --- interactions and invitations ---

    private Interaction find(String id) throws Refused {
        Interaction found = interactions.get(id);
        if (found == null)
            throw new Refused(43, "unknown interaction");
        return found;
    }

    private Interaction handled(InteractionServerProtocol link, String id) throws Refused {
        Interaction found = find(id);
        if (!found.parties.contains(link))
            throw new Refused(4, "the client does not handle the interaction");
        return found;
    }

    private Offer answered(InteractionServerProtocol link, int ticket, String id) throws Refused {
        Offer offer = offers.get(ticket);
        if (offer == null || offer.invited != link || offer.about != find(id))
            throw new Refused(5, "no such invitation is open");
        return offers.remove(ticket);
    }

    private void withdraw(Offer offer, String why) {
        if (offers.remove(offer.ticket) == null)
            return;
        EventRevoked event = EventRevoked.create();
        event.setInteraction(offer.about.facts);
        event.setReason(ReasonInfo.create(why, ""));
        send(offer.invited, event);
        fail(offer.inviter, offer.reference, 6, "the invitation has ended");
    }

    private void put(Interaction one) {
        // What was sent before is still on its way.
        InteractionProperties fresh = InteractionProperties.create();
        fresh.setInteractionId(one.facts.getInteractionId());
        fresh.setInteractionMediatype(one.facts.getInteractionMediatype());
        fresh.setInteractionType(one.facts.getInteractionType());
        fresh.setInteractionQueue(one.queue);
        fresh.setInteractionWorkbinTypeId(one.workbin);
        fresh.setInteractionAgentId(one.owner);
        one.facts = fresh;
        if (one.workbin == null) {
            EventPlacedInQueue event = EventPlacedInQueue.create();
            event.setInteraction(one.facts);
            report(event);
        } else {
            EventPlacedInWorkbin event = EventPlacedInWorkbin.create();
            event.setInteraction(one.facts);
            report(event);
        }
    }

    private void leave(InteractionServerProtocol link, PartyInfo agent, Interaction one) {
        one.parties.remove(link);
        EventPartyRemoved event = EventPartyRemoved.create();
        event.setInteraction(one.facts);
        event.setParty(agent);
        event.setOperation(InteractionOperation.Conference);
        one.parties.forEach(other -> send(other, event));
        report(event);
        for (Offer offer : new ArrayList<>(offers.values()))
            if (offer.about == one && (offer.inviter == link || one.parties.isEmpty()))
                withdraw(offer, "Left");
        if (one.parties.isEmpty())
            put(one);
    }

    // --- requests ---

    private void serve(InteractionServerProtocol link, Message request) throws Refused {
        if (request instanceof RequestAgentLogin)
            logIn(link, (RequestAgentLogin) request);
        else if (request instanceof RequestSubmit)
            submit(link, (RequestSubmit) request);
        else if (request instanceof RequestPull)
            pull(link, (RequestPull) request);
        else if (request instanceof RequestPlaceInQueue)
            place(link, (RequestPlaceInQueue) request);
        else if (request instanceof RequestPlaceInWorkbin)
            place(link, (RequestPlaceInWorkbin) request);
        else if (request instanceof RequestConference)
            invite(link, (RequestConference) request);
        else if (request instanceof RequestAccept)
            accept(link, (RequestAccept) request);
        else if (request instanceof RequestReject)
            reject(link, (RequestReject) request);
        else if (request instanceof RequestLeaveInteraction)
            leave(link, (RequestLeaveInteraction) request);
        else if (request instanceof RequestStopProcessing)
            stop(link, (RequestStopProcessing) request);
        else
            throw new Refused(2, "this request is not served");
    }

    private void logIn(InteractionServerProtocol link, RequestAgentLogin request) throws Refused {
        if (request.getMediaList() == null || request.getMediaList().size() != 1)
            throw new Refused(3, "an agent has one medium");
        PartyInfo agent = clients.get(link);
        agent.setAgentId(request.getAgentId());
        agent.setPlaceId(request.getPlaceId());
        acknowledge(link, request.getReferenceId());
        EventAgentLogin event = EventAgentLogin.create();
        event.setAgentId(agent.getAgentId());
        event.setPlaceId(agent.getPlaceId());
        report(event);
    }

    private void submit(InteractionServerProtocol link, RequestSubmit request) throws Refused {
        if (interactions.containsKey(request.getInteractionId()) || request.getTenantId() == null)
            throw new Refused(7, "the interaction exists, or has no tenant");
        Interaction one = new Interaction();
        one.submitter = link;
        one.queue = request.getQueue();
        one.facts.setInteractionId(request.getInteractionId());
        one.facts.setInteractionMediatype(request.getMediaType());
        one.facts.setInteractionType(request.getInteractionType());
        one.facts.setInteractionQueue(one.queue);
        one.facts.setInteractionUserData(nested());
        interactions.put(request.getInteractionId(), one);
        acknowledge(link, request.getReferenceId());
        EventInteractionSubmitted event = EventInteractionSubmitted.create();
        event.setInteraction(one.facts);
        report(event);
    }

    private static KeyValueCollection nested() {
        KeyValueCollection inner = new KeyValueCollection();
        inner.addInt("number", 7);
        inner.addString("text", "seven \"quoted\"");
        KeyValueCollection outer = new KeyValueCollection();
        outer.addList("list", inner);
        return outer;
    }

    /** A view is named like its queue, or like its workbin. */
    private void pull(InteractionServerProtocol link, RequestPull request) throws Refused {
        String agent = clients.get(link).getAgentId(), view = request.getViewId();
        for (Interaction one : interactions.values()) {
            boolean isThere = one.workbin == null ? one.queue.equals(view)
                : one.workbin.equals(view) && Objects.equals(one.owner, agent);
            if (!isThere || !one.parties.isEmpty())
                continue;
            one.parties.add(link);
            KeyValueCollection facts = new KeyValueCollection(), found = new KeyValueCollection();
            facts.addString("mediaType", one.facts.getInteractionMediatype());
            found.addList(one.facts.getInteractionId(), facts);
            EventPulledInteractions event = EventPulledInteractions.create();
            event.setReferenceId(request.getReferenceId());
            event.setInteractions(found);
            send(link, event);
            return;
        }
        throw new Refused(8, "there is nothing to pull");
    }

    private void place(InteractionServerProtocol link, RequestPlaceInQueue request) throws Refused {
        Interaction one = handled(link, request.getInteractionId());
        one.queue = request.getQueue();
        one.workbin = one.owner = null;
        acknowledge(link, request.getReferenceId());
        new ArrayList<>(one.parties).forEach(other -> leave(other, clients.get(other), one));
    }

    private void place(InteractionServerProtocol link, RequestPlaceInWorkbin request) throws Refused {
        Interaction one = handled(link, request.getInteractionId());
        one.workbin = request.getWorkbin();
        one.owner = clients.get(link).getAgentId();
        acknowledge(link, request.getReferenceId());
        new ArrayList<>(one.parties).forEach(other -> leave(other, clients.get(other), one));
    }

    private void invite(InteractionServerProtocol link, RequestConference request) throws Refused {
        Interaction one = handled(link, request.getInteractionId());
        InteractionServerProtocol invited = null;
        for (Map.Entry<InteractionServerProtocol, PartyInfo> client : clients.entrySet())
            if (request.getAgentId().equals(client.getValue().getAgentId()))
                invited = client.getKey();
        if (invited == null || one.parties.contains(invited))
            throw new Refused(9, "the agent cannot be invited");
        for (Offer other : offers.values())
            if (other.about == one && other.invited == invited)
                throw new Refused(10, "the agent is invited already");
        Offer offer = new Offer();
        offer.ticket = ++tickets;
        offer.reference = request.getReferenceId();
        offer.about = one;
        offer.inviter = link;
        offer.invited = invited;
        offers.put(offer.ticket, offer);
        timer.schedule(() -> expire(offer), timeoutMs, TimeUnit.MILLISECONDS);
        EventAgentInvited news = EventAgentInvited.create();
        news.setInteraction(one.facts);
        news.setActor(clients.get(link));
        report(news);
        EventInvite event = EventInvite.create();
        event.setTicketId(offer.ticket);
        event.setInteraction(one.facts);
        event.setVisibilityMode(request.getVisibilityMode());
        event.setParties(one.parties.stream().map(clients::get).toArray(PartyInfo[]::new));
        send(invited, event);
    }

    private synchronized void expire(Offer offer) {
        withdraw(offer, "Expired");
    }

    private void accept(InteractionServerProtocol link, RequestAccept request) throws Refused {
        Offer offer = answered(link, request.getTicketId(), request.getInteractionId());
        acknowledge(link, request.getReferenceId());
        acknowledge(offer.inviter, offer.reference);
        EventPartyAdded event = EventPartyAdded.create();
        event.setInteraction(offer.about.facts);
        event.setParty(clients.get(link));
        event.setOperation(InteractionOperation.Conference);
        offer.about.parties.forEach(other -> send(other, event));
        report(event);
        offer.about.parties.add(link);
    }

    private void reject(InteractionServerProtocol link, RequestReject request) throws Refused {
        Offer offer = answered(link, request.getTicketId(), request.getInteractionId());
        acknowledge(link, request.getReferenceId());
        fail(offer.inviter, offer.reference, 11, "the agent has rejected");
        EventRejected event = EventRejected.create();
        event.setInteraction(offer.about.facts);
        event.setActor(clients.get(link));
        report(event);
    }

    private void leave(InteractionServerProtocol link, RequestLeaveInteraction request) throws Refused {
        Interaction one = handled(link, request.getInteractionId());
        acknowledge(link, request.getReferenceId());
        leave(link, clients.get(link), one);
    }

    private void stop(InteractionServerProtocol link, RequestStopProcessing request) throws Refused {
        Interaction one = find(request.getInteractionId());
        if (one.submitter != link || request.getReason() == null)
            throw new Refused(12, "only who has submitted it can stop it, for a reason");
        for (Offer offer : new ArrayList<>(offers.values()))
            if (offer.about == one)
                withdraw(offer, "Stopped");
        interactions.remove(request.getInteractionId());
        acknowledge(link, request.getReferenceId());
    }
}
