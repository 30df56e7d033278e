# SPDX-License-Identifier: Apache-2.0
"""Speaks the binding to the server at a URL as no client does, and says of each
check, in a line of its own, whether it held: "0 TEXT" or "1 TEXT"."""
import http.client
import json
import sys
import urllib.parse

CHANNELS = "/ixconform/1/channels"
host = urllib.parse.urlsplit(sys.argv[1]).netloc


def check(text, held):
    print(0 if held else 1, text, flush=True)


def ask(method, path, body=None):
    connection = http.client.HTTPConnection(host, timeout=10)
    connection.request(method, path, body)
    response = connection.getresponse()
    answer = response.status, response.read()
    connection.close()
    return answer


def refused(path, status, body, line=None):
    found, text = ask("POST", path, body)
    return found == status and (line is None or json.loads(text)["line"] == line)


def stream(frames, after):
    connection = http.client.HTTPConnection(host, timeout=10)
    connection.request("GET", "%s?after=%d" % (frames, after))
    return connection.getresponse()


def read(response, count):
    return [json.loads(response.readline()) for _ in range(count)]


def new_channel():
    status, text = ask("POST", CHANNELS, b"")
    answer = json.loads(text)
    return "%s/%s" % (CHANNELS, answer["channel"]), status, answer


def register(party, reference):
    return json.dumps({"frame": "send", "party": party, "protocol": "InteractionManagement",
                       "message": {"messageName": "RequestRegisterClient", "referenceId": reference,
                                   "clientName": "c", "clientType": "AgentApplication"}}).encode()


def check_paths():
    channel, status, answer = new_channel()
    check("a channel is made", status == 201 and "resend" in answer["capabilities"])
    check("an unknown path", ask("GET", "/elsewhere")[0] == 404)
    check("an unknown channel", ask("POST", CHANNELS + "/zz/frames", b"")[0] == 404)
    check("another method", ask("PUT", channel + "/frames", b"")[0] == 405
          and ask("GET", CHANNELS)[0] == 405 and ask("HEAD", channel)[0] == 405)
    check("no after", ask("GET", channel + "/frames")[0] == 400)
    check("after what was never sent", ask("GET", channel + "/frames?after=7")[0] == 400)
    check("a channel ends", ask("DELETE", channel)[0] == 204
          and ask("DELETE", channel)[0] == 404)


def check_lines():
    channel, _, _ = new_channel()
    frames = channel + "/frames"
    opening = b'{"frame":"open","party":1,"name":"a"}\r\n\n'
    check("a line that is no frame ends a request", refused(frames, 400, opening + b"[1]\n", 3))
    down = stream(frames, 0)
    check("what was before it is applied", read(down, 1)[0]["frame"] == "opened")
    for text, line in (
            ("a kind that only goes down", b'{"frame":"opened","party":1}'),
            ("a party beyond 32 bits", b'{"frame":"open","party":4294967296}'),
            ("a party that is a boolean", b'{"frame":"open","party":true}'),
            ("a member twice", b'{"frame":"close","party":1,"party":1}'),
            ("a second value", b'{"frame":"close","party":1} 2'),
            ("a number beyond 64 bits", b'{"frame":"close","party":1,"x":9223372036854775808}'),
            ("no number", b'{"frame":"close","party":1,"x":NaN}'),
            ("no UTF-8", b'{"frame":"close","party":1,"x":"\xff"}'),
            ("no protocol", register(1, 1).replace(b"protocol", b"tag")),
            ("no name of a message", register(1, 1).replace(b"messageName", b"name")),
            ("nesting", register(1, 1).replace(b'"c"', b"[" * 16 + b"]" * 16)),
            ("nesting without end", b"[" * 100000),
            ("too many values", register(1, 1).replace(b'"c"', b"[" + b"1," * 4096 + b"1]"))):
        check("refused: " + text, refused(frames, 400, line, 1))
    check("a line of more than 1 MiB", refused(frames, 413, b"\n" + b" " * (1 << 20) + b"{}", 2))
    check("a body of more than 4 MiB", refused(frames, 413, b"\n" * ((4 << 20) + 1)))
    check("the last line needs no newline", ask("POST", frames, register(1, 1))[0] == 204)
    ask("POST", frames, b'{"frame":"open","party":1}\n{"frame":"fence","party":1,"fence":9}\n'
        b'{"frame":"fence","party":2,"fence":9}\n{"frame":"close","party":1}\n'
        b'{"frame":"close","party":1}\n')
    found = [f["frame"] for f in read(down, 6)]
    check("each frame has its answer, in order",
          found == ["message", "error", "fence", "error", "closed", "error"])
    ask("DELETE", channel)
    check("the stream ends with its channel", down.readline() == b"")


def check_streams():
    channel, _, _ = new_channel()
    frames = channel + "/frames"
    first = stream(frames, 0)
    ask("POST", frames + "?n=1", b'{"frame":"open","party":1}\n{"frame":"open","party":2}\n')
    check("numbers begin at 1", [f["seq"] for f in read(first, 2)] == [1, 2])
    second = stream(frames, 1)
    check("a second stream takes over", first.readline() == b""
          and read(second, 1)[0]["seq"] == 2)
    check("what was acknowledged is gone", ask("GET", frames + "?after=0")[0] == 410)
    again = [ask("POST", frames + "?n=2", register(1, 1))[0] for _ in range(2)]
    check("a number is applied once", again == [204, 204] and
          ask("POST", frames + "?n=1", b"no frame")[0] == 204)
    check("a refusal is repeated", [ask("POST", frames + "?n=3", b"no frame")[0],
                                    ask("POST", frames + "?n=3", b"")[0]] == [400, 400])
    check("a number beyond the next one", ask("POST", frames + "?n=5", b"")[0] == 400)
    check("a number that is none", ask("POST", frames + "?n=-1", b"")[0] == 400)
    ask("DELETE", channel)
    found = [f["frame"] for f in read(second, 3)]
    check("its end closes each party", found == ["message", "closed", "closed"]
          and second.readline() == b"")


check_paths()
check_lines()
check_streams()
