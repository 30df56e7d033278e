# SPDX-License-Identifier: Apache-2.0
"""A small Interaction Server in memory, served through the binding: enough of
one to pass the Conference suite. Usage: python3 example.py [--port N] [--timeout S]
"""
import argparse
import itertools

from binding import Binding

IM, REPORTING = "InteractionManagement", "Reporting"


class Refused(Exception):
    """The request is answered by EventError: code, description."""


class Interaction:
    def __init__(self, request, submitter):
        self.id, self.submitter = str(request["interactionId"]), submitter
        self.media = request.get("interactionMediatype", "any")
        self.type = request.get("interactionType", "Inbound")
        self.parties = []      # connections of agents, in order of joining
        self.place = None      # ("queue", NAME) or ("workbin", NAME, AGENT)

    def describe(self):
        found = {"interactionId": self.id, "interactionMediatype": self.media,
                 "interactionType": self.type}
        if self.place[0] == "queue":
            return {**found, "interactionQueue": self.place[1]}
        return {**found, "interactionWorkbinTypeId": self.place[1],
                "interactionAgentId": self.place[2]}


class Offer:
    """An invitation that is open."""

    def __init__(self, ticket, interaction, inviter, invited, reference):
        self.ticket, self.interaction = ticket, interaction
        self.inviter, self.invited, self.reference = inviter, invited, reference
        self.timer = None


