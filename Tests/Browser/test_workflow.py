"""The steps of `.github/workflows/inbox.yml` as a runner takes them: a fresh clone, the event's file, a push to a bare repository."""

import hashlib
import json
import re
import secrets
import subprocess
import threading
import time
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from jwcrypto import jwe, jwk

from fixtures import b64
from project import BUILT, ROOT

pytestmark = pytest.mark.skipif(not (BUILT / "latchkey").exists(), reason="swift build makes the program first")
WORKFLOW = (ROOT / ".github/workflows/inbox.yml").read_text()


def step(name):
    """The shell of a step: one line, or a block."""
    body = re.search(rf"- name: {name}\n((?: {{8}}.*\n|\n)+)", WORKFLOW)[1]
    one = re.search(r"^ {8}run: ([^|\n].*)$", body, re.M)
    return one[1] if one else re.sub(r"(?m)^ {10}", "", re.search(r"^ {8}run: \|\n((?: {10}.*\n)+)", body, re.M)[1])


class Hub(HTTPServer):
    """Notes what is asked of the code host's interface."""

    def __init__(self):
        self.asked = asked = []

        class Handler(BaseHTTPRequestHandler):
            def take(self):
                asked.append((self.command, self.path, self.headers["Authorization"], json.loads(self.rfile.read(int(self.headers["Content-Length"])))))
                self.send_response(204)
                self.end_headers()

            do_PATCH = do_PUT = take

            def log_message(self, *_):
                pass

        super().__init__(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Runner:
    """A bare repository, and a fresh clone for each event."""

    def __init__(self, project):
        self.project, self.count = project, 0
        self.git("init", "--quiet", "--initial-branch=main", ".")
        (project.folder / ".gitignore").write_text("/home/\n/.gnupg/\n/origin.git/\n/run*/\n")
        self.git("add", "-A")
        self.git("commit", "--quiet", "-m", "Begin")
        self.git("clone", "--quiet", "--bare", ".", "origin.git")
        self.key = subprocess.run(["gpg", "--homedir", project.folder / "home/gnupg", "--batch", "--export-secret-keys", "--armor"], check=True, capture_output=True, text=True).stdout
        self.hub = Hub()

    def git(self, *words, at=None):
        names = [word for who in ("author", "committer") for word in ("-c", f"{who}.name=Somebody", "-c", f"{who}.email=somebody@example.org")]
        return subprocess.run(["git", *names, *words], cwd=at or self.project.folder, check=True, capture_output=True, text=True).stdout

    def take(self, event):
        """The whole job; returns what it said, and how its steps ended."""
        self.count += 1
        clone = self.project.folder / f"run{self.count}"
        self.git("clone", "--quiet", "origin.git", clone)
        (clone / ".bin").mkdir()
        (clone / ".bin/latchkey").symlink_to(BUILT / "latchkey")
        path = self.project.folder / f"run{self.count}.json"
        path.write_text(json.dumps(event))
        known = {name: self.project.environment[name] for name in ("PATH", "ACME_ID", "ACME_SECRET", "ACME_REDIRECT_URI")}
        environment = {
            **known, "HOME": str(clone / ".home"), "GITHUB_ACTIONS": "true", "GITHUB_EVENT_PATH": str(path), "LATCHKEY_GPG_KEY": self.key, "LATCHKEY_GPG_PASSPHRASE": "",
            "GITHUB_API_URL": f"http://127.0.0.1:{self.hub.server_address[1]}", "GITHUB_REPOSITORY": "nightferry/status", "TOKEN": "t0ken", "ISSUE": "7",
        }
        (clone / ".home").mkdir()
        said, ended = "", []
        # A step runs where those before it went well; the last wants the first alone.
        for name in ("Put the message into the inbox", "Take it", "Blank, close and lock the issue"):
            if ended and ended[0] != 0 or (len(ended) == 2 and "issue" not in event):
                break
            done = subprocess.run(["sh", "-e", "-c", step(name)], cwd=clone, env=environment, capture_output=True, text=True, timeout=120)
            said += done.stdout + done.stderr
            ended.append(done.returncode)
        return said, ended

    def show(self, path):
        return self.git("show", f"main:{path}", at=self.project.folder / "origin.git")


def sealed(project, foreign, user):
    """A code of the foreign server and a message about it, as a page seals it."""
    invitation = project.latchkey("invite", user, "--provider", "acme", "--quiet").strip().split("#i=")[1]
    verifier, code = secrets.token_urlsafe(32), secrets.token_urlsafe(24)
    foreign.server.codes[code] = ({"redirect_uri": foreign.server.redirect_uri, "code_challenge": b64(hashlib.sha256(verifier.encode()).digest())}, time.monotonic())
    key = json.loads((project.folder / "data/status/site.json").read_text())["sealingKey"]
    message = {"schema": "latchkey/message/1", "kind": "connect", "id": secrets.token_urlsafe(16), "at": datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
               "user": user, "provider": "acme", "label": "default", "code": code, "redirectUri": foreign.server.redirect_uri, "verifier": verifier,
               "invitation": invitation, "iss": foreign.origin}
    token = jwe.JWE(json.dumps(message).encode(), protected=json.dumps({"alg": "ECDH-ES", "enc": "A256GCM", "kid": key["kid"]}))
    token.add_recipient(jwk.JWK(**{name: key[name] for name in ("kty", "crv", "x", "y")}))
    return token.serialize(compact=True), [code, verifier, invitation]


@pytest.fixture
def runner(project, foreign):
    project.face(foreign)
    project.latchkey("inbox", "keys")
    project.latchkey("site")
    made = Runner(project)
    yield made
    made.hub.shutdown()
    made.hub.server_close()


def test_an_issue_becomes_a_connection_that_is_pushed_and_its_text_goes(runner, project, foreign):
    text, secret = sealed(project, foreign, "anna")
    said, ended = runner.take({"action": "opened", "issue": {"number": 7, "title": "latchkey 0123456789abcdef", "body": f"```latchkey\r\n{text}\r\n```\r\n"}})
    assert ended == [0, 0, 0], said
    assert json.loads(runner.show("data/status/api/integrations/anna.json"))["integrations"]["acme"]["status"] == "connected"
    assert [(method, path) for method, path, _, _ in runner.hub.asked] == [("PATCH", "/repos/nightferry/status/issues/7"), ("PUT", "/repos/nightferry/status/issues/7/lock")]
    assert runner.hub.asked[0][3]["body"] == "Taken."
    # What a runner is told to blot out it shows nobody.
    said = re.sub(r"(?m)^::add-mask::.*$", "", said)
    objects = subprocess.run("git cat-file --batch-all-objects --batch --buffer", shell=True, cwd=project.folder / "origin.git", check=True, capture_output=True).stdout
    for one in [*secret, foreign.server.tokens[0], foreign.server.refresh_tokens[0]]:
        assert one not in said and one.encode() not in objects


def test_a_dispatch_does_the_same_and_a_message_that_does_not_check_fails_nothing(runner, project, foreign):
    text, _ = sealed(project, foreign, "ben")
    said, ended = runner.take({"action": "latchkey-message", "client_payload": {"message": text}})
    assert ended == [0, 0], said
    assert json.loads(runner.show("data/status/api/integrations/ben.json"))["integrations"]["acme"]["status"] == "connected"
    said, ended = runner.take({"action": "opened", "issue": {"number": 7, "title": "latchkey x", "body": text[:-4] + "AAAA"}})
    assert ended == [0, 0, 0], said
    assert len(foreign.server.spent) == 1


def test_an_issue_of_somebodys_own_words_stays(runner):
    said, ended = runner.take({"action": "opened", "issue": {"number": 7, "title": "latchkey `id` $(id)", "body": "It does not start.\n$(touch pwned)\n"}})
    assert ended == [2] and runner.hub.asked == []
