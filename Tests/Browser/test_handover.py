"""Every way of handing over, there and back: from an invitation to the card, and from Disconnect to the provider's own books."""

import json
import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from project import BUILT

pytestmark = pytest.mark.skipif(not (BUILT / "latchkey").exists(), reason="swift build makes the program first")

HEADERS = "From: somebody@example.org\nSubject: Fwd: latchkey\n\n> "


def by_issue(page, project):
    query = parse_qs(urlsplit(page.get_by_role("link", name="Open a prefilled GitHub issue").get_attribute("href")).query)
    event = project.folder / "event.json"
    event.write_text(json.dumps({"action": "opened", "issue": {"number": 7, "title": query["title"][0], "body": query["body"][0].replace("\n", "\r\n")}}))
    page.evaluate("addEventListener('click', (event) => event.preventDefault())")
    page.get_by_role("link", name="Open a prefilled GitHub issue").click()
    project.latchkey("inbox", "add", "--event", event)
    event.unlink()


def by_file(page, project):
    query = parse_qs(urlsplit(page.get_by_role("link", name="Add a file on GitHub").get_attribute("href")).query)
    (project.folder / "data/inbox").mkdir(exist_ok=True)
    (project.folder / "data/inbox" / query["filename"][0]).write_text(query["value"][0] + "\n")


def by_mail(page, project):
    href = page.get_by_role("link", name="Write a mail").get_attribute("href")
    project.latchkey("inbox", "add", "-", text=HEADERS + unquote(href.split("&body=")[1]) + "\n-- \nSent from my phone\n")


def by_copy(page, project):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy").click()
    page.get_by_role("button", name="Copied").wait_for()
    project.latchkey("inbox", "add", "-", text=page.evaluate("navigator.clipboard.readText()"))


def by_download(page, project):
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a file").click()
    project.latchkey("inbox", "add", download.value.path())


WAYS = {"anna": by_issue, "ben": by_file, "clara": by_mail, "dora": by_copy, "emil": by_download}


def opened(page):
    """Shows the other ways, too."""
    page.get_by_text("Other ways").click()
    return page


def test_every_way_leads_to_the_card_and_back(browser, project, foreign):
    project.face(foreign)
    project.settle("[{way: github-issue, repository: nightferry/status, labels: [latchkey]}, {way: github-file, repository: nightferry/status}, {way: mail, to: a@b.example}, copy, download]")
    secrets, kept = [], ""
    for user, hand_over in WAYS.items():
        link = project.latchkey("invite", user, "--provider", "acme", "--quiet").strip()
        project.latchkey("sync", "--quiet")
        context = browser.new_context(service_workers="block")
        context.set_default_timeout(30_000)
        page = context.new_page()
        page.goto(link)
        page.get_by_role("button", name="Connect Acme").click()
        page.get_by_role("button", name="Allow").click()
        page.get_by_role("heading", name="One last step").wait_for()
        hand_over(opened(page), project)
        if page.get_by_role("button", name="I have done it").is_visible():
            page.get_by_role("button", name="I have done it").click()
        project.latchkey("inbox")
        assert state(project, user) == "connected", (user, list((project.folder / "data/inbox").rglob("*.json")))
        secrets += [*foreign.server.spent[-1], link.split("#i=")[1], foreign.server.tokens[-1], foreign.server.refresh_tokens[-1]]
        end = project.latchkey("invite", user, "--provider", "acme", "--quiet").strip()
        page.goto(end)
        page.get_by_role("button", name="Disconnect").click()
        page.get_by_role("dialog").get_by_role("button", name="Disconnect").click()
        hand_over(opened(page), project)
        project.latchkey("inbox")
        assert state(project, user) == "disconnected", user
        assert foreign.server.refresh_tokens[-1] in foreign.server.revoked
        page.reload()
        page.get_by_text("Not connected").first.wait_for()
        secrets.append(end.split("#i=")[1])
        kept += page.evaluate("JSON.stringify([{...localStorage}, document.cookie, location.href])")
        context.close()
    assert list((project.folder / "data/inbox").rglob("*.jwe")) == []
    held = {path: data for path, data in project.files().items() if path.name != "event.json"}
    for secret in secrets:
        assert secret not in kept and secret not in re.sub(r"#i=\S+", "", project.said)
        assert [path for path, data in held.items() if secret.encode() in data] == []


def state(project, user):
    return json.loads((project.folder / f"data/status/api/integrations/{user}.json").read_text())["integrations"]["acme"]["status"]


def test_a_private_person_sees_what_became_of_the_invitation(browser, project, foreign):
    project.face(foreign)
    project.latchkey("link", "quentinia", "--quiet")
    link = project.latchkey("invite", "quentinia", "--provider", "acme", "--quiet").strip()
    project.latchkey("sync", "--quiet")
    context = browser.new_context(service_workers="block")
    context.set_default_timeout(30_000)
    try:
        page = context.new_page()
        page.goto(link)
        assert page.locator("h1").inner_text() == "Your connections"
        page.get_by_role("button", name="Connect Acme").click()
        page.get_by_role("button", name="Allow").click()
        page.get_by_role("heading", name="Acme is on its way").wait_for()
        project.latchkey("inbox", "add", "-", text=project.host.server.inbox[0][2])
        project.latchkey("inbox")
        page.get_by_role("heading", name="Connected", exact=True).wait_for()
        page.locator("a.button").first.click()
        page.get_by_role("heading", name="Connections of quentinia").wait_for()
        page.get_by_text("foreign.anna").first.wait_for()
    finally:
        context.close()
    published = [path for path, data in project.files().items() if "status" in path.parts and (b"quentinia" in data or "quentinia" in path.name or b"foreign.anna" in data)]
    assert published == []
