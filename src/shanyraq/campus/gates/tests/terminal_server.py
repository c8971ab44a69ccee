"""The smallest server a terminal can speak to: real HTTP, answered by the gateway."""

import datetime as dt
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit
from zoneinfo import ZoneInfo

from shanyraq.campus.gates.gateways import zkteco
from shanyraq.campus.gates.gateways.zkteco.routes import PATTERN

ALMATY = ZoneInfo("Asia/Almaty")
NOW = dt.datetime(2026, 9, 14, 7, 52, tzinfo=ALMATY)
SECRET = b"a secret of the test"


class School:
    """School 28 as its gate sees it."""

    def __init__(self, *serials):
        self.serials = set(serials)
        self.passages = {}  # by key
        self.users = {}
        self.commands = {}
        self.results = {}
        self.dropped = 0
        self.uploads = 0
        self.fail_next = 0
        self.stamp = 0
        self.tokens = set()
        self.written = []  # all that a store or a log could have got

    def answer(self, *, method, verb, query, body, cookie):
        serial = zkteco.serial_of(query)
        if isinstance(serial, zkteco.Refused) or serial not in self.serials:
            return 403, "unknown device"
        if cookie:
            self.tokens.add(cookie)
        return getattr(self, f"on_{verb}")(serial, method=method, query=query, body=body)

    def on_cdata(self, serial, *, method, query, body):
        if method == "GET":
            return 200, self._greet(query)
        return self._take(serial, query=query, body=body)

    def _greet(self, query):
        hello = zkteco.parse_handshake(query)
        code = zkteco.registry_code(hello.serial, secret=SECRET)
        return zkteco.handshake_reply(
            hello,
            stamps=zkteco.Stamps(attlog=self.stamp),
            now=NOW,
            code=code,
            session=self.session(hello.serial),
        )

    def session(self, serial):
        return zkteco.session_id(serial, secret=SECRET, day=NOW.date())

    def _take(self, serial, *, query, body):
        if self.fail_next:
            self.fail_next -= 1
            return 503, "busy"
        self.uploads += 1
        table = zkteco.table_of(query)
        if table is zkteco.Table.BIOMETRIC or table is zkteco.Table.TABLEDATA:
            return self._take_table(query, body)
        if table is zkteco.Table.OPERLOG:
            got = zkteco.parse_operlog(body, tz=ALMATY)
            self.users |= {user.pin: user for user in got.users}
        else:
            parse = zkteco.parse_rtlog if table is zkteco.Table.RTLOG else zkteco.parse_attlog
            got = parse(body, tz=ALMATY)
            if isinstance(got, zkteco.Refused):
                return 413, got.reason.value
            self.passages |= {record.key(serial=serial): record for record in got.records}
            self.stamp = int(query["Stamp"])
        self.dropped += got.dropped
        self.written.append(repr(got))
        return 200, zkteco.upload_reply(got)

    def _take_table(self, query, body):
        name = query.get("tablename", query.get("table", ""))
        got = zkteco.parse_tabledata(body, tablename=name, tz=ALMATY)
        self.users |= {user.pin: user for user in got.users}
        self.dropped += got.dropped
        self.written.append(repr(got))
        if query.get("table") == "BIODATA":
            return 200, zkteco.upload_reply(got)
        return 200, zkteco.tabledata_reply(tablename=name, count=query.get("count", ""), got=got)

    def on_querydata(self, serial, *, method, query, body):
        return self._take_table(query, body)

    def on_getrequest(self, serial, *, method, query, body):
        lines, self.commands = self.commands, {}
        family = zkteco.Family.ACCESS if serial.startswith("ACC") else zkteco.Family.ATTENDANCE
        return 200, zkteco.poll_reply(zkteco.command_line(n, c, family=family) for n, c in lines.items())

    def on_devicecmd(self, serial, *, method, query, body):
        self.results |= {result.id: result for result in zkteco.parse_devicecmd(body)}
        return 200, "OK"

    def on_registry(self, serial, *, method, query, body):
        return 200, zkteco.registry_reply(code=zkteco.registry_code(serial, secret=SECRET))

    def on_push(self, serial, *, method, query, body):
        return 200, zkteco.push_reply(session=self.session(serial))


@contextmanager
def listening(school):
    """The address at which the school hears its gates."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            where = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            found = PATTERN.match(where.path.lstrip("/"))
            status, text = 404, "no such place"
            if found and self.command in zkteco.METHODS[found["verb"]]:
                query = dict(parse_qsl(where.query))
                cookie = (self.headers.get("Cookie") or "").removeprefix("token=")
                status, text = school.answer(
                    method=self.command, verb=found["verb"], query=query, body=body, cookie=cookie
                )
            said = text.encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def do_POST(self):
            self.do_GET()

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
