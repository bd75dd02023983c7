"""From the invitation to the sealed message, and every way that it can go wrong."""

import base64
import hashlib
import hmac
import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from jwcrypto import jwe, jwk

from fixtures import NOW, PRIVATE, PRIVATE_KEY, at, b64, connection

CONNECT = re.compile("^Connect")


def opened(site, sealed):
    """The message, as the operator's run would read it."""
    token = jwe.JWE()
    token.deserialize(sealed, key=site.sealing)
    return json.loads(token.payload)


def memory(page):
    return page.evaluate("({...sessionStorage, local: JSON.stringify(localStorage), cookie: document.cookie})")


def begin(visit, provider="youtube", name="YouTube", user="anna", **claims):
    """Opens an invitation and presses Connect; the provider says yes."""
    page = visit.open(f"integrations.html?user={user}#i={visit.site.invite(user, **claims)}")
    page.get_by_role("button", name=f"Connect {name}").click()
    page.wait_for_url("**/callback/")
    return page


def post(site):
    site.write("site.json", site.settings(handover=[{"way": "post", "url": site.origin + "/inbox"}]))


def test_an_invitation_leads_to_a_sealed_code_in_the_inbox(visit, site):
    post(site)
    page = begin(visit)
    page.get_by_role("heading", name="YouTube is on its way").wait_for()
    assert "at about 12:18" in page.locator("section").inner_text()
    [(path, kind, sealed)] = site.host.server.inbox
    assert (path, kind) == ("/inbox", "application/jose")
    message, asked = opened(site, sealed), site.host.server.authorized[0]
    assert {k: message[k] for k in ("schema", "kind", "user", "provider", "label", "code", "redirectUri", "at")} == {
        "schema": "latchkey/message/1", "kind": "connect", "user": "anna", "provider": "youtube", "label": "default", "code": "code-of-sandbox-app",
        "redirectUri": site.origin + "/auth/youtube/callback/", "at": "2026-11-24T12:00:00Z",
    }
    assert message["invitation"].count(".") == 2
    # The verifier fits the challenge that the provider saw (RFC 7636, section 4.6).
    assert asked["code_challenge"] == b64(hashlib.sha256(message["verifier"].encode()).digest())
    assert asked["code_challenge_method"] == "S256"
    assert asked["access_type"] == "offline" and asked["response_type"] == "code"


def test_nothing_secret_stays_in_the_tab_or_its_address(visit, site):
    post(site)
    page = begin(visit)
    page.get_by_role("heading", name="YouTube is on its way").wait_for()
    message = opened(site, site.host.server.inbox[0][2])
    assert page.url == site.origin + "/auth/youtube/callback/"
    kept = json.dumps(memory(page))
    for secret in (message["code"], message["verifier"], message["invitation"]):
        assert secret not in kept
    page.go_back()
    page.wait_for_load_state("networkidle")
    assert "code-of" not in page.url
    # The code went to this site's own page and nowhere in another request.
    assert [path for path in site.host.server.asked if "code-of" in path and not path.startswith("/auth/youtube/callback/?")] == []


def test_the_invitation_leaves_the_address_bar_and_is_told(visit):
    page = visit.open(f"integrations.html?user=anna#i={visit.site.invite('anna', provider='tiktok', label='band', name='Anna')}")
    assert page.url.endswith("?user=anna")
    card = page.locator("[data-invitation]").inner_text()
    assert "Anna, you are invited to connect TikTok (band)." in card
    assert "until 1 Dec 2026" in card


def test_the_link_alone_tells_whose_page_it_is(visit):
    visit.excuse("404")
    page = visit.open(f"integrations.html#i={visit.site.invite('newcomer')}")
    page.get_by_role("heading", name="Connections of newcomer").wait_for()
    assert page.get_by_role("button", name="Connect Spotify").is_visible()


def tampered(token, **changes):
    header, payload, signature = token.split(".")
    claims = json.loads(base64.urlsafe_b64decode(payload + "=="))
    return ".".join([header, b64(json.dumps({**claims, **changes}).encode()), signature])


