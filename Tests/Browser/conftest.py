"""One browser and one site for all tests; a context of its own, and so an empty memory, for each."""

import os
import subprocess
import tempfile
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from crowd import crowd, write_index
from fixtures import NOW, PEOPLE, Site
from foreign import Foreign
from project import BUILT, Project
from server import Host

os.environ.setdefault("PYTHONDONTWRITEBYTECODE", "1")
# The system's browser; where it has none, the one that Playwright brought.
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(os.path.exists, ["/usr/bin/chromium"]), None)


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def running(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    host = Host(folder)
    site = Site(folder, host.origin).build()
    cards = "".join(f'<latchkey-connection provider="{records[0]["provider"]}" user="{user}"></latchkey-connection>' for user, records in PEOPLE.items())
    site.write("gallery.html", '<!doctype html><html lang="en"><meta charset="utf-8"><title>Gallery</title><meta name="viewport" content="width=device-width">'
               f'<link rel="stylesheet" href="assets/pages.css"><script type="module" src="assets/latchkey.js"></script><main class="page"><h1>Gallery</h1><h2>Cards</h2>{cards}</main>')
    site.rows = crowd(10_000)
    write_index(site, site.rows)
    site.host = host
    yield site
    host.close()


@pytest.fixture
def site(running):
    """The site, as it was built: a test may write over its files."""
    running.host.reset()
    before = {}
    write = running.write

    def keeping(path, value):
        target = running.folder / path
        before.setdefault(path, target.read_bytes() if target.exists() else None)
        write(path, value)

    running.write = keeping
    yield running
    running.write = write
    for path, data in before.items():
        if data is None:
            (running.folder / path).unlink()
        else:
            (running.folder / path).write_bytes(data)


# Every element has drawn itself, and waits for nothing.
SETTLED = """() => {
  const elements = [...document.querySelectorAll('latchkey-connection, latchkey-integrations, latchkey-board, latchkey-callback')];
  const tables = elements.flatMap((element) => [...(element.shadowRoot?.querySelectorAll('table[aria-rowcount]') ?? [])]);
  return document.readyState === 'complete'
    && elements.every((element) => element.shadowRoot?.childElementCount > 0 && !element.shadowRoot.querySelector('[aria-busy=true]'))
    && tables.every((table) => table.querySelector('tbody tr') || table.getBoundingClientRect().top > innerHeight + 900);
}"""


class Visit:
    """A person's tab. What goes wrong in it unseen is collected: errors told to nobody, foreign requests."""

    def __init__(self, context, site, frozen=True):
        self.frozen = frozen
        self.context, self.site, self.complaints, self.excused, self.foreign = context, site, [], [], []
        context.on("page", self.watch)
        self.page = context.new_page()

    def watch(self, page):
        if self.frozen:
            page.clock.set_fixed_time(NOW)
        page.on("console", lambda message: message.type in ("error", "warning") and self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.foreign.append(request.url) if request.url.startswith("http") and not request.url.startswith(self.site.host.origin) else None)

    def open(self, path, wait=True):
        self.page.goto(path if "://" in path else f"{self.site.origin}/{path}")
        if wait:
            self.page.wait_for_function(SETTLED)
        return self.page

    def excuse(self, text):
        """A complaint that the test makes happen, as a 404 is."""
        self.excused.append(text)

    def check(self):
        assert [c for c in self.complaints if not any(e in c for e in self.excused)] == []
        assert self.foreign == []


@pytest.fixture
def visitor(browser, site):
    """Opens tabs of different kinds of reader."""
    made = []

    def make(width=1280, height=900, scheme="light", **options):
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, service_workers="block", **options)
        context.set_default_timeout(20_000)
        made.append(Visit(context, site))
        return made[-1]

    yield make
    for visit in made:
        visit.context.close()
    for visit in made:
        visit.check()


@pytest.fixture
def visit(visitor):
    return visitor()


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
