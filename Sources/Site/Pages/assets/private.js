// Private people: their files are sealed with AES-256-GCM, and the key is in their own link.

import { fromBase64URL, utf8 } from "./bytes.js";
import { load, LoadFailure } from "./load.js";
import { connectionFile, personFile } from "./place.js";
import { recall } from "./session.js";

/** The schema of a sealed file. */
export const privateSchema = "latchkey/private/1";

/** Why a sealed file stays closed: `private` without a key, `key` where the key does not open it. */
export class SealedFailure extends Error {
  constructor(kind) {
    super(kind);
    this.kind = kind;
  }
}

/** A person's file, opened where it is sealed; fails with `LoadFailure` or `SealedFailure`. */
export async function loadPerson(url, user) {
  const document = await load(url);
  return document.schema === privateSchema ? open(document, user) : document;
}

/** A person's file for one provider; a private person has one file for all, which this tab can open. */
export async function loadConnections(provider, user) {
  if (!recall(`key:${user}`)) return load(connectionFile(provider, user)).then(refuseSealed);
  const person = await loadPerson(personFile(user), user);
  const entry = person.integrations?.[provider];
  if (!entry) throw new LoadFailure("missing", provider);
  return { provider, connections: entry.connections ?? [entry] };
}

function refuseSealed(document) {
  if (document.schema === privateSchema) throw new SealedFailure("private");
  return document;
}

/** The file within; its user's name is authenticated with it, so that files can't be swapped. */
async function open(document, user) {
  const text = recall(`key:${user}`);
  if (!text) throw new SealedFailure("private");
  let plain;
  try {
    const key = await crypto.subtle.importKey("raw", fromBase64URL(text), "AES-GCM", false, ["decrypt"]);
    const iv = fromBase64URL(document.iv);
    plain = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv, additionalData: utf8(`${privateSchema}\n${user}`) },
      key,
      fromBase64URL(document.ciphertext),
    );
  } catch {
    throw new SealedFailure("key");
  }
  try {
    return JSON.parse(new TextDecoder().decode(plain));
  } catch {
    throw new LoadFailure("broken", "the sealed file");
  }
}
