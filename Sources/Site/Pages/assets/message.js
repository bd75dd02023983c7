// What is sealed into the inbox. The shapes are in README.md: the next run reads them.

import { fromBase64URL, randomText, toBase64URL, utf8 } from "./bytes.js";
import { seal } from "./jwe.js";

/** The schema of a message. */
export const messageSchema = "latchkey/message/1";

/**
 * An authorization code on its way to the run that exchanges it; `key` is the private page's, which
 * proves it where there is no invitation.
 */
export async function connectMessage(pending, { code, params, iss }, key = null) {
  const message = {
    schema: messageSchema, kind: "connect", id: randomText(16), at: new Date().toISOString().replace(/\.\d+Z$/, "Z"),
    user: pending.user, provider: pending.provider, label: pending.label,
    code, redirectUri: pending.redirectUri,
    ...(pending.verifier ? { verifier: pending.verifier } : {}),
    ...(pending.invitation ? { invitation: pending.invitation } : {}),
    ...(iss ? { iss } : {}),
    ...(Object.keys(params ?? {}).length ? { params } : {}),
    ...(Object.keys(pending.parameters ?? {}).length ? { parameters: pending.parameters } : {}),
  };
  return key && !message.invitation ? { ...message, proof: await keyProof(message, key) } : message;
}

/** A wish to end a connection, proved by an invitation or by the private page's key. */
export async function disconnectMessage(subject, proof) {
  const message = {
    schema: messageSchema, kind: "disconnect", id: randomText(16), at: new Date().toISOString().replace(/\.\d+Z$/, "Z"),
    user: subject.user, provider: subject.provider, label: subject.label,
  };
  if (proof?.invitation) return { ...message, invitation: proof.invitation };
  if (proof?.key) return { ...message, proof: await keyProof(message, proof.key) };
  return message;
}

/** HMAC-SHA-256 under a key derived from the page's: the page's own key never travels. */
async function keyProof(message, text) {
  const base = await crypto.subtle.importKey("raw", fromBase64URL(text), "HKDF", false, ["deriveKey"]);
  const key = await crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: utf8("latchkey/disconnect/1") },
    base, { name: "HMAC", hash: "SHA-256", length: 256 }, false, ["sign"],
  );
  const said = [message.kind, message.id, message.at, message.user, message.provider, message.label].join("\n");
  return toBase64URL(await crypto.subtle.sign("HMAC", key, utf8(said)));
}

/** The message as compact JWE to the site's key. */
export function sealMessage(message, site) {
  return seal(message, site.sealingKey);
}
