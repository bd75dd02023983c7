// A connection as the pages know it, and how it stands against the reader's clock: a status file is
// as old as the last run, so days and warnings are computed here.

import { day, time } from "./format.js";

/** The state's urgency: 0 needs a person most. The same order as the index. */
export const states = [
  "needs_reconnect", "broken", "locked", "in_doubt", "degraded", "expiring", "pending", "connected", "disconnected",
];

/** Warned this long before the end. */
export const warning = 10 * day;

/** A renewal that has not happened so long before the end is late. */
const lateness = 3 * day;

const standingMembers = new Set([
  "provider", "label", "status", "since", "generation", "needsRefresh", "expiresAt", "connectedAt",
  "lastSync", "reason", "message", "nextStep", "reconnectBy", "retryAt", "evidenceAt", "stale",
  "missingScopes", "connectedAccount", "connections", "profile", "collections",
]);

/** One connection from either file: with its profile in a member of its own, or beside the rest. */
export function readConnection(record) {
  const profile = record.profile
    ?? Object.fromEntries(Object.entries(record).filter(([name]) => !standingMembers.has(name)));
  return {
    provider: record.provider, label: record.label ?? "default",
    status: states.includes(record.status) ? record.status : "degraded",
    reason: record.reason ?? null, message: record.message ?? null, nextStep: record.nextStep ?? null,
    since: time(record.since), connectedAt: time(record.connectedAt), lastSync: time(record.lastSync),
    expiresAt: time(record.expiresAt), reconnectBy: time(record.reconnectBy),
    retryAt: time(record.retryAt), generation: record.generation ?? 0,
    stale: record.stale ? { reason: record.stale.reason, since: time(record.stale.since) } : null,
    missingScopes: Array.isArray(record.missingScopes) ? record.missingScopes : [],
    profile,
  };
}

/** The connections of a person's file, by provider. */
export function readPerson(document) {
  const byProvider = new Map();
  for (const [provider, entry] of Object.entries(document.integrations ?? {})) {
    const records = Array.isArray(entry?.connections) && entry.connections.length > 0 ? entry.connections : [entry];
    byProvider.set(provider, records.map((record) => readConnection({ provider, ...record })));
  }
  return { user: document.user ?? null, name: document.name ?? null, file: document.file ?? null, byProvider };
}

/** The connections of a person's file for one provider. */
export function readConnections(document) {
  const records = Array.isArray(document.connections) ? document.connections : [document.connection].filter(Boolean);
  return records.map((record) => readConnection({ provider: document.provider, ...record }));
}

/**
 * How it stands now.
 *
 * `state` is the file's, but `expiring` within the warning and `ended` past the end; `tone` is one of
 * `good`, `warn`, `bad`, `quiet`; `daysLeft` counts to `end` and may be negative; `needsConsent` tells
 * that only the person can move that end, `needsPerson` that it is time to.
 */
export function standing(connection, provider, now = Date.now()) {
  const { expiresAt, reconnectBy } = connection;
  const end = reconnectBy ?? expiresAt;
  const daysLeft = end === null ? null : Math.floor((end - now) / day);
  let state = connection.status;
  if (state === "connected" || state === "expiring") {
    if (end !== null && end <= now) state = "ended";
    else if (end !== null && end - now <= warning) state = "expiring";
    else if (end !== null) state = "connected";
  }
  // Where the consent itself has an end, no run can move it.
  const needsConsent = Boolean(provider?.lifetimes?.consent) || provider?.renews === false;
  // Runs renew days before the end: so near to it, something keeps them from it.
  const isLate = state === "expiring" && end - now < lateness;
  const needsPerson = state === "needs_reconnect" || state === "ended" || (state === "expiring" && (needsConsent || isLate))
    || (connection.missingScopes?.length > 0 && state !== "pending");
  return { state, end, daysLeft, needsConsent, isLate, needsPerson, tone: tones[state] };
}

/** What colour a state speaks in. */
export const tones = {
  connected: "good", expiring: "warn", ended: "bad", degraded: "warn", in_doubt: "warn", locked: "warn",
  broken: "bad", needs_reconnect: "bad", disconnected: "quiet", pending: "busy",
};

/** The name a person knows the account by. */
export function accountName({ profile }) {
  return profile.name || profile.username || null;
}

/** `@anna`, where the user name is one that people say; an id of digits or more is not. */
export function handle({ profile }) {
  const name = profile.username;
  if (typeof name !== "string" || name === "") return null;
  const isID = /^\d{6,}$/.test(name) || (/^[a-z0-9]{12,}$/.test(name) && (name.match(/\d+/g)?.length ?? 0) >= 3);
  return isID ? null : `@${name.replace(/^@/, "")}`;
}

/** The picture's address while it is good, else `null`. */
export function picture({ profile }, now = Date.now()) {
  const end = time(profile.profilePictureUrlExpiresAt);
  return typeof profile.profilePictureUrl === "string" && (end === null || end > now) ? profile.profilePictureUrl : null;
}

/** A biography as plain text: some providers write theirs in HTML. */
export function plainText(text) {
  if (typeof text !== "string") return "";
  const entities = { amp: "&", lt: "<", gt: ">", quot: "\"", apos: "'", nbsp: " " };
  const bare = /<\/?[a-z][^>]*>/i.test(text)
    ? text.replace(/<br\s*\/?>|<\/p>\s*<p[^>]*>/gi, "\n").replace(/<[^>]*>/g, "") : text;
  return bare.replace(/&(?:#(\d{1,6})|(amp|lt|gt|quot|apos|nbsp));/g, (_, code, name) =>
    code ? String.fromCodePoint(Math.min(Number(code), 0x10ffff)) : entities[name]).trim();
}
