// Reads the site's files, and tells apart what can go wrong on the way.

/** Why a file could not be had: `missing`, `offline`, `broken` or `refused`. */
export class LoadFailure extends Error {
  constructor(kind, url) {
    super(`${kind}: ${url}`);
    this.kind = kind;
  }
}

/** The file's JSON object; fails with `LoadFailure`. */
export async function load(url) {
  let response;
  try {
    // The host may cache; a card that shows yesterday does not help. Unchanged files cost a 304.
    response = await fetch(url, { cache: "no-cache", credentials: "omit", referrerPolicy: "no-referrer" });
  } catch {
    throw new LoadFailure("offline", url);
  }
  if (response.status === 404 || response.status === 410) throw new LoadFailure("missing", url);
  if (!response.ok) throw new LoadFailure("refused", url);
  let value;
  try {
    value = await response.json();
  } catch {
    throw new LoadFailure("broken", url);
  }
  if (value === null || typeof value !== "object" || Array.isArray(value)) throw new LoadFailure("broken", url);
  return value;
}

const shared = new Map();

/** The same for files that many elements of a page read: one request for all of them. */
export function loadShared(url) {
  const key = String(url);
  if (!shared.has(key)) {
    const promise = load(url);
    shared.set(key, promise);
    promise.catch(() => shared.delete(key));
  }
  return shared.get(key);
}

/** Forgets what is shared, so that the next look is a new one. */
export function forgetShared() {
  shared.clear();
}

/** The file, or `null` where the site has none or it can't be had now. */
export async function loadOptional(url) {
  try {
    return await loadShared(url);
  } catch {
    return null;
  }
}
