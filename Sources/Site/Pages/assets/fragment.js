// A personal link carries its secrets in the fragment, which no browser sends to a host. They leave
// the address bar before anything else happens: `i` is an invitation, `k` the key of a private page.

import { remember } from "./session.js";
import { readInvitation } from "./invitation.js";

/** Takes both from the address bar into the tab's memory; tells whether there was one. */
export function takeFragment() {
  if (!/^#(.*&)?[ik]=/.test(location.hash)) return false;
  const values = new URLSearchParams(location.hash.slice(1));
  const invitation = readInvitation(values.get("i"));
  const key = values.get("k");
  const user = invitation?.user ?? values.get("user") ?? new URLSearchParams(location.search).get("user");
  const rest = new URLSearchParams();
  for (const [name, value] of values) if (name !== "i" && name !== "k") rest.append(name, value);
  const hash = String(rest);
  history.replaceState(history.state, "", location.pathname + location.search + (hash ? `#${hash}` : ""));
  if (invitation) remember("invitation", invitation.text);
  else if (values.has("i")) remember("invitation", "damaged");
  if (key && user) remember(`key:${user}`, key);
  return true;
}

takeFragment();
// A link that is opened over its own page changes the fragment alone, and loads nothing.
addEventListener("hashchange", () => { if (takeFragment()) location.reload(); });
