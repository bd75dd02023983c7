// Sends the person to the provider (RFC 6749, section 4.1.1; PKCE of RFC 7636), and keeps in the tab
// what the return is recognized by. No token ever comes here.

import { randomText, toBase64URL, utf8 } from "./bytes.js";
import { proofFor } from "./context.js";
import { isAtHome, personPage } from "./place.js";
import { forget, names, recall, remember } from "./session.js";
import { t } from "./strings.js";

/** A connection that was begun and never came back is forgotten after this long. */
const patience = 60 * 60_000;

/** The challenge for a verifier: S256 of RFC 7636, section 4.2. */
export async function challenge(verifier) {
  return toBase64URL(await crypto.subtle.digest("SHA-256", utf8(verifier)));
}

/** `${param.NAME}` replaced by the person's own value. */
export function filledIn(text, parameters) {
  return text.replace(/\$\{param\.(\w+)\}/g, (_, name) => encodeURIComponent(parameters?.[name] ?? ""));
}

/**
 * The provider's address, with all that it wants to be told.
 *
 * Standard parameters are renamed and left out as `providers.json` says, and its own `parameters` go
 * beside them and win. `${param.NAME}` in the address is the person's own value.
 */
export function authorizeURL(provider, { state, codeChallenge, parameters = {} }) {
  const { authorize } = provider;
  const url = new URL(filledIn(authorize.url, parameters));
  if (url.protocol !== "https:" && url.hostname !== "127.0.0.1" && url.hostname !== "localhost") throw new TypeError("not https");
  const standard = {
    response_type: "code", client_id: authorize.clientId, redirect_uri: authorize.redirectUri,
    scope: (provider.scopes ?? []).map((scope) => scope.id).join(authorize.scopeSeparator ?? " "), state,
    ...(codeChallenge ? { code_challenge: codeChallenge, code_challenge_method: "S256" } : {}),
  };
  const omitted = new Set(authorize.omit ?? []);
  for (const [name, value] of Object.entries(standard)) {
    if (value && !omitted.has(name)) url.searchParams.set(authorize.rename?.[name] ?? name, value);
  }
  for (const [name, value] of Object.entries(authorize.parameters ?? {})) url.searchParams.set(name, value);
  return url;
}

/** Begins, and leaves the page; returns words where it can't. */
export async function beginConnect({ provider, subject, context, parameters }) {
  const proof = proofFor(context, subject);
  if (!isAtHome()) {
    // The answer comes back to the site, and a tab's memory belongs to one origin: begin there.
    const secrets = { i: proof?.invitation, k: recall(`key:${subject.user}`) };
    const fragment = Object.entries(secrets).filter(([, value]) => value).map((entry) => entry.join("=")).join("&");
    location.assign(personPage(subject.user, fragment));
    return null;
  }
  forgetOld();
  const state = randomText();
  const isPKCE = provider.authorize.pkce !== "none";
  const verifier = isPKCE ? randomText() : null;
  const url = authorizeURL(provider, { state, codeChallenge: verifier && (await challenge(verifier)), parameters });
  const isKept = remember(`pending:${state}`, {
    ...subject, verifier, parameters, redirectUri: provider.authorize.redirectUri,
    invitation: proof?.invitation ?? null, at: Date.now(),
  });
  if (!isKept) return t("connect.noMemory");
  location.assign(url);
  return null;
}

/** What was begun under this state, once: a second return finds nothing. */
export function takePending(state) {
  if (typeof state !== "string" || !/^[A-Za-z0-9_-]{43}$/.test(state)) return null;
  const pending = recall(`pending:${state}`);
  forget(`pending:${state}`);
  return pending && Date.now() - pending.at < patience ? pending : null;
}

function forgetOld() {
  for (const name of names("pending:")) {
    if (!(Date.now() - (recall(name)?.at ?? 0) < patience)) forget(name);
  }
}
