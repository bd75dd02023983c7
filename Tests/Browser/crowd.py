"""A crowd for the dashboard: the paged index of as many connections as asked for, and what goes with it."""

import random

from fixtures import at

STATES = ["needs_reconnect", "broken", "locked", "in_doubt", "degraded", "expiring", "pending", "connected", "disconnected"]
NAMES = {"instagram": "Instagram", "spotify": "Spotify", "youtube": "YouTube", "tiktok": "TikTok"}
WRONG = {
    "needs_reconnect": [("password_changed", "the password was changed, which ended the grant", "ask the person to connect again", "person"),
                        ("revoked", "the person removed the app's access", "ask the person to connect again", "person")],
    "broken": [("file_broken", "the connection file is damaged or of a newer format", "restore the file from git, or update latchkey", "operator")],
    "locked": [("file_locked", "the connection file can't be decrypted with the keys at hand", "run latchkey doctor; the grant itself may be well", "operator")],
    "in_doubt": [("answer_lost", "a run ended between a refresh and its saving; the next one finds out what is left", None, "operator")],
    "degraded": [("rate_limited", "the provider's rate limit is used up", None, "operator"), ("provider_fault", "the provider has a fault", None, "operator")],
}
WEIGHTS = [6, 1, 1, 1, 14, 24, 3, 940, 10]
SYLLABLES = "an ben cla do em fri gi hu ida jo ka li mar no os pia rasmus si tove una vik wil yr zoe".split()


def crowd(count, seed=7):
    """Rows of the index, in no order."""
    chance = random.Random(seed)
    rows = []
    for number in range(count):
        user = f"{chance.choice(SYLLABLES)}{chance.choice(SYLLABLES)}.{number:05d}"
        state = chance.choices(STATES, WEIGHTS)[0]
        days = chance.randrange(-20, 0) if state == "needs_reconnect" else chance.randrange(1, 10) if state == "expiring" else chance.randrange(11, 60)
        row = {"user": user, "provider": chance.choice(list(NAMES)), "label": "default", "status": state, "needsRefresh": state == "expiring",
               "expiresAt": None if state in ("pending", "disconnected") else at(days=days, minutes=number % 900)}
        if row["expiresAt"]:
            row["reconnectBy"] = row["expiresAt"]
        if state in WRONG:
            row["reason"], row["message"], row["nextStep"], row["who"] = chance.choice(WRONG[state])
        if state == "connected" and number % 97 == 0:
            row["stale"] = True
        rows.append(row)
    return rows


SORTED_HERE = 1000


def end(row):
    return row.get("reconnectBy") or row.get("expiresAt") or "9999"


def key(row):
    return (row["user"], row["provider"], row["label"])


def orders(rows):
    """The rows in each order that the dashboard offers."""
    urgency = []
    for state in STATES:
        group = sorted((row for row in rows if row["status"] == state), key=key)
        urgency += sorted(group, key=end) if len(group) <= SORTED_HERE else group
    return {"urgency": urgency, "user": sorted(rows, key=key), "ends": sorted(rows, key=lambda row: (end(row), key(row)))}


def counts(rows):
    return {state: n for state in STATES if (n := sum(row["status"] == state for row in rows))}


def write_index(site, rows, size=100):
    """`index/` with all its lists and parts, and `attention.json`."""
    public = [{k: v for k, v in row.items() if k not in ("nextStep", "who")} for row in rows]
    lists = {"user": orders(public)["user"], "ends": orders(public)["ends"]}
    for state in STATES:
        lists[f"state/{state}"] = sorted((row for row in public if row["status"] == state), key=key)
    for name, sorted_rows in lists.items():
        parts = []
        for number, start in enumerate(range(0, len(sorted_rows), size)):
            part = sorted_rows[start:start + size]
            held = {provider: counts([row for row in part if row["provider"] == provider]) for provider in sorted({row["provider"] for row in part})}
            parts.append({"name": f"p{number}", "counts": held})
            site.write(f"index/{name}/p{number}.json", {"ok": True, "schema": "latchkey/index-part/1", "connections": part})
        if parts:
            site.write(f"index/{name}.json", {"ok": True, "schema": "latchkey/index-list/1", "parts": parts})
    site.write("index/summary.json", {
        "ok": True, "schema": "latchkey/index-summary/1", "total": len(rows), "counts": counts(rows), "closedFiles": 0,
        "providers": {name: {"name": title, "total": sum(row["provider"] == name for row in rows), "counts": counts([row for row in rows if row["provider"] == name])} for name, title in NAMES.items()},
    })
    needy = [row for row in orders(rows)["urgency"] if row["status"] in ("needs_reconnect", "broken", "locked", "in_doubt", "expiring")]
    items = [
        {k: v for k, v in {"user": row["user"], "provider": row["provider"], "label": row["label"], "status": row["status"], "reason": row.get("reason"),
                           "message": row.get("message", "the connection ends soon"), "nextStep": row.get("nextStep") or (None if "reason" in row else "ask the person to connect again"),
                           "who": row.get("who", "person"), "by": row.get("reconnectBy")}.items() if v is not None} for row in needy]
    site.write("index/attention.json", {"ok": True, "schema": "latchkey/index-attention/1", "total": len(items), "items": items[:12]})


def past_runs(count=48):
    """How the latest runs went, as a heartbeat tells it."""
    chance = random.Random(3)
    runs = []
    for number in range(count):
        start = -13 - 30 * number
        took = chance.randrange(4, 20) + (70 if number in (9, 30) else 0)
        outcome = "stopped" if number == 30 else "partial" if number in (4, 9, 22) else "ok"
        runs.append({"startedAt": at(minutes=start), "endedAt": at(minutes=start, seconds=took), "outcome": outcome,
                     "connections": 10_000, "failures": 0 if outcome == "ok" else chance.randrange(1, 9)})
    return runs
