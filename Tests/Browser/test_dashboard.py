"""The dashboard with ten thousand connections."""

import pytest

from crowd import counts, orders
from fixtures import at, heartbeat


def asked_pages(site):
    return [path for path in site.host.server.asked if path.startswith("/index/") and path.count("/") > 2 + path.startswith("/index/state/")]


def names(page):
    return page.locator("tbody .user a").all_inner_texts()


def test_it_loads_no_more_than_it_shows(visit, site):
    page = visit.open("index.html")
    assert page.locator("h1").inner_text() == f"{10_000 - counts(site.rows)['disconnected'] - sum(counts(site.rows)[s] for s in ('needs_reconnect', 'broken', 'locked', 'in_doubt', 'degraded')):,} of {10_000 - counts(site.rows)['disconnected']:,} connections are well."
    assert len(asked_pages(site)) <= 2
    assert page.locator("tbody tr").count() <= 200
    assert page.locator("table[aria-rowcount]").get_attribute("aria-rowcount") == "10001"


def test_its_end_is_reached_and_its_middle_is_not_loaded(visit, site):
    page = visit.open("index.html")
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    last = orders(site.rows)["urgency"][-1]["user"]
    page.get_by_role("link", name=last).wait_for()
    assert page.locator('tr[aria-rowindex="10001"]').inner_text().startswith(last)
    assert len(asked_pages(site)) <= 5
    assert page.locator("tbody tr").count() <= 300


def test_a_state_a_provider_and_an_order_leave_the_rows_they_should(visit, site):
    page = visit.open("index.html")
    of_state = [row for row in orders(site.rows)["urgency"] if row["status"] == "expiring"]
    page.get_by_role("button", name="Ends soon").click()
    page.wait_for_function("count => document.querySelector('latchkey-board').shadowRoot.querySelector('table[aria-rowcount]').getAttribute('aria-rowcount') == count", arg=str(len(of_state) + 1))
    page.get_by_role("link", name=of_state[0]["user"], exact=True).last.wait_for()
    assert names(page)[:50] == [row["user"] for row in of_state][:50]
    page.get_by_label("Provider").select_option("spotify")
    both = [row for row in of_state if row["provider"] == "spotify"]
    page.wait_for_function("user => document.querySelector('latchkey-board').shadowRoot.querySelector('tbody a')?.textContent === user", arg=both[0]["user"])
    assert names(page)[:50] == [row["user"] for row in both][:50]
    page.get_by_label("Order").select_option("user")
    sorted_here = sorted(row["user"] for row in both)
    page.wait_for_function("user => document.querySelector('latchkey-board').shadowRoot.querySelector('tbody a')?.textContent === user", arg=sorted_here[0])
    assert names(page)[:50] == sorted_here[:50]
    assert page.url.endswith("?state=expiring&provider=spotify&order=user")
    page.reload()
    page.wait_for_function("user => document.querySelector('latchkey-board').shadowRoot.querySelector('tbody a')?.textContent === user", arg=sorted_here[0])


def test_the_heads_of_columns_sort(visit, site):
    page = visit.open("index.html")
    for name, order in (("Person", "user"), ("Ends", "ends"), ("State", "urgency")):
        page.get_by_role("button", name=name, exact=True).click()
        first = orders(site.rows)[order][0]["user"]
        page.wait_for_function("user => document.querySelector('latchkey-board').shadowRoot.querySelector('tbody a')?.textContent === user", arg=first)
        assert page.get_by_role("columnheader", name=name, exact=True).get_attribute("aria-sort") == "ascending"
        assert page.get_by_label("Order").input_value() == order
        assert page.evaluate("document.querySelector('latchkey-board').shadowRoot.activeElement.dataset.order") == order


@pytest.mark.parametrize("order", ["user", "ends"])
def test_everything_comes_in_each_order(visit, site, order):
    page = visit.open(f"index.html?order={order}")
    page.locator("tbody a").first.wait_for()
    assert names(page)[:50] == [row["user"] for row in orders(site.rows)[order]][:50]


def test_a_person_is_found_without_any_list(visit, site):
    visit.excuse("404")
    page = visit.open("index.html")
    before = len(asked_pages(site))
    page.get_by_label("Find a person").fill("nobody")
    page.keyboard.press("Enter")
    page.get_by_text("Nobody here is called “nobody”.").wait_for()
    page.get_by_label("Find a person").fill("anna")
    page.keyboard.press("Enter")
    page.wait_for_url("**/integrations.html?user=anna")
    assert len(asked_pages(site)) == before


def test_rows_that_cannot_be_had_can_be_asked_for_again(visit, site):
    visit.excuse("503")
    fail = lambda route: route.fulfill(status=503)
    visit.page.route("**/index/state/needs_reconnect/p0.json", fail)
    page = visit.open("index.html")
    page.get_by_text("These rows can’t be had right now.").first.wait_for()
    page.unroute("**/index/state/needs_reconnect/p0.json", fail)
    page.get_by_role("button", name="Try again").first.click()
    page.get_by_role("link", name=orders(site.rows)["urgency"][0]["user"]).last.wait_for()


def test_it_tells_when_the_schedule_seems_off(visit, site):
    page = visit.open("index.html")
    assert "Last run 12 minutes ago · next at about 12:18" in page.locator(".pulse").inner_text()
    site.write("heartbeat.json", heartbeat(endedAt=at(hours=-5)))
    visit.open("index.html")
    note = page.locator('[data-state="off"]').inner_text()
    assert "The schedule seems off" in note and "5 hours ago" in note and "30 minutes" in note


def test_attention_says_who_what_and_by_when(visit, site):
    page = visit.open("index.html")
    items = page.locator(".attention li")
    assert items.count() == 6
    first = orders(site.rows)["urgency"][0]
    text = items.first.inner_text()
    assert first["user"] in text and "Ask the person to connect again." in text and "since" in text
    site.write("index/attention.json", {"ok": True, "total": 0, "items": []})
    visit.open("index.html")
    page.get_by_text("Nothing needs anybody.").wait_for()


def test_the_history_of_runs_is_a_picture_and_a_table(visit, site):
    page = visit.open("index.html")
    assert page.get_by_role("img", name="The last 48 runs: 44 ok, 3 partial, 1 stopped.").is_visible()
    page.get_by_text("Show as a table").click()
    assert page.locator("table.plain tbody tr").count() == 48


def test_without_an_index_it_says_so(visit, site):
    visit.excuse("404")
    (site.folder / "index/summary.json").rename(site.folder / "index/away.json")
    try:
        visit.open("index.html").get_by_text("Nothing has been connected here yet.").wait_for()
    finally:
        (site.folder / "index/away.json").rename(site.folder / "index/summary.json")


def test_a_small_site_where_all_is_well_says_so(visit, site):
    site.write("index/summary.json", {"ok": True, "total": 1, "counts": {"connected": 1}, "closedFiles": 0, "providers": {}})
    assert visit.open("index.html").locator("h1").inner_text() == "The one connection is well."
