// Invitations: compact JWS (RFC 7515) with ES256, made by `latchkey invite`. The page checks what it
// shows; the run that opens the message checks again, and alone knows whether one was used before.

import { fromBase64URL, utf8 } from "./bytes.js";
import { at } from "./place.js";
import { load, LoadFailure } from "./load.js";

/** What an invitation says, unchecked, or `null` where the text is none. */
export function readInvitation(text) {
  const parts = typeof text === "string" ? text.split(".") : [];
  if (parts.length !== 3 || text.length > 4096) return null;
  try {
    const [header, payload] = parts.slice(0, 2).map((part) => JSON.parse(new TextDecoder().decode(fromBase64URL(part))));
    const isWhole = header.alg === "ES256" && typeof payload.sub === "string" && typeof payload.jti === "string"
      && Number.isFinite(payload.exp);
    return isWhole
      ? {
          text, kid: header.kid ?? null, user: payload.sub, provider: payload.provider ?? null,
          label: payload.label ?? null, endsAt: new Date(payload.exp * 1000), issuer: payload.iss ?? null,
          id: payload.jti, name: payload.name ?? null,
        }
      : null;
  } catch {
    return null;
  }
}

/**
 * How the invitation stands: `valid`, `ended`, `forged`, or `unchecked` where the site's keys can't
 * be had now.
 */
export async function checkInvitation(invitation, now = Date.now()) {
  let keys;
  try {
    keys = (await load(at("keys.json"))).keys;
  } catch (failure) {
    return failure instanceof LoadFailure && ["missing", "broken"].includes(failure.kind) ? "forged" : "unchecked";
  }
  const candidates = (Array.isArray(keys) ? keys : []).filter(
    (key) => key?.kty === "EC" && key.crv === "P-256" && (key.use ?? "sig") === "sig"
      && (invitation.kid === null || key.kid === invitation.kid),
  );
  const end = invitation.text.lastIndexOf(".");
  const signed = utf8(invitation.text.slice(0, end));
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  for (const { kty, crv, x, y } of candidates) {
    try {
      const signature = fromBase64URL(invitation.text.slice(end + 1));
      const key = await crypto.subtle.importKey("jwk", { kty, crv, x, y }, algorithm, false, ["verify"]);
      if (await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, signature, signed)) {
        return invitation.endsAt.getTime() > now ? "valid" : "ended";
      }
    } catch {
      // Another key may fit.
    }
  }
  return "forged";
}

/** Whether it speaks for this connection; an invitation without provider or label speaks for all. */
export function covers(invitation, { user, provider, label }) {
  return invitation.user === user
    && (invitation.provider === null || invitation.provider === provider)
    && (invitation.label === null || label === null || label === undefined || invitation.label === label);
}
