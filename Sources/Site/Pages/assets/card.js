// One account's card: who it is, how the connection stands, what there is to do.

import { h, webAddress } from "./dom.js";
import { icon } from "./icons.js";
import { mark } from "./marks.js";
import { hasWords, t } from "./strings.js";
import { accountName, handle, picture, plainText, standing } from "./connection.js";
import { ago, clock, date, day, number, shortDate } from "./format.js";
import { isOverdue, nextRun } from "./context.js";

const stats = ["followers", "mediaCount", "posts", "videos", "tracks", "repositories", "following"];

/**
 * The card of an account that is or was connected.
 *
 * `urgent` is what its owner should do now, `actions` what the owner may do; the element makes them.
 */
export function accountCard({ connection, provider, context, urgent, actions, now = Date.now() }) {
  const stands = standing(connection, provider, now);
  const name = provider.name;
  const isOpen = stands.state !== "pending" && stands.state !== "disconnected";
  return h(
    "article", { class: "card", "data-tone": stands.tone, "data-state": stands.state },
    head(provider, connection.label, stands.state),
    isOpen && who(connection, context, now),
    isOpen && about(connection),
    isOpen && numbers(connection),
    notes(connection, stands, name, context, now),
    isOpen && life(stands, provider, now),
    h("div", { class: "act" }, urgent),
    h("div", { class: "foot" }, times(connection, context, now), actions),
  );
}

/** The card of a provider where nothing is connected: what will be asked for, and why. */
export function openCard({ provider, label = "default", action, after = null }) {
  return h(
    "article", { class: "card", "data-tone": "quiet", "data-state": "disconnected" },
    head(provider, label, "disconnected"),
    after && h("p", { class: "about" }, t("card.disconnectedSince", { date: date(after) })),
    asks(provider),
    h("div", { class: "foot" }, action),
  );
}

/** The line with the provider's mark and name, and the state. */
function head(provider, label, state) {
  return h(
    "div", { class: "head" },
    mark(provider.id, provider.name),
    h("h3", {}, provider.name, label !== "default" && h("span", { class: "label" }, " · ", h("bdi", {}, label))),
    h("span", { class: "state" }, t(`state.${state}`)),
  );
}

function who(connection, context, now) {
  const name = accountName(connection);
  if (!name) return null;
  const sign = handle(connection);
  const initial = h("span", { "aria-hidden": "true" }, firstLetter(name));
  const frame = h("div", { class: "picture" }, initial);
  const source = context.site.pictures === "hide" ? null : picture(connection, now);
  // A link that died early goes, and the letter beneath it shows.
  if (source) {
    frame.append(h("img", {
      src: source, alt: "", width: 56, height: 56, loading: "lazy", decoding: "async",
      referrerpolicy: "no-referrer", onerror: (event) => event.target.remove(),
    }));
  }
  return h(
    "div", { class: "account" }, frame,
    h("div", {}, h("p", { class: "name", dir: "auto" }, name), sign && sign !== name && h("p", { class: "handle", dir: "auto" }, sign)),
  );
}

/** The first letter as people see it: a flag or a family is one. */
function firstLetter(name) {
  const [first] = new Intl.Segmenter().segment(name.replace(/^@/, ""));
  return first?.segment.toUpperCase();
}

function about({ profile }) {
  const biography = plainText(profile.biography);
  const website = webAddress(profile.website) ?? webAddress(profile.profileUrl);
  if (!biography && !website) return null;
  return h(
    "div", { class: "about" },
    biography && h("p", { class: "bio", dir: "auto" }, biography),
    website && h(
      "a", { class: "website", href: website.href, rel: "noopener noreferrer nofollow ugc", target: "_blank" },
      website.host.replace(/^www\./, "") + (website.pathname === "/" ? "" : website.pathname.replace(/\/$/, "")),
    ),
  );
}

function numbers({ profile }) {
  const known = stats.filter((name) => Number.isFinite(profile[name])).slice(0, 2);
  if (known.length === 0) return null;
  return h("dl", { class: "stats" }, known.map((name) => h(
    "div", {}, h("dd", {}, number(profile[name])), " ", h("dt", {}, t(`stat.${name}`, { count: profile[name] })),
  )));
}

/** What is the matter and what to do, in words; nothing when all is well. */
function notes(connection, stands, provider, context, now) {
  const list = notesOf(connection, stands, provider, context, now);
  return list.length > 0 && h("div", { class: "notes" }, list.map(({ sign, texts }) => h(
    "div", { class: "note" }, icon(sign), h("div", {}, texts.filter(Boolean).map((text) => h("p", {}, text))),
  )));
}

