"""Builds a whole site in a folder: the pages as they are, and status files for people of every kind."""

import base64
import json
import os
import shutil
from datetime import datetime, timedelta, timezone
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from jwcrypto import jwk, jws

PAGES = Path(__file__).resolve().parents[2] / "Sources" / "Site" / "Pages"
# The readers' clock stands still, so that days left are the same in every run.
NOW = datetime(2026, 11, 24, 12, 0, 0, tzinfo=timezone.utc)
PRIVATE = "p7f3ac2e90b1d4c5a6e8f"
PRIVATE_KEY = bytes(range(32))


def at(**distance):
    """A time so far from now, as status files write it."""
    return (NOW + timedelta(**distance)).strftime("%Y-%m-%dT%H:%M:%SZ")


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def picture(first, second):
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 112 112">'
        f'<rect width="112" height="112" fill="{first}"/>'
        f'<circle cx="56" cy="46" r="21" fill="{second}"/><circle cx="56" cy="112" r="41" fill="{second}"/></svg>'
    )


ANNA = {
    "accountType": "MEDIA_CREATOR",
    "biography": "🎧 Anna Eriksen\n\"Off air\" / café & studio",
    "followers": 7558, "following": 160, "id": "17841407999056393", "mediaCount": 203,
    "name": "Anna Eriksen", "profilePictureUrl": "/pictures/anna.svg",
    "profilePictureUrlExpiresAt": at(days=4), "username": "anna",
    "website": "https://anna.example/?from=ig&x=1",
}
GINA = {
    "followers": 2236, "id": "acc192j9v4hzoz9ccai09d4d5", "name": "Gina Duarte",
    "profilePictureUrl": "/pictures/gina.svg",
    "profileUrl": "https://open.spotify.com/user/31kp120gelc3z1", "username": "31kp120gelc3z1",
}
HARD = {
    "name": "<img src=x onerror=alert(1)> Ångström" + "w" * 60, "username": "evil<script>",
    "biography": "<p>Hello <b>there</b> &amp; &#233;</p><p>https://" + "x" * 120 + "</p>",
    "website": "javascript:alert(1)", "profilePictureUrl": "/pictures/none.svg", "followers": 12_345_678,
}


def connection(provider="instagram", status="connected", label="default", profile=None, **members):
    record = {
        "provider": provider, "label": label, "status": status, "since": at(days=-20), "generation": 4,
        "needsRefresh": False, "expiresAt": at(days=54, hours=3), "reconnectBy": at(days=54, hours=3),
        "connectedAt": at(days=-120), "lastSync": at(minutes=-18), "profile": ANNA if profile is None else profile,
    }
    record.update(members)
    return {name: value for name, value in record.items() if value is not ...}


def trouble(status, reason, message, next_step=None, **members):
    extra = {"nextStep": next_step} if next_step else {}
    return connection(status=status, reason=reason, message=message, **extra, **members)


