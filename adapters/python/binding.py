# SPDX-License-Identifier: Apache-2.0
"""ixconform's binding (docs/binding.md) for a server written in Python.

Subclass Binding and fill in three methods: connect(), receive() and
disconnect(). What comes back goes through the Party: opened(), send() and
hang_up(). All six are called with Binding.lock held; another thread, such as
the callback of an SDK, takes it first: "with binding.lock: party.send(...)".
"""
import hmac
import json
import re
import secrets
import sys
import threading
import time
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from frames import Refusal, read_frame

BODY_MAX_BYTES = 4 << 20
CHANNELS_MAX = 16            # a run needs one
PARTIES_MAX = 200000         # of a channel, those that have ended included
FRAMES_KEPT = 65536          # that the client may still ask for again
IDLE_S, SILENCE_S = 60, 15   # a channel is forgotten; an empty line is sent
PATH = re.compile(r"/ixconform/1/channels(?:/([A-Za-z0-9_-]{1,63})(/frames)?)?")


class Binding:
    """A server, or an adapter to one. `lock` is held in all of its methods."""

    name, version = "example", "1"
    fence = True  # only if receive() sends all that follows before it returns
    token = None  # what "Authorization: Bearer" has to say; None: no one is asked

    def __init__(self):
        self.lock = threading.RLock()
        self.channels = {}

    def connect(self, party):
        """A client connects: call party.opened(), now or later."""
        raise NotImplementedError

    def receive(self, party, message):
        """It sends that request, a dict with "messageName". Do not block."""
        raise NotImplementedError

    def disconnect(self, party):
        """Its connection is lost: there is no one left to send to."""
        raise NotImplementedError

    def later(self, seconds, call, *arguments):
        """Call it after that time, unless .cancel() is called first (it may be
        too late by then: look whether there is still something to do)."""
        def locked():
            with self.lock:
                call(*arguments)
        timer = threading.Timer(seconds, locked)
        timer.daemon = True
        timer.start()
        return timer

    def serve(self, host="127.0.0.1", port=8787):
        """Listen there (port 0: a free one), print the address, and serve."""
        server = Listener((host, port), Handler)
        server.binding = self
        print("http://%s:%d/" % server.server_address[:2], flush=True)
        server.serve_forever()

    def make_channel(self):
        now = time.monotonic()
        for channel in list(self.channels.values()):
            if not channel.streams and now - channel.used > IDLE_S:
                channel.end()
        if len(self.channels) >= CHANNELS_MAX:
            raise Refusal(503, "there are %d channels already" % CHANNELS_MAX)
        channel = Channel(self)
        self.channels[channel.name] = channel
        return {"channel": channel.name,
                "server": {"name": self.name, "version": self.version},
                "capabilities": ["clock", "resend"] + ["fence"] * self.fence}


class Party:
    """The connection of one client. Put what you know of it in attributes."""

    def __init__(self, channel, number, name):
        self.channel, self.number, self.name = channel, number, name
        self.is_open = self.has_ended = False

    def opened(self):
        """It may send now."""
        if not (self.is_open or self.has_ended):
            self.is_open = True
            self.channel.down("opened", self.number)

    def send(self, message, protocol=None):
        """To the client, under that tag; None: your source knows no tags."""
        if self.is_open:
            tag = {"protocol": protocol} if protocol else {"tag": "derived"}
            self.channel.down("message", self.number, **tag, message=message)

    def hang_up(self, text=""):
        """Close the connection. disconnect() is not called."""
        if not self.has_ended:
            self.is_open, self.has_ended = False, True
            self.channel.parties[self.number] = None
            self.channel.down("closed", self.number, text=text)

    def lose(self):
        """The client has hung up."""
        if not self.has_ended:
            self.is_open = False
            self.channel.binding.disconnect(self)
            self.hang_up("closed by the client")