function notesOf(connection, stands, provider, context, now) {
  const list = [];
  const add = (sign, ...texts) => list.push({ sign, texts });
  const end = stands.end === null ? "" : date(stands.end);
  switch (stands.state) {
    case "expiring":
      add("clock", stands.needsConsent ? t("note.reconnectBy", { provider, date: end })
        : t(stands.isLate ? "note.renewsLate" : "note.renews", { date: end }));
      break;
    case "ended": add("alert", t("note.ended", { date: end })); break;
    case "degraded":
      add("alert", reason(connection, provider), connection.retryAt && connection.retryAt > now
        ? t("note.retryAt", { time: clock(connection.retryAt, now) }) : t("note.degradedWait"));
      break;
    case "in_doubt": add("clock", t("note.in_doubt")); break;
    case "locked": case "broken": add("lock", t(`note.${stands.state}`)); break;
    case "needs_reconnect": add("alert", reason(connection, provider), t("again.now")); break;
    case "pending": {
      const next = nextRun(context, now);
      add("clock", t("note.pending", { when: next ? t("note.pendingWhen", { time: clock(next, now) }) : "" }));
      break;
    }
  }
  if (connection.missingScopes.length > 0) add("alert", t("note.missingScopes", { scopes: connection.missingScopes.join(", ") }));
  if (connection.stale?.since && connection.lastSync) add("clock", t("note.stale", { date: date(connection.lastSync) }));
  if (isOverdue(context, now)) add("clock", t("note.quiet", { ago: ago(context.lastRun, now) }));
  return list;
}

/** The reason in words for the person; the file's own words where there are none. */
export function reason(connection, provider) {
  const key = `reason.${connection.reason}`;
  if (hasWords(key)) return t(key, { provider });
  const message = connection.message;
  return message ? `${message[0].toUpperCase()}${message.slice(1)}.` : t("reason.unknown");
}

/** The signature: how much of the connection's time is left, as a line. */
function life(stands, provider, now) {
  if (stands.end === null || ["needs_reconnect", "locked", "broken"].includes(stands.state)) return null;
  const lives = provider.lifetimes ?? {};
  const whole = (lives.consent ?? lives.refresh ?? lives.access ?? 0) * 1000;
  const left = Math.max(0, stands.end - now);
  const share = left / Math.max(whole, left, 60 * day);
  const line = h("div", { class: "left" });
  line.style.setProperty("--share", `${(share * 100).toFixed(1)}%`);
  const words = left === 0 ? t("life.endedOn", { date: shortDate(stands.end, now) })
    : stands.daysLeft === 0 ? t("life.today") : t("life.left", { count: stands.daysLeft });
  return h(
    "div", { class: "life" },
    h("div", { class: "track", "aria-hidden": "true" }, left > 0 && line),
    h("p", { class: "words" }, h("b", {}, words), left > 0 && h("span", {}, t("life.until", { date: date(stands.end) }))),
  );
}

function times(connection, context, now) {
  const checked = context.lastRun;
  return h(
    "p", { class: "times" },
    connection.connectedAt && connection.status !== "disconnected"
      && h("span", {}, t("card.connectedSince", { date: date(connection.connectedAt) })),
    checked && h("span", { title: new Date(checked).toLocaleString() }, t("card.checked", { ago: ago(checked, now) })),
  );
}

/** What the provider will ask the person for, and why. */
function asks(provider) {
  const scopes = Array.isArray(provider.scopes) ? provider.scopes : [];
  if (scopes.length === 0) return h("div", { class: "asks" }, h("p", {}, t("card.askedNothing")));
  return h(
    "div", { class: "asks" },
    h("p", {}, t("card.askedFor")),
    h("ul", {}, scopes.map((scope) => h(
      "li", {},
      h("div", {}, scope.reason ?? scope.id, scope.reason && h("code", {}, scope.id)),
    ))),
  );
}

/** A card that has nothing to show, and says why; `contact` is who has a link for those who lack one. */
export function emptyCard(kind, retry, contact = null) {
  const signs = { missing: "key", offline: "cloud", private: "lock", key: "lock", noUser: "person" };
  return h(
    "article", { class: "card empty", "data-state": kind },
    icon(signs[kind] ?? "alert"),
    h("p", { class: "title" }, t(`load.${kind}`)),
    h("p", { class: "hint" }, t(`load.${kind}Hint`)),
    contact && ["private", "key", "noUser"].includes(kind) && h("p", { class: "hint" }, t("load.ask"), " ", h("a", { href: `mailto:${contact}` }, contact)),
    retry && ["offline", "broken", "refused"].includes(kind) && h("button", { type: "button", onclick: retry }, t("load.retry")),
  );
}

/** What stands there until the file has come. */
export function loadingCard() {
  const bone = (width) => h("div", { class: `bone ${width}` });
  return h(
    "div", { class: "card loading wait", "aria-busy": "true" },
    h("p", { class: "unseen", role: "status" }, t("load.loading")),
    bone("w30"),
    h("div", { class: "account" }, h("div", { class: "picture" }), h("div", {}, bone("w60"), bone("w40"))),
    bone("w80"), bone("w60"),
  );
}
