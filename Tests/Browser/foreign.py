"""A strict OAuth 2.0 server that shares nothing with Latchkey: PKCE or nothing, one exact redirect URI, codes of 30 seconds
that count once, its own name in each answer (RFC 9207), revocation (RFC 7009)."""

import base64
import hashlib
import html
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

CLIENT = ("foreign-app", "foreign-secret")
CODE_LIFE = 30


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def answer(self, status, body, kind="application/json", **headers):
        data = (body if isinstance(body, str) else json.dumps(body)).encode()
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(data)), "Cache-Control": "no-store", **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        url = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        if url.path in ("/authorize", "/decide") and (wrong := self.wrong(query)):
            return self.answer(400, f"<!doctype html><title>Foreign</title><p>{wrong}", "text/html")
        if url.path == "/authorize":
            fields = "".join(f'<input type="hidden" name="{html.escape(name)}" value="{html.escape(value)}">' for name, value in query.items())
            page = f'<!doctype html><title>Foreign</title><form action="/decide">{fields}<button>Allow</button></form>'
            return self.answer(200, page, "text/html")
        if url.path == "/decide":
            code = secrets.token_urlsafe(24)
            self.server.codes[code] = (query, time.monotonic())
            back = urlencode({"code": code, "state": query["state"], "iss": self.server.issuer})
            return self.answer(302, "", Location=f"{query['redirect_uri']}?{back}")
        if url.path == "/me" and self.headers.get("Authorization", "")[7:] in self.server.tokens:
            return self.answer(200, {"id": "f-77", "login": "foreign.anna"})
        return self.answer(401, {"error": "invalid_token"})

    def wrong(self, query):
        """Why a person can't be asked; `None` where they can."""
        if query.get("redirect_uri") != self.server.redirect_uri:
            return "redirect_uri"
        if (query.get("client_id"), query.get("response_type")) != (CLIENT[0], "code"):
            return "client"
        if query.get("code_challenge_method") != "S256" or len(query.get("code_challenge", "")) != 43:
            return "pkce"
        return None if len(query.get("state", "")) >= 22 else "state"

    def do_POST(self):
        form = {name: values[0] for name, values in parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()).items()}
        basic = base64.b64encode(":".join(CLIENT).encode()).decode()
        if self.headers.get("Authorization") != f"Basic {basic}":
            return self.answer(401, {"error": "invalid_client"})
        if self.path == "/revoke":
            self.server.revoked.append(form.get("token"))
            return self.answer(200, {})
        if form.get("grant_type") != "authorization_code":
            return self.answer(400, {"error": "unsupported_grant_type"})
        asked, born = self.server.codes.pop(form.get("code"), (None, 0))
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        if not asked or time.monotonic() - born > CODE_LIFE or asked["redirect_uri"] != form.get("redirect_uri") or asked["code_challenge"] != challenge:
            return self.answer(400, {"error": "invalid_grant"})
        token = secrets.token_urlsafe(24)
        self.server.tokens.append(token)
        self.server.refresh_tokens.append(secrets.token_urlsafe(24))
        self.server.spent.append((form["code"], form["code_verifier"]))
        return self.answer(200, {"access_token": token, "token_type": "bearer", "expires_in": 86_400, "refresh_token": self.server.refresh_tokens[-1]})

    def log_message(self, *_):
        pass


class Foreign:
    """A running server; `origin` is its address."""

    def __init__(self):
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.codes, self.server.tokens, self.server.spent, self.server.revoked = {}, [], [], []
        self.origin = self.server.issuer = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.server.redirect_uri, self.server.refresh_tokens = None, []
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
