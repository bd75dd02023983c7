// What came back from the provider (RFC 6749, section 4.1.2; the sender of RFC 9207), judged.

import { filledIn, takePending } from "./connect.js";

/**
 * The answer in the address: `{ kind: "code", pending, code, iss, params }`, `{ kind: "refused", pending }`
 * or `{ kind: "failed", why, pending?, error? }`.
 *
 * The state is looked at first: without it the address may come from anybody, and nothing in it counts.
 */
export function judgeAnswer(search, provider) {
  const values = new URLSearchParams(search);
  const pending = takePending(values.get("state"));
  if (!pending || pending.provider !== provider.id) return { kind: "failed", why: "state" };
  const iss = values.get("iss");
  // Who is said to send `iss` sends it with each answer, with an error as well (RFC 9207, section 2.4).
  const issuer = provider.authorize?.issuer && filledIn(provider.authorize.issuer, pending.parameters);
  if (issuer && iss !== issuer) return { kind: "failed", why: "issuer", pending };
  const error = values.get("error");
  if (error !== null) {
    // A provider's own sentence is somebody else's text on this page; its code is enough.
    if (["access_denied", "user_cancelled_login", "user_cancelled_authorize"].includes(error)) return { kind: "refused", pending };
    return { kind: "failed", why: "provider", pending, error: /^[\w.-]{1,60}$/.test(error) ? error : "error" };
  }
  let code = values.get(provider.authorize?.codeParameter ?? "code");
  if (!code) return { kind: "failed", why: "code", pending };
  const suffix = provider.authorize?.codeSuffix;
  if (suffix && code.endsWith(suffix)) code = code.slice(0, -suffix.length);
  const params = {};
  for (const name of provider.authorize?.copy ?? []) {
    const value = values.get(name);
    if (value !== null) params[name] = value;
  }
  return { kind: "code", pending, code, iss, params };
}
