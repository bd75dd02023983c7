// The ways a sealed message takes to the inbox: what the site is configured for, in that order.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./strings.js";

// GitHub refuses longer addresses.
const longestAddress = 8000;

/** The prefilled address of a way on GitHub or of a mail, or `null` where it would be too long. */
export function addressOf(way, sealed, name) {
  let url;
  switch (way.way) {
    case "github-issue":
      url = new URL(`https://github.com/${way.repository}/issues/new`);
      url.searchParams.set("title", `${way.title ?? "latchkey"} ${name}`);
      if (way.labels?.length) url.searchParams.set("labels", way.labels.join(","));
      url.searchParams.set("body", `\`\`\`latchkey\n${sealed}\n\`\`\`\n`);
      break;
    case "github-file":
      url = new URL(`https://github.com/${way.repository}/new/${way.branch ?? "main"}/${way.folder ?? "data/inbox"}`);
      url.searchParams.set("filename", `${name}.jwe`);
      url.searchParams.set("value", sealed);
      break;
    case "mail":
      return `mailto:${encodeURIComponent(way.to)}?subject=${encodeURIComponent(`${way.title ?? "latchkey"} ${name}`)}&body=${encodeURIComponent(sealed)}`;
    default: return null;
  }
  return url.href.length <= longestAddress ? url.href : null;
}

/** Sends it to the operator's address; whether it was taken. */
export async function post(way, sealed) {
  try {
    const response = await fetch(way.url, {
      method: "POST", body: sealed, credentials: "omit", referrerPolicy: "no-referrer",
      headers: { "Content-Type": "application/jose" },
    });
    return response.ok;
  } catch {
    return false;
  }
}

/** A message's name: short, and telling nothing. */
export async function messageName(sealed) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(sealed)));
  return [...digest.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * The choice of ways as a list; `onHanded` is called once the person has taken one.
 *
 * Copying and saving are always there: they need nobody.
 */
export function waysList({ ways, sealed, name, onHanded }) {
  const configured = (Array.isArray(ways) ? ways : []).filter((way) => way?.way !== "post");
  const kinds = new Set(configured.map((way) => way.way));
  for (const way of ["copy", "download"]) if (!kinds.has(way)) configured.push({ way });
  const items = configured.map((way) => itemOf(way, sealed, name, onHanded)).filter(Boolean);
  items[0]?.querySelector("button, a")?.classList.add("primary");
  const text = h("textarea", { readonly: true, rows: 5, "aria-label": t("hand.text"), onfocus: (event) => event.target.select() }, sealed);
  return h(
    "div", { class: "ways" }, h("ul", {}, items[0]),
    h("details", {}, h("summary", {}, t("hand.or")), h("ul", {}, items.slice(1), h("li", {}, text))),
  );
}

const signs = { "github-issue": "arrow", "github-file": "arrow", mail: "mail", copy: "copy", download: "download" };

function itemOf(way, sealed, name, onHanded) {
  if (!Object.hasOwn(signs, way.way)) return null;
  const content = [icon(signs[way.way]), h("span", {}, t(`hand.${way.way}`))];
  const hint = h("p", { class: "hint" }, t(`hand.${way.way}Hint`));
  if (way.way === "copy") {
    const button = h("button", { type: "button", class: "button wide" }, content);
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(sealed);
        button.lastChild.textContent = t("hand.copied");
        onHanded(way);
      } catch {
        // No clipboard here: the text is below, to be copied by hand.
        const details = button.closest(".ways").querySelector("details");
        details.open = true;
        details.querySelector("textarea").focus();
      }
    });
    return h("li", {}, button, hint);
  }
  if (way.way === "download") {
    const button = h("button", { type: "button", class: "button wide" }, content);
    button.addEventListener("click", () => {
      const url = URL.createObjectURL(new Blob([sealed], { type: "application/jose" }));
      h("a", { href: url, download: `${name}.jwe` }).click();
      URL.revokeObjectURL(url);
      onHanded(way);
    });
    return h("li", {}, button, hint);
  }
  const href = addressOf(way, sealed, name);
  if (href === null) return null;
  const isMail = way.way === "mail";
  return h("li", {}, h("a", {
    class: "button wide", href, target: isMail ? null : "_blank", rel: isMail ? null : "noopener noreferrer",
    onclick: () => onHanded(way),
  }, content), hint);
}