class Channel:
    """What a client sends and gets: frames up are applied in order, frames
    down are numbered and kept until they are acknowledged."""

    def __init__(self, binding):
        self.binding, self.name = binding, secrets.token_urlsafe(12)
        self.changed = threading.Condition(binding.lock)
        self.parties = {}
        self.kept, self.sequence = [], 0
        self.request, self.answer = 0, None  # the newest, for sending it again
        self.streams, self.newest_stream = 0, 0
        self.used, self.has_ended = time.monotonic(), False

    def down(self, kind, number=None, **members):
        self.sequence += 1
        head = {"seq": self.sequence, "timeUs": time.monotonic_ns() // 1000,
                "frame": kind, **({"party": number} if number else {})}
        self.kept.append(json.dumps({**head, **members}).encode() + b"\n")
        if len(self.kept) > 2 * FRAMES_KEPT:
            del self.kept[:FRAMES_KEPT]
        self.changed.notify_all()

    def up(self, frame):
        kind, number = frame["frame"], frame["party"]
        party = self.parties.get(number)
        is_new = number not in self.parties and len(self.parties) < PARTIES_MAX
        if kind == "open" and is_new:
            party = Party(self, number, frame.get("name", ""))
            self.parties[number] = party
            self.binding.connect(party)
        elif kind == "close" and party:
            party.lose()
        elif kind == "fence" and party and party.is_open:
            if self.binding.fence:
                self.down("fence", number, fence=frame["fence"])
        elif kind == "send" and party and party.is_open:
            self.binding.receive(party, frame["message"])
        else:
            self.down("error", number, text="party %d cannot be opened" % number
                      if kind == "open" else "party %d is not open" % number)

    def post(self, body, number):
        """Apply the lines of a request, once if it has a number."""
        if number is not None and number <= self.request:
            return self.answer if number == self.request else (204, None)
        if number is not None and number > self.request + 1:
            raise Refusal(400, "'n' is %d; the next one is %d"
                          % (number, self.request + 1))
        answer = 204, None
        try:
            for i, line in enumerate(body.split(b"\n"), 1):
                if line.rstrip(b"\r"):
                    self.up(read_frame(line, i))
        except Refusal as refusal:
            answer = refusal.status, refusal.body
        self.request, self.answer = number or self.request, answer
        return answer

    def first(self):
        return self.sequence - len(self.kept) + 1

    def start_stream(self, after):
        """It takes over from an older one; everything up to `after` is acknowledged."""
        if after > self.sequence:
            raise Refusal(400, "'after' is %d; the last frame is %d"
                          % (after, self.sequence))
        if after < self.first() - 1:
            raise Refusal(410, "frame %d is no longer kept" % (after + 1))
        del self.kept[:after - self.first() + 1]
        self.newest_stream += 1
        self.changed.notify_all()
        return self.newest_stream

    def next_lines(self, stream, after):
        """What follows `after`, an empty line after a silence, or None: the end."""
        self.changed.wait_for(lambda: self.has_ended or self.sequence > after
                              or self.newest_stream != stream, SILENCE_S)
        is_over = self.newest_stream != stream or self.first() > after + 1
        if is_over or (self.has_ended and self.sequence == after):
            return None
        return b"".join(self.kept[after - self.first() + 1:]) or b"\n"

    def end(self):
        for party in list(filter(None, self.parties.values())):
            party.lose()
        self.has_ended = True
        self.changed.notify_all()
        self.binding.channels.pop(self.name, None)


# --- HTTP ---

class Listener(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], OSError):  # else it has gone
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 2 * IDLE_S

    def log_message(self, *_):
        pass

    def answer(self, status, value=None):
        body = b"" if value is None else json.dumps(value).encode() + b"\n"
        self.send_response(status)
        if status != 204:
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(b"" if self.command == "HEAD" else body)

    def read_body(self):
        size = self.headers.get("Content-Length", "0")
        if "Transfer-Encoding" in self.headers or not size.isdecimal():
            self.close_connection = True
            raise Refusal(400, "the body needs a Content-Length")
        left = int(size)
        if left <= BODY_MAX_BYTES:
            return self.rfile.read(left)
        # The client reads the answer when it has sent it all; within reason.
        self.close_connection = True
        left = min(left, 4 * BODY_MAX_BYTES)
        while left > 0:
            left -= len(self.rfile.read(min(left, 1 << 16))) or left
        raise Refusal(413, "the body has more than 4 MiB")

    def number(self, name):
        words = parse_qs(urlsplit(self.path).query).get(name, [])
        if len(words) != 1 or not re.fullmatch("[0-9]{1,18}", words[0], re.A):
            raise Refusal(400, "'%s' must be a number, once" % name)
        return int(words[0])

    def stream(self, channel):
        after = self.number("after")
        with channel.binding.lock:
            stream = channel.start_stream(after)
            channel.streams += 1
        try:
            self.send_response(200)
            for header in (("Content-Type", "application/x-ndjson"),
                           ("Transfer-Encoding", "chunked"),
                           ("Cache-Control", "no-store"),
                           ("X-Accel-Buffering", "no")):
                self.send_header(*header)
            self.end_headers()
            lines = b""
            while lines is not None:
                with channel.binding.lock:
                    lines = channel.next_lines(stream, after)
                    after = channel.sequence
                self.wfile.write(b"%x\r\n%b\r\n" % (len(lines or b""), lines or b""))
        finally:
            with channel.binding.lock:
                channel.streams -= 1
                channel.used = time.monotonic()

    def serve(self):
        binding, body = self.server.binding, self.read_body()
        given = self.headers.get("Authorization", "")
        if binding.token and not hmac.compare_digest(
                given.encode(), b"Bearer " + binding.token.encode()):
            raise Refusal(401, "the token is missing or wrong")
        path = PATH.fullmatch(urlsplit(self.path).path)
        with binding.lock:
            channel = path and binding.channels.get(path[1])
            if not path or (path[1] and not channel):
                raise Refusal(404, "there is no such path or channel")
            if channel:
                channel.used = time.monotonic()
            answer = self.act(binding, channel, path[2], body)
        if answer:
            self.answer(*answer)
        else:
            self.stream(channel)

    def act(self, binding, channel, has_frames, body):
        """The answer, or None: the stream of the channel."""
        what = self.command, bool(channel), bool(has_frames)
        if what == ("POST", False, False):
            return 201, binding.make_channel()
        if what == ("DELETE", True, False):
            channel.end()
            return 204, None
        if what == ("POST", True, True):
            numbered = "n" in parse_qs(urlsplit(self.path).query)
            return channel.post(body, self.number("n") if numbered else None)
        if what == ("GET", True, True):
            return None
        raise Refusal(405, "not with this method")

    def handle_request(self):
        try:
            try:
                self.serve()
            except Refusal as refusal:
                self.answer(refusal.status, refusal.body)
        except OSError:  # the client has gone
            self.close_connection = True
        except Exception:  # ours: say so on both sides
            traceback.print_exc(file=sys.stderr)
            self.answer(500, {"error": "the server has failed; see its output"})

    do_GET = do_POST = do_DELETE = do_PUT = do_PATCH = handle_request
    do_HEAD = do_OPTIONS = handle_request
