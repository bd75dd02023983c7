// Bytes as the JOSE standards write them (RFC 7515, section 2: base64url without padding).

/** Bytes to base64url. */
export function toBase64URL(bytes) {
  let text = "";
  for (const byte of new Uint8Array(bytes)) text += String.fromCharCode(byte);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Base64url to bytes; throws `SyntaxError` on anything else. */
export function fromBase64URL(text) {
  if (typeof text !== "string" || !/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) {
    throw new SyntaxError("not base64url");
  }
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}

/** Text to UTF-8. */
export function utf8(text) {
  return new TextEncoder().encode(text);
}

/** Bytes one after the other. */
export function concatenate(...parts) {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** A number as four bytes, the greatest first. */
export function bigEndian(number) {
  return new Uint8Array([number >>> 24, (number >>> 16) & 255, (number >>> 8) & 255, number & 255]);
}

/** Bytes that nobody can guess, as base64url. */
export function randomText(count = 32) {
  return toBase64URL(crypto.getRandomValues(new Uint8Array(count)));
}