PEOPLE = {
    "anna": [
        connection(),
        connection("spotify", profile=GINA, expiresAt=at(days=110), reconnectBy=at(days=110)),
    ],
    "expiring": [connection(status="expiring", needsRefresh=True, expiresAt=at(days=6, hours=2), reconnectBy=at(days=6, hours=2))],
    "today": [connection(status="expiring", needsRefresh=True, expiresAt=at(hours=5), reconnectBy=at(hours=5))],
    "consent": [connection("spotify", status="expiring", profile=GINA, needsRefresh=True, expiresAt=at(hours=1), reconnectBy=at(days=8, hours=1))],
    "ended": [connection(expiresAt=at(days=-3), reconnectBy=at(days=-3), lastSync=at(days=-13))],
    "stale": [connection(lastSync=at(days=-2), stale={"reason": "rate_limited", "since": at(days=-2)})],
    "degraded": [trouble("degraded", "rate_limited", "the provider's rate limit is used up", retryAt=at(minutes=40))],
    "odd": [trouble("degraded", "tea_time", "the provider is having tea", "wait for the pot")],
    "doubt": [trouble("in_doubt", "answer_lost", "a run ended between a refresh and its saving; the next one finds out what is left")],
    "locked": [trouble("locked", "file_locked", "the connection file can't be decrypted with the keys at hand", "run latchkey doctor; the grant itself may be well")],
    "damaged": [trouble("broken", "file_broken", "the connection file is damaged or of a newer format", "restore the file from git, or update latchkey")],
    "reconnect": [trouble("needs_reconnect", "password_changed", "the password was changed, which ended the grant", "ask the person to connect again", expiresAt=at(days=20))],
    "pending": [connection(status="pending", profile={}, expiresAt=None, reconnectBy=..., connectedAt=None, lastSync=None)],
    "gone": [connection(status="disconnected", profile={}, expiresAt=None, reconnectBy=..., lastSync=None, since=at(days=-9))],
    "several": [
        connection(label="band", profile={**ANNA, "name": "Night Ferry", "username": "nightferry", "biography": "Four people, two boats.", "followers": 128_400, "profilePictureUrl": "/pictures/gina.svg"}),
        connection(label="solo"),
        trouble("needs_reconnect", "revoked", "the person removed the app's access", "ask the person to connect again", label="label"),
    ],
    "oldpicture": [connection(profile={**ANNA, "profilePictureUrlExpiresAt": at(days=-1)})],
    "lostpicture": [connection(profile={**ANNA, "profilePictureUrl": "/pictures/none.svg"})],
    "scopes": [connection(missingScopes=["instagram_business_manage_insights"])],
    "endless": [connection("mastodon", profile={"name": "Ida", "username": "ida", "posts": 1, "followers": 1, "biography": "<p>Hi &amp; bye</p>"}, expiresAt=None, reconnectBy=...)],
    "nameless": [connection(profile={}, lastSync=None)],
    "hard": [connection(profile=HARD, label="a-very-long-label-that-somebody-typed-in-one-word")],
}


def account_name(record):
    return next((record["profile"][name] for name in ("username", "name", "id") if name in record["profile"]), None)


def integrations(user, records, **members):
    grouped = {}
    for record in records:
        grouped.setdefault(record["provider"], []).append({**record, "connectedAccount": account_name(record)})
    return {
        "ok": True, "schema": "latchkey/integrations/1", "user": user,
        "integrations": {provider: {**group[0], "connections": group} for provider, group in grouped.items()}, **members,
    }


def flat(user, provider, records):
    rows = [{**record["profile"], **{k: v for k, v in record.items() if k != "profile"}} for record in records]
    return {"ok": True, "schema": "latchkey/connection/1", "user": user, "provider": provider, "connection": rows[0], "connections": rows}


def private(document, user):
    iv = bytes(12)
    ciphertext = AESGCM(PRIVATE_KEY).encrypt(iv, json.dumps(document).encode(), f"latchkey/private/1\n{user}".encode())
    return {"schema": "latchkey/private/1", "iv": b64(iv), "ciphertext": b64(ciphertext)}


def provider(origin, key, name, scopes, authorize="/provider/authorize", **members):
    settings = members.pop("settings", {})
    return {
        "id": key, "name": name, "scopes": [{"id": scope, **({"reason": why} if why else {})} for scope, why in scopes],
        "lifetimes": {"code": 3600, "access": 5_184_000}, **members,
        "authorize": {"url": authorize if "://" in authorize else origin + authorize, "clientId": "sandbox-app", "redirectUri": f"{origin}/auth/{key}/callback/", "pkce": "S256", **settings},
    }


def providers(origin):
    return [
        provider(origin, "instagram", "Instagram", [("instagram_business_basic", "to show the account's name, picture and numbers"), ("instagram_business_manage_insights", "to show how posts are doing")],
                 settings={"pkce": "none", "scopeSeparator": ",", "codeSuffix": "#_", "parameters": {"force_reauth": "true"}}),
        provider(origin, "spotify", "Spotify", [("user-read-private", "to show the account's name and picture"), ("user-top-read", "to list what it listens to most")],
                 lifetimes={"code": 600, "access": 3600, "consent": 15_552_000}),
        provider(origin, "youtube", "YouTube", [("https://www.googleapis.com/auth/youtube.readonly", "to show the channel's name, picture and numbers")],
                 settings={"parameters": {"access_type": "offline", "prompt": "consent"}}),
        provider(origin, "tiktok", "TikTok", [("user.info.basic", "to show the account's name and picture"), ("user.info.stats", "to show its numbers"), ("video.list", "to list its videos")],
                 settings={"pkce": "none", "scopeSeparator": ",", "rename": {"client_id": "client_key"}}),
        provider(origin, "mastodon", "Mastodon", [("read:accounts", "to show the account's name, picture and numbers")],
                 parameters=[{"name": "host", "description": "Your instance", "example": "mastodon.social", "pattern": r"([a-z0-9-]+\.)+[a-z][a-z0-9-]*"}],
                 authorize="https://${param.host}/oauth/authorize"),
        provider(origin, "eventbrite", "Eventbrite", [], settings={"pkce": "none", "issuer": "https://www.eventbrite.com"}),
    ]


