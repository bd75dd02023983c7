"""The whole way with nothing played: the real program, a real browser, the sandbox or a foreign server behind it."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from project import BUILT

pytestmark = pytest.mark.skipif(not (BUILT / "latchkey").exists(), reason="swift build makes the program first")


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
    project.face(foreign)
    secrets, kept = walk(browser, project, lambda page: page.get_by_role("button", name="Allow").click())
    [(code, verifier)] = foreign.server.spent
    assert code == secrets[0]
    check(project, secrets + [verifier], kept, foreign.server.tokens[0])
