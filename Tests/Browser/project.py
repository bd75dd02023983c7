"""An operator's folder for the real program, published as it is written."""

import os
import subprocess
from pathlib import Path

from foreign import CLIENT
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
authorize:
  url: "${servers.main}/authorize"
  scopes: {profile: to show the account's name}
  ISSUER
exchange: {url: "${servers.main}/token"}
refresh: {url: "${servers.main}/token"}
revoke: {url: "${servers.main}/revoke"}
lifetimes: {code: 30s}
profile: {url: "${servers.main}/USERINFO", fields: {id: $.id, username: $.LOGIN}}
public: [id, username]
"""


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

    def prepare(self, server, client, auth, userinfo, login, issuer=""):
        text = PIPELINE.replace("SERVER", server).replace("AUTH", auth).replace("USERINFO", userinfo).replace("LOGIN", login).replace("ISSUER", issuer)
        (self.folder / "pipelines" / "acme.yml").write_text(text)
        self.environment |= {"ACME_ID": client[0], "ACME_SECRET": client[1], "ACME_REDIRECT_URI": self.site + "auth/acme/callback/"}
        self.latchkey("init", "--quiet")
        self.settle(f"[{{way: post, url: {self.site}inbox}}]")

    def settle(self, ways):
        (self.folder / "data" / "site.yml").write_text(f"name: Night Ferry\nurl: {self.site}\nhandover: {ways}\n")

    def face(self, foreign):
        """Has the foreign server for a provider, and is known to it."""
        foreign.server.redirect_uri = self.site + "auth/acme/callback/"
        self.prepare(foreign.origin, CLIENT, "basic", "me", "login", 'issuer: "${servers.main}"')

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