class Site:
    """A site in a folder, with the keys that an operator would have."""

    def __init__(self, folder, origin, base=""):
        self.folder, self.origin, self.base = Path(folder), origin + base, base
        self.signing = jwk.JWK.generate(kty="EC", crv="P-256", kid="invite-1", use="sig")
        self.sealing = jwk.JWK.generate(kty="EC", crv="P-256", kid="seal-1", use="enc")

    def write(self, path, value):
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(value if isinstance(value, str) else json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")

    def settings(self, **members):
        return {
            "ok": True, "schema": "latchkey/site/1", "name": "Night Ferry Records", "url": self.origin + "/",
            "requires": "invitation", "contact": "hello@nightferry.example", "schedule": {"everySeconds": 1800},
            "sealingKey": self.sealing.export_public(as_dict=True),
            "handover": [
                {"way": "github-issue", "repository": "nightferry/status", "labels": ["latchkey"]},
                {"way": "github-file", "repository": "nightferry/status", "branch": "main", "folder": "data/inbox"},
                {"way": "mail", "to": "hello@nightferry.example"}, {"way": "copy"}, {"way": "download"},
            ],
            **members,
        }

    def build(self):
        shutil.copytree(PAGES, self.folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("README.md", "callback.html"))
        template = (PAGES / "auth" / "callback.html").read_text(encoding="utf-8")
        self.write("site.json", self.settings())
        self.write("keys.json", {"keys": [self.signing.export_public(as_dict=True)]})
        listed = providers(self.origin)
        self.write("providers.json", {"ok": True, "schema": "latchkey/providers/1", "providers": listed})
        for one in listed:
            self.write(f"auth/{one['id']}/callback/index.html", template)
        self.write("heartbeat.json", heartbeat())
        self.write("pictures/anna.svg", picture("#c9d8cf", "#2c5f4c"))
        self.write("pictures/gina.svg", picture("#e9d5b5", "#a35a2a"))
        for user, records in PEOPLE.items():
            self.person(user, records)
        self.write("api/integrations/hugo.json", integrations("hugo", [], file={"message": "the connection file can't be decrypted with the keys at hand", "reason": "file_locked", "since": at(hours=-1), "status": "locked"}))
        self.write("api/integrations/garbled.json", "{\"ok\": tru")
        self.write("api/integrations/instagram/garbled.json", "<html>")
        secret = [connection(profile={**ANNA, "name": "Somebody Private", "username": "hidden.one"})]
        self.write(f"api/integrations/{PRIVATE}.json", private(integrations(PRIVATE, secret, name="Somebody Private"), PRIVATE))
        return self

    def person(self, user, records):
        self.write(f"api/integrations/{user}.json", integrations(user, records))
        for name in {record["provider"] for record in records}:
            self.write(f"api/integrations/{name}/{user}.json", flat(user, name, [r for r in records if r["provider"] == name]))

    def invite(self, user, key=None, **claims):
        payload = {"iss": self.origin + "/", "sub": user, "exp": int((NOW + timedelta(days=7)).timestamp()), "jti": b64(os.urandom(12)), **claims}
        token = jws.JWS(json.dumps(payload))
        token.add_signature(key or self.signing, alg="ES256", protected=json.dumps({"alg": "ES256", "kid": "invite-1", "typ": "latchkey-invitation+jwt"}))
        return token.serialize(compact=True)


def heartbeat(**members):
    from crowd import past_runs

    return {
        "ok": True, "schema": "latchkey/heartbeat/1", "startedAt": at(minutes=-13), "endedAt": at(minutes=-12),
        "runs": {"starts": [], "recent": past_runs()}, "version": "0.1.0", "connections": 24, "failures": 4, "dataThrough": at(minutes=-13), **members,
    }
