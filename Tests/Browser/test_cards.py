"""The card in every state, and what it says against the reader's clock."""

import pytest

from fixtures import PRIVATE, PRIVATE_KEY, at, b64, connection, heartbeat

CARDS = [
    # user, state, words that must be there, words that must not
    ("anna", "connected", ["Connected", "Anna Eriksen", "@anna", "7,558 followers", "203 posts", "anna.example", "\"Off air\" / café & studio", "54 days left", "until 17 Jan 2027", "Connected since 27 Jul 2026", "Checked 12 minutes ago", "Disconnect"], ["Connect again"]),
    ("expiring", "expiring", ["Ends soon", "6 days left", "renewed by itself before 30 Nov 2026"], ["personal link"]),
    ("today", "expiring", ["Ends today", "should have been renewed by now", "personal link"], []),
    ("consent", "expiring", ["Spotify asks for your consent again. Connect again before 2 Dec 2026", "8 days left"], []),
    ("ended", "ended", ["May have ended", "due to end on 21 Nov 2026", "Ended 21 Nov"], ["days left"]),
    ("stale", "connected", ["numbers of 22 Nov 2026"], []),
    ("degraded", "degraded", ["Having trouble", "Instagram has had enough questions", "after 12:40"], ["Connect again"]),
    ("odd", "degraded", ["The provider is having tea."], []),
    ("doubt", "in_doubt", ["Being checked", "there is nothing to do"], ["Connect again"]),
    ("locked", "locked", ["Locked", "probably well"], ["Connect again", "Disconnect", "days left"]),
    ("damaged", "broken", ["Damaged", "people who run this page have to restore it"], ["Connect again", "Disconnect"]),
    ("reconnect", "needs_reconnect", ["Connect again", "Your password was changed"], ["days left"]),
    ("pending", "pending", ["On its way", "next run connects the account, at about 12:18"], ["Disconnect", "days left"]),
    ("gone", "disconnected", ["Not connected", "Disconnected 15 Nov 2026", "to show the account's name, picture and numbers", "instagram_business_basic"], ["Disconnect\n"]),
    ("scopes", "connected", ["You did not grant: instagram_business_manage_insights"], []),
    ("endless", "connected", ["Hi & bye", "1 follower", "1 post"], ["days left", "<p>", "1 followers"]),
    ("nameless", "connected", ["54 days left"], ["undefined", "null"]),
    ("hard", "connected", ["<img src=x onerror=alert(1)>", "12.3M followers", "Hello there & é", "a-very-long-label"], ["javascript:"]),
]


@pytest.fixture(scope="module")
def gallery(browser, running):
    from conftest import Visit
    context = browser.new_context(viewport={"width": 1280, "height": 900}, timezone_id="UTC")
    visit = Visit(context, running)
    visit.excuse("404")
    yield visit.open("gallery.html")
    context.close()
    visit.check()


@pytest.mark.parametrize("user, state, words, never", CARDS, ids=[card[0] for card in CARDS])
def test_a_card_tells_its_state_in_words(gallery, user, state, words, never):
    card = gallery.locator(f'latchkey-connection[user="{user}"] article')
    assert card.get_attribute("data-state") == state
    text = card.inner_text()
    assert [word for word in words if word not in text] == []
    assert [word for word in never if word in text] == []


def test_every_account_of_a_provider_has_its_card(gallery):
    cards = gallery.locator('latchkey-connection[user="several"] article')
    assert cards.locator("h3").all_inner_texts() == ["Instagram · band", "Instagram · solo", "Instagram · label"]
    assert cards.nth(2).get_attribute("data-state") == "needs_reconnect"


@pytest.mark.parametrize("user", ["oldpicture", "lostpicture", "anna"])
def test_a_picture_whose_link_is_dead_gives_way_to_a_letter(gallery, user):
    frame = gallery.locator(f'latchkey-connection[user="{user}"] .picture')
    frame.scroll_into_view_if_needed()
    gallery.wait_for_function("frame => !frame.querySelector('img') || frame.querySelector('img').complete", arg=frame.element_handle())
    assert frame.inner_text() == "A"
    assert frame.locator("img").count() == (1 if user == "anna" else 0)


def test_a_static_file_ages_against_the_readers_clock(visit):
    page = visit.page
    page.clock.set_fixed_time("2027-01-11T12:00:00Z")
    visit.open("integrations.html?user=anna")
    card = page.locator("article", has_text="Anna Eriksen")
    assert card.get_attribute("data-state") == "expiring"
    assert "6 days left" in card.inner_text()
    assert "so this may be out of date" in card.inner_text()


