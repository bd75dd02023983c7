"""The whole way with nothing played: the real program, a real browser, the sandbox or a foreign server behind it."""

import json
import os
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from foreign import CLIENT, Foreign
from server import Host

ROOT = Path(__file__).resolve().parents[2]
BUILT = Path(os.environ.get("LATCHKEY_BUILT", ROOT / ".build" / "debug"))

PIPELINE = """
name: Acme
servers: {main: SERVER}
client:
  id: ${env.ACME_ID}
  secret: ${env.ACME_SECRET}
  redirect_uri: ${env.ACME_REDIRECT_URI}
  auth: AUTH
authorize: {url: "${servers.main}/authorize", scopes: {profile: to show the account's name}}
exchange: {url: "${servers.main}/token"}
refresh: {url: "${servers.main}/token"}
profile: {url: "${servers.main}/USERINFO", fields: {id: $.id, username: $.LOGIN}}
public: [id, username]
"""

pytestmark = pytest.mark.skipif(not (BUILT / "latchkey").exists(), reason="swift build makes the program first")


@pytest.fixture
def sandbox():
    program = subprocess.Popen([BUILT / "latchkey-sandbox", "serve", "--port", "0", "--quiet"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    line = next(line for line in program.stdout if "listening on " in line)
    yield line.split()[-1]
    program.terminate()
    program.wait(timeout=20)


@pytest.fixture
def foreign():
    server = Foreign()
    yield server
    server.close()


@pytest.fixture
def project():
    # Short: gpg's sockets have little room for a path.
    with tempfile.TemporaryDirectory(prefix="lj-", dir="/tmp") as folder:
        made = Project(Path(folder))
        yield made
        made.close()


class Project:
    """An operator's folder, published as it is written, with an address that takes what is posted."""

    def __init__(self, folder):
        self.folder = folder
        (folder / "data" / "status").mkdir(parents=True)
        (folder / "pipelines").mkdir()
        self.host = Host(folder / "data" / "status")
        self.site = self.host.origin + "/"
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "LATCHKEY_HOME": str(folder / "home"), "NO_COLOR": "1"}
        self.said = ""

    def prepare(self, server, client, auth, userinfo, login):
        text = PIPELINE.replace("SERVER", server).replace("AUTH", auth).replace("USERINFO", userinfo).replace("LOGIN", login)
        (self.folder / "pipelines" / "acme.yml").write_text(text)
        self.environment |= {"ACME_ID": client[0], "ACME_SECRET": client[1], "ACME_REDIRECT_URI": self.site + "auth/acme/callback/"}
        self.latchkey("init", "--quiet")
        (self.folder / "data" / "site.yml").write_text(f"name: Night Ferry\nurl: {self.site}\nhandover:\n  - {{way: post, url: {self.site}inbox}}\n")

    def latchkey(self, *arguments, text=""):
        done = subprocess.run([BUILT / "latchkey", *arguments], cwd=self.folder, env=self.environment, input=text, capture_output=True, text=True, timeout=120)
        self.said += done.stdout + done.stderr
        assert done.returncode == 0, done.stderr
        return done.stdout

    def files(self):
        """What a repository or a host would hold: everything but gpg's own."""
        return {path: path.read_bytes() for path in self.folder.rglob("*") if path.is_file() and "home" not in path.parts and "gnupg" not in str(path)}

    def close(self):
        self.host.close()
        for home in self.folder.rglob("gnupg"):
            subprocess.run(["gpgconf", "--homedir", home, "--kill", "all"], capture_output=True, check=False)


def walk(browser, project, press):
    """From the link to the card; returns what must not be found, and everything that was kept."""
    link = project.latchkey("invite", "anna", "--provider", "acme", "--name", "Anna", "--quiet").strip()
    project.latchkey("sync", "--quiet")
    context = browser.new_context(service_workers="block")
    context.set_default_timeout(30_000)
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    try:
        page.goto(link)
        assert "#" not in page.url
        page.get_by_role("button", name="Connect Acme").click()
        press(page)
        page.wait_for_url("**/auth/acme/callback/")
        page.get_by_role("heading", name="Acme is on its way").wait_for()
        [(_, kind, sealed)] = project.host.server.inbox
        assert kind == "application/jose"
        kept = page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}, document.cookie, location.href, document.documentElement.outerHTML])")
        project.latchkey("inbox", "add", "-", text=sealed)
        assert len(list((project.folder / "data" / "inbox").glob("*.jwe"))) == 1
        project.latchkey("inbox")
        assert list((project.folder / "data" / "inbox").rglob("*.jwe")) == []
        page.get_by_role("heading", name="Connected", exact=True).wait_for()
        told = json.loads((project.folder / "data/status/api/integrations/anna.json").read_text())["integrations"]["acme"]
        assert told["status"] == "connected"
        page.locator("a.button").first.click()
        page.locator("article").get_by_text(told["profile"]["username"]).first.wait_for()
        kept += page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}, document.cookie, location.href])")
        back = next(path for path in project.host.server.asked if path.startswith("/auth/acme/callback/?"))
        code = parse_qs(urlsplit(back).query)["code"][0]
        assert errors == []
        return [code, link.split("#i=")[1]], kept
    finally:
        context.close()


def check(project, secrets, kept, token=""):
    for secret in filter(None, secrets + [token]):
        assert secret not in kept, "kept by the browser"
        found = [str(path) for path, data in project.files().items() if secret.encode() in data]
        assert found == [], "kept by the project"
    assert secrets[0] not in project.said


def test_from_the_invitation_to_the_card_with_the_sandbox(browser, project, sandbox):
    project.prepare(f"{sandbox}/strict", ("sandbox-app", "sandbox-secret"), "body", "userinfo", "preferred_username")

    secrets, kept = walk(browser, project, lambda page: page.get_by_role("button", name="Allow").click())
    check(project, secrets, kept)


def test_from_the_invitation_to_the_card_with_a_foreign_server(browser, project, foreign):
    project.prepare(foreign.origin, CLIENT, "basic", "me", "login")
    secrets, kept = walk(browser, project, lambda page: page.get_by_role("button", name="Allow").click())
    [(code, verifier)] = foreign.server.spent
    assert code == secrets[0]
    check(project, secrets + [verifier], kept, foreign.server.tokens[0])
