"""What README.md shows of other frontends, done as React and Vue do it: plain calls on the elements and the files."""

import pytest

from fixtures import Site
from server import Host

SCRIPT = "<script type='module' src='{origin}/assets/latchkey.js'></script>"


@pytest.fixture
def band(browser, tmp_path):
    """A page of another origin, and the status site that it shows."""
    inner, outer = Host(tmp_path / "inner"), Host(tmp_path / "outer")
    status = Site(tmp_path / "inner" / "status", inner.origin, "/status").build()
    (tmp_path / "outer").mkdir()
    (tmp_path / "outer" / "index.html").write_text(f"<!doctype html><title>Band</title>{SCRIPT.format(origin=status.origin)}<main></main>")
    # A page of its own would name the status site in its policy; here it has none.
    context = browser.new_context(bypass_csp=True)
    context.set_default_timeout(20_000)
    page, errors = context.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(outer.origin + "/index.html")
    yield page, status
    context.close()
    inner.close()
    outer.close()
    assert errors == []


def test_a_component_is_made_changed_moved_and_taken_away(band):
    page, _ = band
    # As React 19 and Vue 3 do: what is no property of the element becomes an attribute, before it is in the page.
    page.evaluate("""() => {
      const set = (element, name, value) => { if (name in element) element[name] = value; else element.setAttribute(name, value); };
      const card = window.card = document.createElement('latchkey-connection');
      set(card, 'provider', 'instagram'); set(card, 'user', 'anna');
      document.querySelector('main').append(card);
    }""")
    page.get_by_text("Anna Eriksen", exact=True).wait_for()
    page.evaluate("card.setAttribute('user', 'reconnect')")
    page.get_by_text("Your password was changed").wait_for()
    page.evaluate("document.body.append(card)")
    page.get_by_text("Your password was changed").wait_for()
    page.evaluate("card.setAttribute('user', 'anna'); card.remove()")
    page.evaluate("document.querySelector('main').append(card)")
    page.get_by_text("@anna", exact=True).wait_for()
    assert page.locator("article").count() == 1


def test_elements_that_are_there_before_the_script_come_alive(band):
    page, status = band
    shown = page.evaluate("""() => new Promise((done) => {
      document.addEventListener('latchkey-shown', (event) => { if (event.target.localName === 'latchkey-integrations') done(event.detail.count); });
      document.querySelector('main').innerHTML = '<latchkey-integrations user="anna"></latchkey-integrations>';
    })""")
    assert shown == 2


def test_a_frontend_of_a_rest_backend_reads_the_files_from_another_base(band):
    page, status = band
    read = page.evaluate("""async (base) => {
      const user = 'anna';
      const one = await (await fetch(`${base}/api/integrations/instagram/${user}.json`)).json();
      const all = await (await fetch(`${base}/api/integrations/${user}.json`)).json();
      return { one, all };
    }""", status.origin)
    connection = read["one"]["connection"]
    assert read["one"]["ok"] and read["all"]["ok"]
    assert (connection["username"], connection["followers"], connection["needsRefresh"]) == ("anna", 7558, False)
    assert read["all"]["integrations"]["instagram"]["status"] == "connected"
    assert read["all"]["integrations"]["spotify"]["profile"]["name"] == "Gina Duarte"
