// What a tab remembers between pages: invitations, keys of private pages, and connections that are
// under way. It ends with the tab, and no token is ever in it.

import { root } from "./place.js";

const prefix = `latchkey:${root.pathname}:`;

/** The value kept under a name, or `null`; a browser that keeps nothing is no failure. */
export function recall(name) {
  try {
    return JSON.parse(sessionStorage.getItem(prefix + name));
  } catch {
    return null;
  }
}

/** Keeps a value for the tab; tells whether the browser let it. */
export function remember(name, value) {
  try {
    sessionStorage.setItem(prefix + name, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** Forgets a value. */
export function forget(name) {
  try {
    sessionStorage.removeItem(prefix + name);
  } catch {
    // Nothing was kept.
  }
}

/** The names kept that begin so. */
export function names(start) {
  try {
    return Object.keys(sessionStorage)
      .filter((key) => key.startsWith(prefix + start))
      .map((key) => key.slice(prefix.length));
  } catch {
    return [];
  }
}
