// <latchkey-integrations user="anna">: every provider of the site, each with its card.

import { emptyCard, loadingCard } from "./card.js";
import { readPerson, standing } from "./connection.js";
import { invitedTo, mayAsk, readContext } from "./context.js";
import { fill, h } from "./dom.js";
import { date } from "./format.js";
import { icon } from "./icons.js";
import { LiveElement } from "./live-element.js";
import { forgetShared, LoadFailure } from "./load.js";
import { isName, personFile } from "./place.js";
import { loadPerson, SealedFailure } from "./private.js";
import { t } from "./strings.js";

const toneOrder = ["bad", "warn", "busy", "good", "quiet"];

/** The element. */
export class IntegrationsElement extends LiveElement {
  static observedAttributes = ["user"];

  #turn = 0;

  get isBusy() {
    return [...this.shadow.querySelectorAll("latchkey-connection")].some((card) => card.isBusy);
  }

  /** Reads the files again. */
  async refresh() {
    const turn = ++this.#turn;
    const user = this.getAttribute("user");
    if (!isName(user)) {
      const context = await readContext();
      return turn === this.#turn && this.#say("noUser", context);
    }
    if (this.seenAt === 0) fill(this.shadow, h("div", { class: "grid" }, loadingCard(), loadingCard()));
    else forgetShared();
    const context = await readContext();
    let person;
    try {
      person = readPerson(await loadPerson(personFile(user), user));
    } catch (failure) {
      if (!(failure instanceof LoadFailure) && !(failure instanceof SealedFailure)) throw failure;
      if (turn !== this.#turn || (failure.kind === "offline" && this.seenAt > 0)) return;
      // Somebody new, with an invitation in hand, has no file yet.
      if (failure.kind !== "missing" || !(context.invitation?.user === user || context.site.requires === "nothing")) {
        return this.#say(failure.kind, context);
      }
      person = { user, name: null, file: null, byProvider: new Map() };
    }
    if (turn !== this.#turn) return;
    this.seenAt = Date.now();
    this.#show(person, context, user);
  }

  /** Why there is no Connect button, once for all cards; nothing where there is one. */
  #ownersHint(context, user) {
    if (mayAsk(context, { user, provider: context.invitation?.provider ?? null, label: null })) return null;
    const contact = context.site.contact;
    return h("p", {}, t(contact ? "connect.ownerAsk" : "connect.owner"), " ", contact && h("a", { href: `mailto:${contact}` }, contact));
  }

  #say(kind, context) {
    fill(this.shadow, context && invitationCard(context.invitation, this.getAttribute("user"), context),
      h("div", { class: "grid" }, emptyCard(kind, () => this.refresh(), context?.site.contact)));
  }

  #show(person, context, user) {
    const now = Date.now();
    const invited = invitedTo(context, user);
    const wished = [];
    const accounts = [];
    const others = [];
    const ids = new Set([...context.providers.keys(), ...person.byProvider.keys()]);
    for (const id of ids) {
      const provider = context.providers.get(id) ?? { id, name: id };
      const connections = person.byProvider.get(id) ?? [];
      const live = connections.filter((connection) => connection.status !== "disconnected");
      for (const connection of live) accounts.push({ id, connections: [connection], tone: standing(connection, provider, now).tone });
      // Where the file can't be opened, nobody knows what is not connected.
      if (person.file !== null) continue;
      const label = invited?.label ?? "default";
      // What somebody came for stands first, under the invitation that says so; another account, too.
      if (id === invited?.provider && !live.some((connection) => connection.label === label)) {
        wished.push({ id, label, connections: connections.filter((connection) => connection.label === label) });
      } else if (live.length === 0 && (provider.authorize || connections.length > 0)) {
        others.push({ id, connections });
      }
    }
    accounts.sort((a, b) => toneOrder.indexOf(a.tone) - toneOrder.indexOf(b.tone));
    const group = (title, list, hint) => list.length > 0 && h(
      "section", { class: "group", "aria-label": title }, h("div", { class: "heading" }, h("h2", {}, title), hint),
      h("div", { class: "grid" }, list.map((item) => {
        const card = h("latchkey-connection", { provider: item.id, user, label: item.label ?? null });
        card.given = { connections: item.connections, context, isExplained: true };
        return card;
      })),
    );
    fill(
      this.shadow,
      invitationCard(context.invitation, user, context),
      person.file && h("div", { class: "group" }, h(
        "div", { class: "note", "data-tone": "warn" }, icon("lock"), h("p", {}, t(`note.${person.file.status === "broken" ? "broken" : "locked"}`)),
      )),
      group(t("person.wished"), wished), group(t("person.connected"), accounts),
      group(t("person.others"), others, this.#ownersHint(context, user)),
      wished.length + accounts.length + others.length === 0 && person.file === null && h("div", { class: "grid" }, emptyCard("missing")),
    );
    this.dispatchEvent(new CustomEvent("latchkey-shown", { bubbles: true, composed: true, detail: { name: person.name ?? (person.user === user ? null : person.user), count: accounts.length } }));
  }
}

/** For whom the invitation is, for what, until when; or why it is none. */
function invitationCard(invitation, user, context) {
  if (!invitation) return null;
  const card = (tone, title, ...rest) => h(
    "section", { class: "card invited", "data-tone": tone, "data-invitation": invitation.standing },
    h("p", { class: "title" }, title), rest.map((text) => h("p", {}, text)),
  );
  if (invitation.standing === "forged") return card("bad", t("person.invitationForged"));
  if (invitation.user !== user) return card("bad", t("person.invitationOther"));
  if (invitation.standing === "ended") return card("bad", t("person.invitationEnded", { date: date(invitation.endsAt) }));
  const provider = invitation.provider && (context.providers.get(invitation.provider)?.name ?? invitation.provider);
  const what = provider
    ? provider + (invitation.label && invitation.label !== "default" ? ` (${invitation.label})` : "") : t("person.invitedAll");
  return card(
    "good", t("person.invited", { name: invitation.name ?? invitation.user, what }),
    `${t("person.invitedUntil", { date: date(invitation.endsAt) })} ${t("person.invitedSeal")}`,
    ...(invitation.standing === "unchecked" ? [t("person.invitationUnchecked")] : []),
  );
}
