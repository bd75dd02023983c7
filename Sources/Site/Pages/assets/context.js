// What every card of a page needs beside the person's own file: the site's settings, its providers,
// the last run, and the invitation that this tab holds.

import { checkInvitation, covers, readInvitation } from "./invitation.js";
import { loadOptional } from "./load.js";
import { time } from "./format.js";
import { at } from "./place.js";
import { recall } from "./session.js";

/** All of it at once; what the site does not have is empty, and fails nothing. */
export async function readContext() {
  const [site, providers, heartbeat] = await Promise.all(
    ["site.json", "providers.json", "heartbeat.json"].map((path) => loadOptional(at(path))),
  );
  const list = Array.isArray(providers?.providers) ? providers.providers : [];
  const invitation = await heldInvitation();
  // An invitation of another site says nothing here, whoever signed it.
  if (invitation?.issuer && site?.url && invitation.issuer !== site.url) invitation.standing = "forged";
  return {
    site: site ?? {},
    providers: new Map(list.map((provider) => [provider.id, provider])),
    lastRun: time(heartbeat?.endedAt),
    heartbeat,
    invitation,
  };
}

/** The tab's invitation with its `standing`, or `null`. */
export async function heldInvitation() {
  const text = recall("invitation");
  if (text === null) return null;
  const invitation = readInvitation(text);
  if (invitation === null) return { standing: "forged", user: null };
  return { ...invitation, standing: await checkInvitation(invitation) };
}

/** When the next run is due by the site's schedule, or `null`. */
export function nextRun({ site, lastRun }, now = Date.now()) {
  const every = Number(site.schedule?.everySeconds) * 1000;
  if (!(every > 0)) return null;
  // A handed-over message may start a run of its own; by the schedule is the latest.
  return Math.max((lastRun ?? now) + every, now + 60_000);
}

/** Whether runs come much later than the schedule says. */
export function isOverdue({ site, lastRun }, now = Date.now()) {
  const every = Number(site.schedule?.everySeconds) * 1000;
  const patience = every > 0 ? Math.max(3 * every, 2 * 3_600_000) : 48 * 3_600_000;
  return lastRun !== null && now - lastRun > patience;
}

/** The tab's invitation, where it may count and is for this user; else `null`. */
export function invitedTo({ invitation }, user) {
  return invitation && ["valid", "unchecked"].includes(invitation.standing) && invitation.user === user ? invitation : null;
}

/** What this tab can show for a connection's being its own: an invitation, a private page's key. */
export function proofFor(context, subject) {
  const invitation = invitedTo(context, subject.user);
  if (invitation && covers(invitation, subject)) return { invitation: invitation.text };
  const key = recall(`key:${subject.user}`);
  return key ? { key } : null;
}

/** Whether this tab may ask for the connection: by proof, or where the site lets anybody ask. */
export function mayAsk(context, subject) {
  return context.site.requires === "nothing" || proofFor(context, subject) !== null;
}