class InteractionServer(Binding):
    name = "ixconform's Python example"

    def __init__(self, timeout_s):
        super().__init__()
        self.timeout_s = timeout_s
        self.clients, self.interactions, self.offers = [], {}, {}
        self.tickets = itertools.count(1)

    # --- the three methods of the binding ---

    def connect(self, party):
        party.kind = party.agent = party.at = None
        self.clients.append(party)
        party.opened()

    def receive(self, party, request):
        reference = request.get("referenceId")
        serve = getattr(self, "serve_" + request["messageName"], None)
        try:
            if not party.kind and request["messageName"] != "RequestRegisterClient":
                raise Refused(1, "the client is not registered")
            if reference is None:
                raise Refused(13, "there is no referenceId")
            if not serve:
                raise Refused(2, "this request is not served")
            serve(party, request)
        except Refused as refused:
            self.fail(party, reference, *refused.args)
        except KeyError as missing:
            self.fail(party, reference, 3, "there is no %s" % missing)

    def disconnect(self, party):
        self.clients.remove(party)
        for offer in list(self.offers.values()):
            if party in (offer.inviter, offer.invited):
                self.withdraw(offer, "Disconnected")
        for interaction in list(self.interactions.values()):
            if party in interaction.parties:
                self.leave(party, interaction)
        if party.agent:
            self.report("EventAgentLogout", agentId=party.agent, placeId=party.at)

    # --- what is sent ---

    def acknowledge(self, party, reference, **attributes):
        party.send({"messageName": "EventAck", "referenceId": reference,
                    **attributes}, IM)

    def fail(self, party, reference, code, text):
        answered = {} if reference is None else {"referenceId": reference}
        party.send({"messageName": "EventError", **answered, "errorCode": code,
                    "errorDescription": text}, IM)

    def report(self, name, **attributes):
        for client in self.clients:
            if client.kind == "ReportingEngine":
                client.send({"messageName": name, **attributes}, REPORTING)

    def notify(self, interaction, name, about):
        """The parties, and the Reporting engine, of who has joined or left."""
        news = {"interaction": interaction.describe(), "operation": "Conference",
                "party": {"agentId": about.agent, "placeId": about.at}}
        for party in interaction.parties:
            party.send({"messageName": name, **news}, IM)
        self.report(name, **news)

    # --- what the requests need ---

    def find(self, request):
        interaction = self.interactions.get(str(request["interactionId"]))
        if not interaction:
            raise Refused(43, "unknown interaction")
        return interaction

    def find_handled(self, party, request):
        interaction = self.find(request)
        if party not in interaction.parties:
            raise Refused(4, "the client does not handle the interaction")
        return interaction

    def take_offer(self, party, request):
        """The offer that is answered; it has ended then."""
        interaction = self.find(request)
        offer = self.offers.get(request["ticketId"]) \
            if isinstance(request["ticketId"], int) else None
        if not offer or offer.invited is not party or \
                offer.interaction is not interaction:
            raise Refused(5, "no such invitation is open")
        return self.end(offer)

    def end(self, offer):
        offer.timer.cancel()
        return self.offers.pop(offer.ticket)

    def withdraw(self, offer, reason):
        self.end(offer)
        offer.invited.send({
            "messageName": "EventRevoked", "ticketId": offer.ticket,
            "interaction": offer.interaction.describe(),
            "reason": {"reasonSystemName": reason}}, IM)
        self.fail(offer.inviter, offer.reference, 6, "the invitation has ended")

    def expire(self, ticket):
        if ticket in self.offers:
            self.withdraw(self.offers[ticket], "Expired")

    def put(self, interaction, place):
        interaction.place = place
        self.report("EventPlacedInQueue" if place[0] == "queue"
                    else "EventPlacedInWorkbin", interaction=interaction.describe())

    def leave(self, party, interaction):
        """The party goes, its invitations with it; the last one returns the
        interaction to where it came from."""
        interaction.parties.remove(party)
        self.notify(interaction, "EventPartyRemoved", party)
        for offer in list(self.offers.values()):
            if offer.interaction is interaction and \
                    (offer.inviter is party or not interaction.parties):
                self.withdraw(offer, "Left")
        if not interaction.parties:
            self.put(interaction, interaction.place)

    # --- the requests ---

    def serve_RequestRegisterClient(self, party, request):
        party.kind = request["clientType"]
        self.acknowledge(party, request["referenceId"], proxyClientId=party.number)

    def serve_RequestAgentLogin(self, party, request):
        party.agent, party.at = request["agentId"], request["placeId"]
        self.acknowledge(party, request["referenceId"])
        self.report("EventAgentLogin", agentId=party.agent, placeId=party.at)

    def serve_RequestSubmit(self, party, request):
        interaction = Interaction(request, party)
        if interaction.id in self.interactions:
            raise Refused(7, "the interaction exists")
        interaction.place = "queue", request["queue"]
        self.interactions[interaction.id] = interaction
        self.acknowledge(party, request["referenceId"])
        self.report("EventInteractionSubmitted", interaction=interaction.describe())

    def serve_RequestPull(self, party, request):
        place = ("queue", request["queue"]) if "queue" in request \
            else ("workbin", request["workbin"], party.agent)
        found = [i for i in self.interactions.values()
                 if i.place == place and not i.parties]
        if not found:
            raise Refused(8, "there is nothing to pull")
        found[0].parties = [party]
        party.send({"messageName": "EventPulledInteractions",
                    "referenceId": request["referenceId"],
                    "interactions": {found[0].id: {"mediaType": found[0].media}}}, IM)

    def place_elsewhere(self, party, request, place):
        interaction = self.find_handled(party, request)
        self.acknowledge(party, request["referenceId"])
        interaction.place = place
        for other in list(interaction.parties):
            self.leave(other, interaction)

    def serve_RequestPlaceInQueue(self, party, request):
        self.place_elsewhere(party, request, ("queue", request["queue"]))

    def serve_RequestPlaceInWorkbin(self, party, request):
        self.place_elsewhere(party, request,
                             ("workbin", request["workbin"], party.agent))

    def serve_RequestConference(self, party, request):
        interaction = self.find_handled(party, request)
        invited = [c for c in self.clients if c.agent == request["agentId"]]
        if not invited or invited[0] in interaction.parties:
            raise Refused(9, "the agent cannot be invited")
        if any(o.interaction is interaction and o.invited is invited[0]
               for o in self.offers.values()):
            raise Refused(10, "the agent is invited already")
        offer = Offer(next(self.tickets), interaction, party, invited[0],
                      request["referenceId"])
        self.offers[offer.ticket] = offer
        offer.timer = self.later(self.timeout_s, self.expire, offer.ticket)
        self.report("EventAgentInvited", interaction=interaction.describe(),
                    agentId=invited[0].agent, actor={"agentId": party.agent})
        invited[0].send({
            "messageName": "EventInvite", "ticketId": offer.ticket,
            "interaction": interaction.describe(),
            "visibilityMode": request.get("visibilityMode", "Conference"),
            "parties": [{"agentId": p.agent, "placeId": p.at}
                        for p in interaction.parties]}, IM)

    def serve_RequestAccept(self, party, request):
        offer = self.take_offer(party, request)
        self.acknowledge(party, request["referenceId"])
        self.acknowledge(offer.inviter, offer.reference)
        self.notify(offer.interaction, "EventPartyAdded", party)
        offer.interaction.parties.append(party)

    def serve_RequestReject(self, party, request):
        offer = self.take_offer(party, request)
        self.acknowledge(party, request["referenceId"])
        self.fail(offer.inviter, offer.reference, 11, "the agent has rejected")
        self.report("EventRejected", interaction=offer.interaction.describe(),
                    actor={"agentId": party.agent, "placeId": party.at})

    def serve_RequestLeaveInteraction(self, party, request):
        interaction = self.find_handled(party, request)
        self.acknowledge(party, request["referenceId"])
        self.leave(party, interaction)

    def serve_RequestStopProcessing(self, party, request):
        interaction = self.find(request)
        if interaction.submitter is not party:
            raise Refused(12, "only who has submitted it can stop it")
        for offer in list(self.offers.values()):
            if offer.interaction is interaction:
                self.withdraw(offer, "Stopped")
        for other in interaction.parties:
            other.send({"messageName": "EventRevoked",
                        "interaction": interaction.describe()}, IM)
        del self.interactions[interaction.id]
        self.acknowledge(party, request["referenceId"])
        self.report("EventProcessingStopped", interaction=interaction.describe())


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--port", type=int, default=8787, help="0: any free one")
    options.add_argument("--timeout", type=float, default=30,
                         help="how long an invitation stays open, in seconds")
    given = options.parse_args()
    InteractionServer(given.timeout).serve("127.0.0.1", given.port)
