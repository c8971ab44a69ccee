"""A mail server that speaks SMTP (RFC 5321) on the loopback: for tests only, it keeps what it is given."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

OK = "250 2.0.0 Ok"


@dataclass
class Post:
    """How the server answers, and the letters it has taken."""

    port: int = 0
    greeting: str = "220 test.example ESMTP"
    to_recipient: str = OK
    to_letter: str = OK
    letters: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)


class _Talk(socketserver.StreamRequestHandler):
    timeout = 5

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())

    def handle(self) -> None:
        post: Post = self.server.post  # type: ignore[attr-defined]
        self.say(post.greeting)
        while line := self.rfile.readline().decode("ascii").strip():
            match line.split()[0].upper():
                case "EHLO":
                    self.say("250-test.example\r\n250 8BITMIME")
                case "MAIL" | "RSET" | "NOOP" | "HELO":
                    self.say(OK)
                case "RCPT":
                    post.recipients.append(line)
                    self.say(post.to_recipient)
                case "DATA":
                    self.say("354 End with a dot on a line of its own")
                    self.take(post)
                case "QUIT":
                    return self.say("221 2.0.0 Bye")
                case _:
                    self.say("502 5.5.2 Unknown")
        return None

    def take(self, post: Post) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        if post.to_letter == OK:
            post.letters.append(message_from_bytes(b"".join(lines), policy=policy.default))
        self.say(post.to_letter)


@contextmanager
def mail_server() -> Iterator[Post]:
    """Runs the server until the block ends."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Talk) as server:
        server.daemon_threads = True
        server.post = Post(port=server.server_address[1])  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield server.post  # type: ignore[attr-defined]
        finally:
            server.shutdown()
            thread.join(timeout=5)
