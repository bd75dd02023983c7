// Seals a message to a public key: JWE in its compact form (RFC 7516), ECDH-ES with P-256 in direct
// key agreement and A256GCM (RFC 7518, sections 4.6 and 5.3), with the browser's own WebCrypto.

import { bigEndian, concatenate, toBase64URL, utf8 } from "./bytes.js";

/**
 * The Concat KDF of RFC 7518, section 4.6.2: SHA-256 over one round.
 *
 * `secret` is the agreed Z, `algorithm` the name of the content encryption, `bits` the key's length
 * (at most 256), `apu` and `apv` the parties' information as bytes.
 */
export async function concatKDF(secret, algorithm, bits, apu = new Uint8Array(), apv = new Uint8Array()) {
  if (bits > 256) throw new RangeError("one round of SHA-256 gives 256 bits");
  const name = utf8(algorithm);
  const round = concatenate(
    bigEndian(1), new Uint8Array(secret),
    bigEndian(name.length), name,
    bigEndian(apu.length), apu,
    bigEndian(apv.length), apv,
    bigEndian(bits),
  );
  return new Uint8Array(await crypto.subtle.digest("SHA-256", round)).slice(0, bits / 8);
}

/**
 * The message as compact JWE.
 *
 * `jwk` is the recipient's public key: `kty` EC, `crv` P-256, `x`, `y`, and a `kid` that is told to
 * the recipient. Throws what WebCrypto throws where the key is none.
 */
export async function seal(message, jwk) {
  const curve = { name: "ECDH", namedCurve: "P-256" };
  const { kty, crv, x, y } = jwk;
  const recipient = await crypto.subtle.importKey("jwk", { kty, crv, x, y }, curve, false, []);
  const own = await crypto.subtle.generateKey(curve, true, ["deriveBits"]);
  const point = await crypto.subtle.exportKey("jwk", own.publicKey);
  const secret = await crypto.subtle.deriveBits({ name: "ECDH", public: recipient }, own.privateKey, 256);
  const header = {
    alg: "ECDH-ES", enc: "A256GCM", typ: "JWE", cty: "json", ...(jwk.kid ? { kid: jwk.kid } : {}),
    epk: { kty: "EC", crv: "P-256", x: point.x, y: point.y },
  };
  const protectedHeader = toBase64URL(utf8(JSON.stringify(header)));
  const content = await concatKDF(secret, "A256GCM", 256);
  const key = await crypto.subtle.importKey("raw", content, "AES-GCM", false, ["encrypt"]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = new Uint8Array(
    await crypto.subtle.encrypt(
      { name: "AES-GCM", iv, additionalData: utf8(protectedHeader), tagLength: 128 },
      key,
      utf8(JSON.stringify(message)),
    ),
  );
  const end = sealed.length - 16;
  // The second part, an encrypted key, is empty: the agreed key is the content's own.
  return [protectedHeader, "", toBase64URL(iv), toBase64URL(sealed.slice(0, end)), toBase64URL(sealed.slice(end))].join(".");
}