@pytest.mark.parametrize("make, words", [
    (lambda site: tampered(site.invite("ben"), sub="anna"), "not genuine"),
    (lambda site: tampered(site.invite("anna", exp=1), exp=4_000_000_000), "not genuine"),
    (lambda site: site.invite("anna", key=jwk.JWK.generate(kty="EC", crv="P-256")), "not genuine"),
    (lambda site: site.invite("anna")[:-3] + "AAA", "not genuine"),
    (lambda site: b64(b'{"alg":"none"}') + "." + site.invite("anna").split(".")[1] + ".", "not genuine"),
    (lambda site: "rubbish", "not genuine"),
    (lambda site: site.invite("anna", iss="https://elsewhere.example/"), "not genuine"),
    (lambda site: site.invite("anna", exp=int(NOW.timestamp()) - 60), "ended on 24 Nov 2026"),
    (lambda site: site.invite("ben"), "somebody else"),
], ids=["another user", "a later end", "another key", "another signature", "no algorithm", "rubbish", "another site", "ended", "of somebody else"])
def test_an_invitation_that_does_not_check_connects_nothing(visit, make, words):
    page = visit.open(f"integrations.html?user=anna#i={make(visit.site)}")
    assert words in page.locator("[data-invitation]").inner_text()
    assert page.get_by_role("button", name=CONNECT).count() == 0
    assert "#" not in page.url


def test_an_invitation_for_one_provider_opens_no_other(visit):
    page = visit.open(f"integrations.html?user=anna#i={visit.site.invite('anna', provider='tiktok')}")
    assert page.get_by_role("button", name=CONNECT).all_inner_texts() == ["Connect TikTok"]


def test_a_site_that_needs_no_invitation_lets_anybody_ask(visit, site):
    site.write("site.json", site.settings(requires="nothing"))
    page = visit.open("integrations.html?user=anna")
    assert page.get_by_role("button", name="Connect TikTok").is_visible()


def test_a_provider_gets_its_own_names_and_separator(visit, site):
    post(site)
    page = begin(visit, "tiktok", "TikTok")
    asked = site.host.server.authorized[0]
    assert asked["client_key"] == "sandbox-app" and "client_id" not in asked
    assert asked["scope"] == "user.info.basic,user.info.stats,video.list"
    assert "code_challenge" not in asked
    page.get_by_role("heading", name="TikTok is on its way").wait_for()
    assert "verifier" not in opened(site, site.host.server.inbox[0][2])


def test_a_providers_trailing_decoration_is_no_part_of_the_code(visit, site):
    post(site)
    site.host.server.suffix = "%23_#_"
    site.host.server.answer = lambda query: {"state": query["state"], "code": "abc"}
    page = begin(visit, "instagram", "Instagram", user="gone")
    page.get_by_role("heading", name="Instagram is on its way").wait_for()
    assert opened(site, site.host.server.inbox[0][2])["code"] == "abc"
    assert site.host.server.authorized[0]["force_reauth"] == "true"


def test_a_host_of_the_persons_own_is_asked_for_and_checked(visit, site):
    page = visit.open(f"integrations.html?user=anna#i={site.invite('anna')}")
    field, button = page.get_by_label("Your instance"), page.get_by_role("button", name="Connect Mastodon")
    for wrong in ("evil.example/path?x=", "localhost", "10.0.0.1"):
        field.fill(wrong)
        button.click()
        page.get_by_text("for example: mastodon.social").wait_for()
    visit.context.route("https://mas.to/**", lambda route: route.fulfill(body="an instance"))
    field.fill("mas.to")
    button.click()
    page.wait_for_url("https://mas.to/**")
    assert parse_qs(urlsplit(page.url).query)["scope"] == ["read:accounts"]
    visit.foreign.clear()


def test_a_no_is_a_no_and_kept_nowhere(visit, site):
    site.host.server.answer = lambda query: {"error": "access_denied", "state": query["state"]}
    page = begin(visit)
    page.get_by_role("heading", name="You said no").wait_for()
    assert not [name for name in memory(page) if "pending" in name or "sealed" in name]
    page.get_by_role("link", name="Start again").click()
    page.get_by_role("button", name="Connect YouTube").wait_for()


ANSWERS = {
    "another state": (lambda query: {"code": "stolen", "state": "A" * 43}, "does not belong"),
    "no state": (lambda query: {"code": "stolen"}, "does not belong"),
    "no code": (lambda query: {"state": query["state"]}, "without an answer"),
    "an error": (lambda query: {"state": query["state"], "error": "server_error", "error_description": "Call 555 now"}, "(server_error)"),
    "an error that is markup": (lambda query: {"state": query["state"], "error": "<b>Call 555 now</b>"}, "(error)"),
}


@pytest.mark.parametrize("answer, words", ANSWERS.values(), ids=ANSWERS)
def test_an_answer_that_does_not_check_is_not_sent(visit, site, answer, words):
    post(site)
    site.host.server.answer = answer
    page = begin(visit)
    page.get_by_role("heading", name="That did not work").wait_for()
    assert words in page.locator("section").inner_text()
    assert "555" not in page.locator("section").inner_text()
    assert site.host.server.inbox == []
    assert page.url.endswith("/callback/")


