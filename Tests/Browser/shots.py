"""Takes screenshots of every page and state, to be looked at: `shots.py FOLDER [part of a name …]`."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from crowd import crowd, write_index
from fixtures import NOW, PRIVATE, PRIVATE_KEY, Site, b64
from server import Host


def main(folder, wanted):
    out = Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        host = Host(place)
        site = Site(place, host.origin).build()
        gallery(site)
        write_index(site, crowd(10_000))
        person = f"{host.origin}/integrations.html?user="
        pages = {
            "person": person + "anna", "invited": person + "anna#i=" + site.invite("anna", name="Anna", provider="youtube"),
            "missing": person + "nobody", "hugo": person + "hugo", "private": f"{person}{PRIVATE}#k={b64(PRIVATE_KEY)}",
            "closed": person + PRIVATE, "garbled": person + "garbled", "hard": person + "hard", "several": person + "several",
            "gallery": f"{host.origin}/gallery.html#i=" + site.invite("reconnect"), 
            "dashboard": f"{host.origin}/index.html", "filtered": f"{host.origin}/index.html?state=needs_reconnect&provider=spotify",
            "callback-failed": f"{host.origin}/auth/instagram/callback/?code=abc&state=old",
        }
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name, url in pages.items():
            if wanted and not any(part in name for part in wanted):
                continue
            for scheme in ("light", "dark"):
                for width, height in ((360, 780), (1280, 900)):
                    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, device_scale_factor=1)
                    page = context.new_page()
                    page.on("console", lambda message: print(name, message.text))
                    page.on("pageerror", lambda error: print(name, error))
                    page.clock.set_fixed_time(NOW)
                    page.goto(url)
                    page.wait_for_load_state("networkidle")
                    page.screenshot(path=out / f"{name}-{width}-{scheme}.png", full_page=name != "dashboard")
                    context.close()
        browser.close()
        host.close()


def gallery(site):
    """A page with the card in every state."""
    from fixtures import PEOPLE
    cards = "".join(f'<latchkey-connection provider="{records[0]["provider"]}" user="{user}"></latchkey-connection>' for user, records in PEOPLE.items())
    site.write("gallery.html", '<!doctype html><html lang="en"><meta charset="utf-8"><title>Gallery</title><meta name="viewport" content="width=device-width">'
               '<link rel="stylesheet" href="assets/pages.css"><link rel="stylesheet" href="gallery.css"><script type="module" src="assets/latchkey.js"></script>'
               f'<div class="page"><h1>Gallery</h1><div id="cards">{cards}</div></div>')
    site.write("gallery.css", "#cards{display:grid;gap:16px;grid-template-columns:repeat(auto-fill,minmax(min(100%,21rem),1fr))}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
