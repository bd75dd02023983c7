// The person's own page: whose it is stands in the address, `?user=` or `#user=`.

import "./latchkey.js";
import { readContext } from "./context.js";
import { isAlias, isName } from "./place.js";
import { recall } from "./session.js";
import { readInvitation } from "./invitation.js";
import { t } from "./strings.js";

const element = document.querySelector("latchkey-integrations");
const named = new URLSearchParams(location.search).get("user") ?? new URLSearchParams(location.hash.slice(1)).get("user");
const user = named ?? readInvitation(recall("invitation"))?.user ?? "";

const title = document.querySelector("h1");
title.textContent = t("person.title");
if (isName(user)) {
  // A private person's page has a name that tells nothing, to nobody.
  if (!isAlias(user)) title.textContent = t("person.titleOf", { name: user });
  element.addEventListener("latchkey-shown", (event) => {
    if (event.target === element && event.detail.name) title.textContent = t("person.titleOf", { name: event.detail.name });
  });
}
document.title = title.textContent;
element.setAttribute("user", user);

const { site } = await readContext();
document.querySelector("#lead").textContent = t("person.lead", { site: site.name ?? location.hostname });
document.querySelector("#site").textContent = site.name ?? "Latchkey";