SENDERS = [{"iss": "https://evil.example"}, {"iss": "https://www.eventbrite.com/"}, {"iss": ""}, {}]


@pytest.mark.parametrize("sender", SENDERS, ids=["another", "with a slash", "empty", "none"])
@pytest.mark.parametrize("what", [{"code": "c"}, {"error": "access_denied"}], ids=["code", "error"])
def test_nobody_but_the_provider_itself_is_believed(visit, site, sender, what):
    post(site)
    site.host.server.answer = lambda query: {"state": query["state"], **what, **sender}
    page = begin(visit, "eventbrite", "Eventbrite")
    page.get_by_text("does not say that it comes from Eventbrite").wait_for()
    assert site.host.server.inbox == []


def test_the_providers_own_word_travels_with_the_code(visit, site):
    post(site)
    site.host.server.answer = lambda query: {"state": query["state"], "code": "c", "iss": "https://www.eventbrite.com"}
    page = begin(visit, "eventbrite", "Eventbrite")
    page.get_by_role("heading", name="Eventbrite is on its way").wait_for()
    assert opened(site, site.host.server.inbox[0][2])["iss"] == "https://www.eventbrite.com"


def test_an_invitation_for_another_account_offers_it_beside_the_first(visit, site):
    post(site)
    page = visit.open(f"integrations.html?user=anna#i={site.invite('anna', provider='instagram', label='band')}")
    card = page.get_by_role("region", name="Your invitation").locator("article")
    assert "Instagram · band" in card.inner_text()
    card.get_by_role("button", name="Connect Instagram").click()
    page.get_by_role("heading", name="Instagram is on its way").wait_for()
    assert opened(site, site.host.server.inbox[0][2])["label"] == "band"


def test_an_invitation_for_what_is_connected_lets_it_be_connected_again(visit, site):
    page = visit.open(f"integrations.html?user=anna#i={site.invite('anna', provider='instagram')}")
    assert page.get_by_role("button", name=CONNECT).all_inner_texts() == ["Connect again"]


def test_a_private_persons_link_invites_and_opens_the_page(visit, site):
    page = visit.open(f"integrations.html?user={PRIVATE}#i={site.invite(PRIVATE, provider='tiktok')}&k={b64(PRIVATE_KEY)}")
    page.get_by_role("heading", name="Connections of Somebody Private").wait_for()
    assert page.url.endswith(f"?user={PRIVATE}")
    assert page.get_by_text("@hidden.one").is_visible()
    page.get_by_role("button", name="Connect TikTok").wait_for()


def test_a_private_page_that_stays_closed_names_nobody(visit, site):
    page = visit.open(f"integrations.html?user={PRIVATE}")
    assert page.locator("h1").inner_text() == "Your connections"
    assert "hello@nightferry.example" in page.locator("article").inner_text()


def test_the_same_answer_counts_once(visit, site):
    post(site)
    page = begin(visit)
    page.get_by_role("heading", name="YouTube is on its way").wait_for()
    again = next(path for path in site.host.server.asked if path.startswith("/auth/youtube/callback/?"))
    visit.open(again.lstrip("/"))
    page.get_by_role("heading", name="That did not work").wait_for()
    assert len(site.host.server.inbox) == 1


def test_an_answer_for_one_provider_is_none_for_another(visit, site):
    post(site)
    def astray(query):
        query["redirect_uri"] = query["redirect_uri"].replace("youtube", "spotify")
        return {"state": query["state"], "code": "c"}

    site.host.server.answer = astray
    page = begin(visit)
    page.get_by_role("heading", name="That did not work").wait_for()
    assert site.host.server.inbox == []


def test_what_cannot_be_delivered_is_kept_sealed_and_tried_again(visit, site):
    post(site)
    visit.excuse("503")
    site.host.server.post_status = 503
    page = begin(visit)
    page.get_by_text("could not be delivered").wait_for()
    page.reload()
    page.get_by_text("could not be delivered").wait_for()
    page.get_by_text("Other ways").click()
    assert page.get_by_role("button", name="Save as a file").is_visible()
    site.host.server.post_status = 202
    page.get_by_role("button", name="Try again").click()
    page.get_by_role("heading", name="YouTube is on its way").wait_for()
    assert len({sealed for _, _, sealed in site.host.server.inbox}) == 1
    assert not [name for name in memory(page) if "sealed" in name]


