"""What holds for every page: reachable by everybody, at home at every width, asking nobody else."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from fixtures import PRIVATE, Site
from server import Host

PAGES = {
    "person": "integrations.html?user=anna", "several": "integrations.html?user=several", "hard": "integrations.html?user=hard",
    "missing": "integrations.html?user=nobody", "locked": "integrations.html?user=hugo", "private": f"integrations.html?user={PRIVATE}",
    "gallery": "gallery.html", "dashboard": "index.html", "filtered": "index.html?state=degraded&provider=tiktok",
    "failed": "auth/instagram/callback/?code=x&state=y",
}


def axe_problems(page):
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
    return [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found.response["violations"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_has_nothing_to_say(visitor, name, scheme):
    visit = visitor(scheme=scheme)
    visit.excuse("404")
    visit.open(PAGES[name])
    assert axe_problems(visit.page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_has_nothing_to_say_on_the_way(visitor, site, scheme):
    visit = visitor(scheme=scheme)
    page = visit.open(f"integrations.html?user=anna#i={site.invite('anna')}")
    assert axe_problems(page) == []
    page.get_by_role("button", name="Disconnect").first.click()
    page.get_by_role("dialog").wait_for()
    page.wait_for_timeout(200)
    assert axe_problems(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Connect TikTok").click()
    page.get_by_role("heading", name="One last step").wait_for()
    assert axe_problems(page) == []


@pytest.mark.parametrize("width", [360, 768, 1280, 1600])
def test_nothing_scrolls_sideways(visitor, site, width):
    visit = visitor(width=width)
    visit.excuse("404")
    for name, path in PAGES.items():
        page = visit.open(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        wide = page.evaluate("""width => {
          const found = [];
          const walk = (root) => root.querySelectorAll('*').forEach((element) => {
            if (element.shadowRoot) walk(element.shadowRoot);
            if (element.closest('.filters, .scroll, .unseen, svg, thead')) return;
            if (element.getBoundingClientRect().right > width + 1) found.push(element.className || element.localName);
          });
          walk(document);
          return found;
        }""", width)
        assert wide == [], name


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("wish", [{"contrast": "more"}, {"forced_colors": "active"}], ids=["contrast", "colours"])
def test_whoever_needs_more_contrast_gets_it(visitor, site, wish, scheme):
    visit = visitor(scheme=scheme, **wish)
    for name in ("person", "dashboard", "failed"):
        page = visit.open(PAGES[name])
        assert axe_problems(page) == [], name
        if "contrast" in wish:
            soft = page.evaluate("() => { const at = getComputedStyle(document.querySelector('latchkey-integrations, latchkey-board, latchkey-callback')); return [at.getPropertyValue('--soft'), at.getPropertyValue('--ink')]; }")
            assert soft[0] == soft[1]


def test_letters_of_twice_the_size_fit(visitor, site):
    visit = visitor(width=640)
    visit.excuse("404")
    for name, path in PAGES.items():
        page = visit.open(path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 640, name


@pytest.mark.parametrize("name, words", [("person", "reads the state of your connections"), ("dashboard", "reads the state of the connections"), ("failed", "Nothing was sent")])
def test_without_scripts_a_page_says_what_it_needs(browser, site, name, words):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.origin}/{PAGES[name]}")
    assert words in page.locator("noscript").inner_text() and page.locator("noscript").is_visible()
    context.close()


NAMES = {"نور الهدى": "ن", "שירה 🎶": "ש", "🇳🇴 Band": "🇳🇴", "👩‍👩‍👧 and Friends": "👩‍👩‍👧", "ßen": "SS", "W" * 200: "W"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_names_of_every_writing_stand_in_their_card(visitor, site, scheme):
    from fixtures import ANNA, connection
    visit = visitor(width=360, scheme=scheme)
    for name, letter in NAMES.items():
        site.person("named", [connection(profile={**ANNA, "name": name, "followers": 0, "profilePictureUrl": None})])
        page = visit.open("integrations.html?user=named")
        assert page.locator(".picture").inner_text() == letter
        assert "0 followers" in page.locator(".stats").inner_text()
        turned = page.locator(".name").evaluate("element => getComputedStyle(element).direction")
        assert turned == ("rtl" if name[0] in "نש" else "ltr"), name
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert axe_problems(page) == []


def test_a_touch_target_is_large_enough(visitor, site):
    visit = visitor(width=360)
    page = visit.open(f"integrations.html?user=anna#i={site.invite('anna')}")
    small = [b.inner_text() for b in page.get_by_role("button").all() if (box := b.bounding_box()) and (box["height"] < 44 or box["width"] < 44)]
    assert small == []


def test_the_whole_way_is_walked_with_the_keyboard(visit, site):
    page = visit.open(f"integrations.html?user=anna#i={site.invite('anna', provider='youtube')}")
    focused = """() => { let e = document.activeElement; while (e.shadowRoot?.activeElement) e = e.shadowRoot.activeElement; return e.textContent; }"""
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate(focused) == "Connect YouTube":
            break
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="One last step").wait_for()
    # The heading is told first; the next stop is the first way.
    assert page.evaluate(focused) == "One last step"
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "Open a prefilled GitHub issue"


def test_the_dashboard_is_walked_with_the_keyboard(visit, site):
    page = visit.open("index.html")
    page.locator("tbody .user a").first.focus()
    for _ in range(130):
        page.keyboard.press("Tab")
    page.wait_for_timeout(100)
    index = page.evaluate("Number(document.querySelector('latchkey-board').shadowRoot.activeElement.closest('tr').getAttribute('aria-rowindex'))")
    assert index == 132


def test_nothing_moves_where_motion_is_unwanted(visitor, site):
    visit = visitor(reduced_motion="reduce")
    page = visit.open("integrations.html?user=anna")
    page.get_by_role("button", name="Disconnect").first.click()
    assert page.get_by_role("dialog").evaluate("element => element.getAnimations().length") == 0


def test_another_site_embeds_the_elements_from_another_folder(browser, visitor, tmp_path):
    """Another origin, another folder: the site's root follows from the script's own address."""
    inner, outer = Host(tmp_path / "inner"), Host(tmp_path / "outer")
    try:
        status = Site(tmp_path / "inner" / "deep" / "status", inner.origin, "/deep/status").build()
        (tmp_path / "outer").mkdir()
        (tmp_path / "outer" / "index.html").write_text(
            '<!doctype html><html lang="en"><title>Band</title>'
            f'<script type="module" src="{status.origin}/assets/latchkey.js"></script>'
            '<latchkey-connection provider="instagram" user="anna"></latchkey-connection>'
            '<latchkey-connection provider="tiktok" user="anna"></latchkey-connection>')
        # The embedding site's own policy would name the status site; here it has none.
        context = browser.new_context(bypass_csp=True)
        page = context.new_page()
        page.goto(outer.origin + "/index.html")
        page.get_by_text("Anna Eriksen", exact=True).wait_for()
        page.get_by_text("to list its videos").wait_for()
        page.add_style_tag(content="latchkey-connection { --latchkey-accent: rgb(10, 20, 200); }")
        assert page.locator(".state").first.evaluate("element => getComputedStyle(element).color") == "rgb(10, 20, 200)"
        context.close()
    finally:
        inner.close()
        outer.close()


def test_connect_on_another_site_leads_to_the_sites_own_page(browser, tmp_path):
    inner, outer = Host(tmp_path / "inner"), Host(tmp_path / "outer")
    try:
        status = Site(tmp_path / "inner", inner.origin).build()
        status.write("site.json", status.settings(requires="nothing"))
        (tmp_path / "outer").mkdir()
        (tmp_path / "outer" / "index.html").write_text(
            f'<!doctype html><title>Band</title><script type="module" src="{status.origin}/assets/latchkey.js"></script>'
            '<latchkey-connection provider="tiktok" user="anna"></latchkey-connection>')
        context = browser.new_context(bypass_csp=True)
        page = context.new_page()
        page.goto(outer.origin + "/index.html")
        page.get_by_role("button", name="Connect TikTok").click()
        page.wait_for_url(status.origin + "/integrations.html?user=anna")
        context.close()
    finally:
        inner.close()
        outer.close()
