#!/usr/bin/env python3
"""The job as a good script does it: asyncio, a pool of gpg processes, kept-alive connections.

    better-script.py DATA RECIPIENT ACCOUNTS_URL API_URL

The same work as plain-loop.sh, everybody side by side: as many gpg processes as give the most (twice
the cores), up to 64 requests. It remembers in DATA/state.json when each file was last seen and read,
so that a run with nothing due decrypts nothing. It does what latchkey does and none of what latchkey
promises: no proof of what was encrypted, no record of what is spent, no sync.
"""

import asyncio
import base64
import json
import os
import sys
import time
from datetime import datetime, timezone

import aiohttp

FRESH = 6 * 3600
REQUESTS = 64


class Job:
    def __init__(self, data, recipient, accounts, api):
        self.data, self.recipient, self.accounts, self.api = data, recipient, accounts, api
        client = f"{os.environ['SPOTIFY_CLIENT_ID']}:{os.environ['SPOTIFY_CLIENT_SECRET']}"
        self.basic = "Basic " + base64.b64encode(client.encode()).decode()
        self.gpg = asyncio.Semaphore(2 * (os.cpu_count() or 1))
        self.state_path = os.path.join(data, "state.json")
        self.state = {}
        if os.path.exists(self.state_path):
            with open(self.state_path, encoding="utf-8") as file:
                self.state = json.load(file)

    async def run_gpg(self, arguments, text):
        async with self.gpg:
            process = await asyncio.create_subprocess_exec(
                "gpg", "--batch", "--quiet", "--yes", *arguments,
                stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE)
            out, _ = await process.communicate(text)
        if process.returncode != 0:
            raise RuntimeError(f"gpg ended with {process.returncode}")
        return out

    async def refresh(self, http, path, file, grant):
        form = {"grant_type": "refresh_token", "refresh_token": grant["refresh_token"]}
        url, headers = f"{self.accounts}/api/token", {"Authorization": self.basic}
        async with http.post(url, data=form, headers=headers) as answer:
            answer.raise_for_status()
            fresh = await answer.json()
        if fresh.get("refresh_token"):
            grant.update(
                access_token=fresh["access_token"], refresh_token=fresh["refresh_token"])
            file["connections"][0]["generation"] += 1
            sealed = await self.run_gpg(
                ["--trust-model", "always", "--encrypt", "--recipient", self.recipient],
                json.dumps(file).encode())
            with open(path + ".new", "wb") as output:
                output.write(sealed)
            os.replace(path + ".new", path)
        return fresh["access_token"]

    async def user(self, http, name, now):
        path = os.path.join(self.data, "connections", name)
        stamp = os.stat(path).st_mtime
        known = self.state.get(name)
        if known and known["stamp"] == stamp and now - known["read"] < FRESH:
            return
        with open(path, "rb") as sealed:
            file = json.loads(await self.run_gpg(["--decrypt"], sealed.read()))
        grant = file["connections"][0]["grant"]
        access = grant.get("access_token")
        if access is None or datetime.fromisoformat(grant["access_expires_at"]) < datetime.now(timezone.utc):
            access = await self.refresh(http, path, file, grant)
        headers = {"Authorization": f"Bearer {access}"}
        async with http.get(f"{self.api}/me", headers=headers) as answer:
            answer.raise_for_status()
            profile = await answer.json()
        page = {"ok": True, "connection": {
            "id": profile["id"], "username": profile["id"], "name": profile.get("display_name"),
            "followers": profile.get("followers", {}).get("total"),
            "lastSync": datetime.now(timezone.utc).isoformat(timespec="seconds")}}
        target = os.path.join(self.data, "status", name.removesuffix(".gpg") + ".json")
        with open(target + ".new", "w", encoding="utf-8") as output:
            json.dump(page, output)
        os.replace(target + ".new", target)
        self.state[name] = {"stamp": os.stat(path).st_mtime, "read": now}

    async def run(self):
        os.makedirs(os.path.join(self.data, "status"), exist_ok=True)
        folder = os.path.join(self.data, "connections")
        names = sorted(name for name in os.listdir(folder) if name.endswith(".gpg"))
        now = time.time()
        connector = aiohttp.TCPConnector(limit=REQUESTS)
        places = asyncio.Semaphore(4 * REQUESTS)

        async def one(http, name):
            async with places:
                await self.user(http, name, now)

        async with aiohttp.ClientSession(connector=connector) as http:
            async with asyncio.TaskGroup() as group:
                for name in names:
                    group.create_task(one(http, name))
        with open(self.state_path + ".new", "w", encoding="utf-8") as output:
            json.dump(self.state, output)
        os.replace(self.state_path + ".new", self.state_path)


if __name__ == "__main__":
    asyncio.run(Job(*sys.argv[1:5]).run())
