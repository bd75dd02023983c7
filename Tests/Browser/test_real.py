"""The pages over files that the built programs wrote: nothing here is made up."""

import re
import shutil
import urllib.request
from types import SimpleNamespace

import pytest

from conftest import Visit
from real import SECRET, RealSite
from server import Host
from test_looks import axe_problems

STATES = {
    "anna": "Connected", "ben": "Connected", "clara": "Connected", "dora": "Having trouble", "emil": "Having trouble", "fritz": "Having trouble", "gina": "Connected",
}


@pytest.fixture(scope="module")
def real():
    site = RealSite()
    yield site
    site.close()


@pytest.fixture
def tab(browser, real):
    made = []

    def make(width=1280, scheme="light", origin=None):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        context.set_default_timeout(20_000)
        origin = origin or real.origin
        visit = Visit(context, SimpleNamespace(origin=origin, host=SimpleNamespace(origin=re.match(r"https?://[^/]+", origin)[0])), frozen=False)
        made.append(visit)
        return visit

    yield make
    for visit in made:
        visit.context.close()
    for visit in made:
        visit.check()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1600])
def test_the_dashboard(tab, real, width, scheme):
    visit = tab(width, scheme)
    page = visit.open("index.html")
    assert page.locator("#site").inner_text() == "Night Ferry Records"
    assert page.locator("h1").inner_text() == "4 of 7 connections are well."
    users = page.locator("tbody .user a").all_inner_texts()
    assert sorted(users) == ["anna", "ben", "clara", "dora", "emil", "fritz", "gina", "ida"]
    # Trouble first, who is gone last.
    assert set(users[:3]) == {"dora", "emil", "fritz"} and users[-1] == "ida"
    assert page.get_by_role("img", name=re.compile("The last 3 runs")).is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe_problems(page) == []


def test_every_state_of_the_card(tab, real):
    visit = tab()
    for user, words in STATES.items():
        page = visit.open(f"integrations.html?user={user}")
        assert words in page.locator("latchkey-connection .state").first.inner_text(), user
        assert axe_problems(page) == [], user
    page = visit.open("integrations.html?user=ida")
    assert page.get_by_text("Spotify").first.is_visible() and page.get_by_role("button", name="Disconnect").count() == 0
    page = visit.open("integrations.html?user=hugo")
    assert page.locator(".note").first.is_visible() and axe_problems(page) == []


def test_numbers_and_names_are_those_of_the_file(tab, real):
    profile = real.status("api/integrations/instagram/ben.json")["connection"]
    page = tab().open("integrations.html?user=ben")
    page.get_by_text(profile["name"], exact=True).first.wait_for()
    page.get_by_text(f"@{profile['username']}", exact=True).first.wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_private_page_opens_with_its_link_alone(tab, real, scheme):
    visit = tab(360, scheme)
    alias = re.search(r"user=(\w+)#", real.link)[1]
    page = visit.open(f"integrations.html?user={alias}")
    assert page.locator("latchkey-connection").count() == 0 and axe_problems(page) == []
    visit.open(f"{real.origin}/{real.link}")
    page.locator("latchkey-connection .state").first.wait_for()
    # The key leaves the address bar at once, and the host never saw it.
    assert "#" not in page.url and "k=" not in page.url
    assert page.locator("h1").inner_text().find(SECRET) >= 0
    assert "Connected" in page.locator("latchkey-connection .state").first.inner_text()
    assert axe_problems(page) == []
    # One card alone finds the same file.
    page.evaluate("""alias => {
      const card = document.createElement('latchkey-connection');
      card.setAttribute('provider', 'instagram'); card.setAttribute('user', alias); card.id = 'alone';
      document.querySelector('main').append(card);
    }""", alias)
    page.locator("#alone").get_by_text("Connected", exact=False).first.wait_for()


def test_nothing_published_names_the_private_person(real):
    for root in ("status", "history"):
        for path in (real.data / root).rglob("*"):
            assert SECRET not in path.name
            assert path.is_dir() or SECRET.encode() not in path.read_bytes(), path


def test_badges_are_drawn_alike_by_the_page_and_the_run(tab, real):
    page = tab().open("index.html")
    for user, provider, name, text, tone in (("ben", "instagram", "Instagram", "connected", "good"), ("fritz", "spotify", "Spotify", "having trouble", "warn")):
        drawn = page.evaluate("badge => import(new URL('assets/badge.js', location.href)).then((module) => module.badgeSVG(badge))",
                              {"provider": name, "text": text, "tone": tone})
        assert (real.data / f"status/api/badges/{provider}/{user}.svg").read_text(encoding="utf-8") == drawn


def test_the_way_to_a_person_is_walked_with_the_keyboard(tab, real):
    page = tab().open("index.html")
    focused = "() => { let e = document.activeElement; while (e.shadowRoot?.activeElement) e = e.shadowRoot.activeElement; return e.textContent.trim(); }"

    def tab_to(words):
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate(focused) == words:
                return
        raise AssertionError(f"no {words} within reach")

    tab_to("ben")
    page.keyboard.press("Enter")
    page.wait_for_url("**/integrations.html?user=ben")
    page.get_by_role("button", name="Disconnect").wait_for()
    tab_to("Disconnect")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("Escape")
    assert page.get_by_role("dialog").count() == 0 and page.evaluate(focused) == "Disconnect"


def test_the_folder_works_below_any_path_of_any_host(tab, real, tmp_path):
    shutil.copytree(real.data / "status", tmp_path / "some" / "where")
    host = Host(tmp_path)
    try:
        visit = tab(origin=f"{host.origin}/some/where")
        page = visit.open("index.html")
        page.get_by_role("link", name="ben", exact=True).last.click()
        page.wait_for_url("**/some/where/integrations.html?user=ben")
        page.locator("latchkey-connection .state").first.wait_for()
    finally:
        host.close()


def test_the_preview_sends_what_a_good_host_sends(real):
    with urllib.request.urlopen(real.origin + "/index.html") as answer:
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'") and "frame-ancestors 'none'" in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff" and answer.headers["Referrer-Policy"] == "no-referrer"
        tag = answer.headers["ETag"]
    again = urllib.request.Request(real.origin + "/index.html", headers={"If-None-Match": tag})
    with pytest.raises(urllib.error.HTTPError) as unchanged:
        urllib.request.urlopen(again)
    assert unchanged.value.code == 304
    for path in ("/../site.yml", "/%2e%2e/site.yml", "/.nojekyll", "/api"):
        with pytest.raises(urllib.error.HTTPError) as missing:
            urllib.request.urlopen(real.origin + path)
        assert missing.value.code == 404


def test_the_preview_ends_well(real):
    assert real.end_preview() == 0