def test_an_element_without_a_connection_offers_it(visit):
    visit.excuse("404")
    visit.open("gallery.html")
    visit.page.evaluate("""() => {
      const card = document.createElement('latchkey-connection');
      card.setAttribute('provider', 'tiktok');
      card.setAttribute('user', 'anna');
      document.body.replaceChildren(card);
    }""")
    visit.page.get_by_text("to list its videos").wait_for()
    assert "hello@nightferry.example" in visit.page.locator("article").inner_text()


LOADS = [("nobody", "missing", "Nothing has been connected here yet"), ("garbled", "broken", "data is damaged"), (PRIVATE, "private", "This is a private page"), ("..%2Fsecret", "noUser", "Whose connections?")]


@pytest.mark.parametrize("user, state, words", LOADS)
def test_a_page_without_data_says_why(visit, user, state, words):
    visit.excuse("404")
    card = visit.open(f"integrations.html?user={user}").locator("article")
    assert card.get_attribute("data-state") == state
    assert words in card.inner_text()


def test_a_file_that_cannot_be_opened_is_no_missing_connection(visit):
    page = visit.open("integrations.html?user=hugo")
    page.get_by_text("probably well").wait_for()
    assert page.get_by_role("button").count() == 0


def test_offline_it_says_so_and_comes_back_by_itself(visit):
    visit.excuse("ERR_INTERNET_DISCONNECTED")
    page = visit.open("integrations.html?user=anna")
    page.evaluate("document.querySelector('latchkey-integrations').setAttribute('user', 'stale')")
    page.get_by_text("numbers of 22 Nov 2026").wait_for()
    visit.context.set_offline(True)
    page.evaluate("document.querySelector('latchkey-integrations').setAttribute('user', 'anna')")
    page.get_by_text("You seem to be offline.").wait_for()
    visit.context.set_offline(False)
    page.get_by_text("Anna Eriksen", exact=True).wait_for()


def test_while_a_file_is_on_its_way_it_says_so(visit):
    page = visit.page
    held = []
    page.route("**/api/integrations/anna.json", lambda route: held.append(route))
    visit.open("integrations.html?user=anna", wait=False)
    page.locator("[aria-busy=true]").first.wait_for()
    assert page.get_by_text("Loading…").first.is_visible()
    while not held:
        page.wait_for_timeout(20)
    held[0].continue_()
    page.get_by_text("Anna Eriksen", exact=True).wait_for()
    assert page.locator("[aria-busy=true]").count() == 0


def test_a_private_page_opens_with_the_key_of_its_link_and_forgets_it_in_the_address(visit):
    page = visit.open(f"integrations.html?user={PRIVATE}#k={b64(PRIVATE_KEY)}")
    page.get_by_role("heading", name="Connections of Somebody Private").wait_for()
    assert page.url.endswith(f"?user={PRIVATE}")
    assert page.get_by_text("@hidden.one").is_visible()
    visit.open(f"integrations.html?user={PRIVATE}")
    page.get_by_text("@hidden.one").wait_for()


def test_a_private_page_stays_closed_to_another_key_and_to_a_swapped_file(visit, site):
    page = visit.open(f"integrations.html?user={PRIVATE}#k={b64(bytes(32))}")
    page.get_by_text("no longer opens the page").wait_for()
    site.write("api/integrations/p0other.json", (site.folder / f"api/integrations/{PRIVATE}.json").read_text())
    visit.open(f"integrations.html?user=p0other#k={b64(PRIVATE_KEY)}")
    page.get_by_text("no longer opens the page").wait_for()


def test_without_a_heartbeat_or_settings_the_card_still_stands(visit, site):
    visit.excuse("404")
    for path in ("heartbeat.json", "site.json", "providers.json"):
        site.write(path, "")
    visit.open("integrations.html?user=anna")
    assert visit.page.locator("article").count() == 2


def test_pictures_can_be_left_alone(visit, site):
    site.write("site.json", site.settings(pictures="hide"))
    visit.open("integrations.html?user=anna")
    assert visit.page.locator("img").count() == 0


def test_two_accounts_that_are_one_persons_are_both_on_the_page(visit):
    visit.open("integrations.html?user=several")
    assert visit.page.locator('section[aria-label="Connected"] article').count() == 3
