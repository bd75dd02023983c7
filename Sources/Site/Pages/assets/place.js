// Where the site is: all addresses follow from that of this module, so that a site works from any
// folder, and its elements on any other site.

/** The folder that holds `assets/`: the site's root. */
export const root = new URL("../", import.meta.url);

/** The address of a file of the site. */
export function at(path) {
  return new URL(path, root);
}

/** Whether this page is one of the site's own origin: only there does a tab's memory come back. */
export function isAtHome() {
  return location.origin === root.origin;
}

/** A user or provider as a file's name. */
export function isName(text) {
  return typeof text === "string" && /^(?!\.)[A-Za-z0-9._@-]{1,128}$/.test(text);
}

/** Whether a name is that of a private person's page. */
export function isAlias(text) {
  return /^p[0-9a-f]{20}$/.test(text);
}

/** A person's own page. */
export function personPage(user, fragment = "") {
  const url = at("integrations.html");
  url.searchParams.set("user", user);
  url.hash = fragment;
  return url;
}

/** A person's file with every provider. */
export function personFile(user) {
  return at(`api/integrations/${encodeURIComponent(user)}.json`);
}

/** A person's file for one provider. */
export function connectionFile(provider, user) {
  return at(`api/integrations/${encodeURIComponent(provider)}/${encodeURIComponent(user)}.json`);
}
