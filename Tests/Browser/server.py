"""A static host on loopback, with the headers that a good one sends."""

import functools
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)


class Handler(SimpleHTTPRequestHandler):
    """Files of a folder, an inbox that takes what is posted, and a provider that always says yes."""

    protocol_version = "HTTP/1.1"
    # Head and body are two writes: without this, each answer waits for an acknowledgement.
    disable_nagle_algorithm = True
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".js": "text/javascript", ".svg": "image/svg+xml", ".json": "application/json"}

    def end_headers(self):
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        self.send_header("Cache-Control", "no-store" if self.path.startswith("/auth/") else "no-cache")
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()

    def do_GET(self):
        url = urlsplit(self.path)
        self.server.asked.append(self.path)
        if url.path == "/provider/authorize":
            query = {name: values[0] for name, values in parse_qs(url.query).items()}
            self.server.authorized.append(query)
            answer = self.server.answer(query)
            self.send_response(302)
            self.send_header("Location", f"{query['redirect_uri']}?{urlencode(answer)}{self.server.suffix}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        # A second is too coarse for files that are written twice within one.
        del self.headers["If-Modified-Since"]
        super().do_GET()

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.inbox.append((self.path, self.headers.get("Content-Type"), body.decode()))
        self.send_response(self.server.post_status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    """Takes a whole page's connections at once; with the usual queue of five, some wait a second."""

    request_queue_size = 256
    daemon_threads = True


class Host:
    """A running server; `origin` is its address."""

    def __init__(self, folder):
        self.server = Server(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
        self.origin = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.reset()
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def reset(self):
        self.server.asked, self.server.authorized, self.server.inbox = [], [], []
        self.server.post_status, self.server.suffix = 202, ""
        self.server.answer = lambda query: {"code": "code-of-" + query.get("client_id", query.get("client_key", "")), "state": query["state"]}

    def close(self):
        self.server.shutdown()
        self.server.server_close()
