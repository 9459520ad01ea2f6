"""Other systems the tests talk to: a mail server and an HTTP receiver, both real, on localhost."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Mailbox:
    """What a mail server took; it answers RCPT with `says`."""

    port: int = 0
    says: str = "250 ok"
    taken: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"


@contextmanager
def mail_server() -> Iterator[Mailbox]:
    """A mail server of the old kind: no TLS, no sign-in."""
    box = Mailbox()

    class Talk(socketserver.StreamRequestHandler):
        def say(self, text: str) -> None:
            self.wfile.write(f"{text}\r\n".encode())

        def handle(self) -> None:
            self.say("220 test")
            while line := self.rfile.readline().decode().strip():
                verb = line[:4].upper()
                if verb == "QUIT":
                    self.say("221 bye")
                    return
                if verb == "RCPT":
                    self.say(box.says)
                elif verb == "DATA":
                    self.say("354 go on")
                    lines = []
                    while (part := self.rfile.readline().decode().rstrip("\r\n")) != ".":
                        lines.append(part)
                    box.taken.append("\n".join(lines))
                    self.say("250 taken")
                else:
                    self.say("250 ok")

    with served(socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk)) as port:
        box.port = port
        yield box


@dataclass
class Received:
    """One request as it came in."""

    path: str
    heads: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """An HTTP receiver: notes what comes and answers as `answer` says; None hangs up."""

    port: int = 0
    taken: list[Received] = field(default_factory=list)
    answer: Callable[[Received], tuple[int, dict[str, str], bytes] | None] = lambda _got: (
        200,
        {},
        b"{}",
    )

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"


@contextmanager
def receiver() -> Iterator[Receiver]:
    """A receiver of webhooks, or a gateway."""
    known = Receiver()

    class Take(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            size = int(self.headers.get("Content-Length", 0))
            got = Received(self.path, dict(self.headers), self.rfile.read(size))
            known.taken.append(got)
            said = known.answer(got)
            if said is None:
                self.close_connection = True
                return
            status, heads, body = said
            self.send_response(status)
            for name, value in heads.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST  # noqa: N815

        def log_message(self, *_args: object) -> None:
            return

    with served(ThreadingHTTPServer(("127.0.0.1", 0), Take)) as port:
        known.port = port
        yield known


@contextmanager
def served(server: socketserver.TCPServer) -> Iterator[int]:
    """Serve in a thread until the test is over."""
    server.daemon_threads = True  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