def test_the_other_ways_carry_the_same_sealed_text(visit, site):
    page = begin(visit)
    page.get_by_role("heading", name="One last step").wait_for()
    assert "good for 60 minutes" in page.locator("section").inner_text()
    assert not page.get_by_role("button", name="I have done it").is_visible()
    page.get_by_text("Other ways").click()
    sealed = page.get_by_label("Sealed text").input_value()
    assert opened(site, sealed)["code"] == "code-of-sandbox-app"
    name = hashlib.sha256(sealed.encode()).hexdigest()[:16]
    address = lambda words: page.get_by_role("link", name=words).get_attribute("href")
    issue = urlsplit(address("Open a prefilled GitHub issue"))
    assert (issue.netloc, issue.path) == ("github.com", "/nightferry/status/issues/new")
    assert parse_qs(issue.query) == {"title": [f"latchkey {name}"], "labels": ["latchkey"], "body": [f"```latchkey\n{sealed}\n```\n"]}
    file = urlsplit(address("Add a file on GitHub"))
    assert file.path == "/nightferry/status/new/main/data/inbox"
    assert parse_qs(file.query) == {"filename": [f"{name}.jwe"], "value": [sealed]}
    assert address("Write a mail").startswith("mailto:hello%40nightferry.example?subject=latchkey%20")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a file").click()
    assert download.value.suggested_filename == f"{name}.jwe"
    assert open(download.value.path()).read() == sealed
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == sealed
    page.get_by_role("button", name="I have done it").click()
    page.get_by_role("heading", name="YouTube is on its way").wait_for()


def test_the_page_tells_when_the_run_has_connected_the_account(visit, site):
    post(site)
    page = begin(visit)
    page.get_by_role("heading", name="YouTube is on its way").wait_for()
    site.person("anna", [connection("youtube", connectedAt=at(seconds=30))])
    page.get_by_role("heading", name="Connected", exact=True).wait_for()
    assert "YouTube is connected as @anna." in page.locator("section").inner_text()


def test_without_the_sites_key_nothing_is_sent(visit, site):
    site.write("site.json", {k: v for k, v in site.settings().items() if k != "sealingKey"})
    page = begin(visit)
    page.get_by_text("could not be sealed").wait_for()


def test_disconnecting_is_asked_twice_and_proved_by_the_invitation(visit, site):
    post(site)
    page = visit.open(f"integrations.html?user=anna#i={site.invite('anna')}")
    button = page.locator("article", has_text="Anna Eriksen").get_by_role("button", name="Disconnect")
    button.click()
    dialog = page.get_by_role("dialog", name="Disconnect @anna?")
    assert dialog.get_by_role("button", name="Keep it").evaluate("element => element.getRootNode().activeElement === element")
    page.keyboard.press("Escape")
    assert dialog.count() == 0
    assert button.evaluate("element => element.getRootNode().activeElement === element")
    assert site.host.server.inbox == []
    button.click()
    dialog.get_by_role("button", name="Disconnect").click()
    dialog.get_by_text("on its way").wait_for()
    message = opened(site, site.host.server.inbox[0][2])
    assert (message["kind"], message["user"], message["provider"], message["label"]) == ("disconnect", "anna", "instagram", "default")
    assert "invitation" in message and "code" not in message


def test_the_key_of_a_private_page_proves_a_wish_and_does_not_travel(visit, site):
    post(site)
    page = visit.open(f"integrations.html?user={PRIVATE}#k={b64(PRIVATE_KEY)}")
    page.get_by_role("button", name="Disconnect").click()
    page.get_by_role("dialog").get_by_role("button", name="Disconnect").click()
    page.get_by_text("on its way").wait_for()
    message = opened(site, site.host.server.inbox[0][2])
    # HKDF by hand (RFC 5869): no salt is a salt of zeros.
    base = hmac.digest(bytes(32), PRIVATE_KEY, "sha256")
    key = hmac.digest(base, b"latchkey/disconnect/1\x01", "sha256")
    said = "\n".join(message[name] for name in ("kind", "id", "at", "user", "provider", "label"))
    assert message["proof"] == b64(hmac.digest(key, said.encode(), "sha256"))
    assert b64(PRIVATE_KEY) not in json.dumps(message)


def test_a_stranger_can_look_and_ask_for_nothing(visit, site):
    page = visit.open("integrations.html?user=anna")
    assert page.get_by_role("button", name=CONNECT).count() == 0
    page.get_by_role("button", name="Disconnect").first.click()
    dialog = page.get_by_role("dialog")
    assert "Only the owner" in dialog.inner_text()
    assert dialog.get_by_role("button").all_inner_texts() == ["Close"]
