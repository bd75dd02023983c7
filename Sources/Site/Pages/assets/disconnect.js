// Asks before anything ends; then the wish travels sealed, like a connection.

import { accountName, handle } from "./connection.js";
import { nextRun } from "./context.js";
import { fill, h } from "./dom.js";
import { clock } from "./format.js";
import { messageName, post, waysList } from "./handover.js";
import { disconnectMessage, sealMessage } from "./message.js";
import { t } from "./strings.js";

/** Opens the question over the page; the focus returns to `opener` when it closes. */
export function confirmDisconnect({ shadow, opener, subject, connection, provider, context, proof }) {
  const account = handle(connection) ?? accountName(connection) ?? provider.name;
  const title = h("h2", { id: "title" }, t("disconnect.title", { account }));
  const body = h("div", { id: "body", class: "body" });
  const choices = h("div", { class: "choices" });
  const dialog = h("dialog", { "aria-labelledby": "title", "aria-describedby": "body" }, title, body, choices);
  const close = () => dialog.close();
  const keep = h("button", { type: "button", autofocus: true, onclick: close }, t(proof ? "disconnect.cancel" : "disconnect.close"));
  dialog.addEventListener("close", () => {
    dialog.remove();
    opener.focus();
  });
  // Nobody ends what is another's, whoever may ask to connect.
  if (proof) {
    const confirm = h("button", { type: "button", class: "danger" }, t("disconnect.confirm"));
    confirm.addEventListener("click", async () => {
      confirm.disabled = true;
      await carryOut({ subject, context, proof, body, choices, keep });
    });
    fill(body, h("p", {}, t("disconnect.body", { provider: provider.name })));
    fill(choices, keep, confirm);
  } else {
    const contact = context.site.contact;
    fill(body, h("p", {}, t(contact ? "disconnect.needsLinkAsk" : "disconnect.needsLink"), " ",
      contact && h("a", { href: `mailto:${contact}` }, contact)));
    fill(choices, keep);
  }
  shadow.append(dialog);
  dialog.showModal();
}

async function carryOut({ subject, context, proof, body, choices, keep }) {
  const next = nextRun(context);
  const sent = t("disconnect.sent", { when: next ? t("note.pendingWhen", { time: clock(next) }) : "" });
  keep.textContent = t("disconnect.close");
  fill(choices, keep);
  try {
    const sealed = await sealMessage(await disconnectMessage(subject, proof), context.site);
    const way = (context.site.handover ?? []).find((one) => one.way === "post");
    if (way && (await post(way, sealed))) {
      fill(body, h("p", { role: "status" }, sent));
    } else {
      const status = h("p", { role: "status" }, t("disconnect.ready"));
      const onHanded = () => { status.textContent = sent; };
      fill(body, status, h("div", {}, waysList({ ways: context.site.handover, sealed, name: await messageName(sealed), onHanded })));
    }
  } catch (failure) {
    fill(body, h("p", { role: "alert" }, t("disconnect.failed", { why: failure.message })));
  }
  keep.focus();
}
