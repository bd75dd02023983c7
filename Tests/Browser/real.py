"""A real site: the built programs run against the sandbox, and `latchkey serve` shows what they wrote."""

import json
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(os.environ.get("LATCHKEY_BIN", ROOT / ".build" / "debug"))
PEOPLE = [
    ("anna", "instagram", "fresh_code"), ("ben", "instagram", "healthy"), ("clara", "instagram", "due"), ("dora", "instagram", "expired"),
    ("emil", "instagram", "revoked"), ("fritz", "spotify", "rate_limited"), ("gina", "spotify", "healthy"), ("ida", "spotify", "healthy"),
    ("quentinia", "instagram", "healthy"),
]
SECRET = "quentinia"
SETTINGS = """\
name: Night Ferry Records
contact: hello@nightferry.example
every: 3h
handover: [copy, download]
# The sandbox's people have no pictures anywhere.
pictures: hide
"""


class RealSite:
    """An operator's folder after two runs; `origin` is where it is shown."""

    def __init__(self):
        # A short path: the sockets of gpg's agent take no more than 108 bytes.
        self.home = Path(tempfile.mkdtemp(prefix="lk-real.", dir="/tmp"))
        self.data = self.home / "data"
        credentials = {f"{name}_{key}": value for name, id in (("INSTAGRAM", "APP_ID"), ("SPOTIFY", "CLIENT_ID"))
                       for key, value in ((id, "sandbox-app"), (id.replace("ID", "SECRET"), "sandbox-secret"),
                                          ("REDIRECT_URI", f"https://status.nightferry.example/auth/{name.lower()}/callback/"))}
        self.environment = {**os.environ, "LATCHKEY_HOME": str(self.home / "keys"), **credentials}
        self.environment.pop("GITHUB_ACTIONS", None)
        self.running = []
        try:
            self.build()
        except BaseException:
            self.close()
            raise

    def build(self):
        line = self.start("latchkey-sandbox", "--port", "0", "--quiet")
        url = line.split()[-1]
        self.servers = [word for name, path in (("instagram.www", "instagram/www"), ("instagram.api", "instagram/api"), ("instagram.graph", "instagram/graph"),
                                                ("spotify.accounts", "spotify/accounts"), ("spotify.api", "spotify/api/v1"))
                        for word in ("--server", f"{name}={url}/{path}")]
        self.run("init", "--quiet")
        (self.data / "site.yml").write_text(SETTINGS, encoding="utf-8")
        recipient = next(line for line in (self.data / "connections/.gpg-id").read_text().splitlines() if line and not line.startswith("#"))
        for user, provider, state in PEOPLE:
            plain = subprocess.run([BIN / "latchkey-sandbox", "seed", "--server", url, "--user", user, "--provider", provider, "--state", state],
                                   env=self.environment, check=True, capture_output=True, timeout=60).stdout
            subprocess.run(["gpg", "--homedir", self.home / "keys/gnupg", "--batch", "--quiet", "--trust-model", "always", "--encrypt",
                            "--recipient", recipient, "--output", self.data / f"connections/{user}.gpg"], input=plain, check=True, timeout=60)
        # A file that nothing opens.
        (self.data / "connections/hugo.gpg").write_bytes(b"damaged")
        self.link = self.run("link", SECRET).strip()
        self.run("sync", *self.servers, expected=3)
        self.run("disconnect", "spotify", "--user", "ida", *self.servers, expected=None)
        self.run("sync", *self.servers, expected=3)
        self.origin = self.start("latchkey", "serve", "--port", "0", "--data", self.data).rstrip("/")

    def run(self, *words, expected=0):
        done = subprocess.run([BIN / "latchkey", *words, "--data", self.data, "--pipelines", ROOT / "pipelines"],
                              env=self.environment, capture_output=True, text=True, timeout=120)
        assert expected is None or done.returncode == expected, done.stderr
        return done.stdout

    def start(self, name, *words):
        """Starts a program that goes on, and gives its first line."""
        program = subprocess.Popen([BIN / name, *words], env=self.environment, stdout=subprocess.PIPE, text=True)
        self.running.append(program)
        line = program.stdout.readline().strip()
        assert line, f"{name} said nothing"
        return line

    def status(self, path):
        return json.loads((self.data / "status" / path).read_text(encoding="utf-8"))

    def end_preview(self):
        """Ends `latchkey serve` as Ctrl-C does, and gives its exit status."""
        program = self.running.pop()
        program.send_signal(signal.SIGINT)
        return program.wait(timeout=10)

    def close(self):
        for program in self.running:
            program.terminate()
            program.wait(timeout=10)
        subprocess.run(["gpgconf", "--homedir", self.home / "keys/gnupg", "--kill", "all"], capture_output=True)
        shutil.rmtree(self.home, ignore_errors=True)
