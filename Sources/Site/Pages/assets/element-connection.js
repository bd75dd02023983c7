// <latchkey-connection provider="instagram" user="anna">: the cards of a person's accounts at one
// provider. `label` shows one of them.

import { accountCard, emptyCard, loadingCard, openCard } from "./card.js";
import { readConnections, standing } from "./connection.js";
import { invitedTo, mayAsk, proofFor, readContext } from "./context.js";
import { beginConnect } from "./connect.js";
import { confirmDisconnect } from "./disconnect.js";
import { fill, h } from "./dom.js";
import { LiveElement } from "./live-element.js";
import { forgetShared, LoadFailure } from "./load.js";
import { isName } from "./place.js";
import { loadConnections, SealedFailure } from "./private.js";
import { t } from "./strings.js";

/** The element; a page of many sets `given` and lets it load nothing itself. */
export class ConnectionElement extends LiveElement {
  static observedAttributes = ["provider", "user", "label"];

  #given = null;
  #turn = 0;

  get looksItself() { return !this.#given; }

  /** `{ connections, context, isExplained }`, from a page that has them. */
  set given(value) {
    this.#given = value;
    this.#show(value.connections, value.context);
  }

  /** Reads the files again. */
  async refresh() {
    const turn = ++this.#turn;
    const [user, provider] = [this.getAttribute("user"), this.getAttribute("provider")];
    if (!isName(user) || !isName(provider)) return this.#say("noUser");
    if (this.seenAt === 0) fill(this.shadow, h("div", { class: "cards" }, loadingCard()));
    else forgetShared();
    const context = await readContext();
    try {
      const document = await loadConnections(provider, user);
      if (turn !== this.#turn) return;
      this.seenAt = Date.now();
      this.#show(readConnections(document), context);
    } catch (failure) {
      if (turn !== this.#turn) return;
      if (!(failure instanceof LoadFailure) && !(failure instanceof SealedFailure)) throw failure;
      // A provider that offers itself is no missing page: nothing is connected yet.
      if (failure.kind === "missing" && context.providers.has(provider)) this.#show([], context);
      else if (failure.kind !== "offline" || this.seenAt === 0) this.#say(failure.kind);
    }
  }

  #say(kind) {
    fill(this.shadow, h("div", { class: "cards" }, emptyCard(kind, () => this.refresh())));
  }

  #show(connections, context) {
    const id = this.getAttribute("provider");
    const provider = context.providers.get(id) ?? { id, name: id, scopes: [] };
    const label = this.getAttribute("label");
    const invited = invitedTo(context, this.getAttribute("user"));
    const wanted = label ?? ((invited?.provider ?? id) === id ? invited?.label : null) ?? "default";
    const shown = connections.filter((connection) => label === null || connection.label === label);
    const cards = shown.length === 0
      ? [openCard({ provider, label: wanted, action: this.#connectAction(provider, wanted, context, "first") })]
      : shown.map((connection) => this.#card(connection, provider, context));
    fill(this.shadow, h("div", { class: "cards" }, cards));
    this.dispatchEvent(new CustomEvent("latchkey-shown", { bubbles: true, composed: true, detail: { provider: id, count: shown.length } }));
  }

  #card(connection, provider, context) {
    if (connection.status === "disconnected") {
      const action = this.#connectAction(provider, connection.label, context, "first");
      return openCard({ provider, label: connection.label, action, after: connection.since });
    }
    const subject = { user: this.getAttribute("user"), provider: provider.id, label: connection.label };
    const { needsPerson } = standing(connection, provider);
    const actions = [];
    const isInvited = invitedTo(context, subject.user)?.provider === provider.id && proofFor(context, subject)?.invitation;
    const urgent = (needsPerson || isInvited) && this.#connectAction(provider, connection.label, context, "again");
    if (!["pending", "locked", "broken"].includes(connection.status)) {
      actions.push(h("button", {
        type: "button", class: "bare",
        onclick: (event) => confirmDisconnect({ shadow: this.shadow, opener: event.currentTarget, subject, connection, provider, context, proof: proofFor(context, subject) }),
      }, t("disconnect.button")));
    }
    return accountCard({ connection, provider, context, urgent, actions });
  }

  /** The button that begins, with fields for what the provider needs to know; or why there is none. */
  #connectAction(provider, label, context, kind) {
    const subject = { user: this.getAttribute("user"), provider: provider.id, label };
    if (!provider.authorize) return h("p", { class: "times" }, t("connect.unavailable", { provider: provider.name }));
    if (!mayAsk(context, subject)) {
      // A page that says it once for all says it itself.
      if (this.#given?.isExplained && kind === "first") return null;
      const contact = context.site.contact;
      return h("p", { class: "times" }, t(contact ? "connect.needsLinkAsk" : "connect.needsLink"), " ",
        contact && h("a", { href: `mailto:${contact}` }, contact));
    }
    return connectForm({ provider, subject, context, kind });
  }
}

function connectForm({ provider, subject, context, kind }) {
  const wrong = h("p", { class: "wrong", role: "alert" });
  const fields = (provider.parameters ?? []).map((parameter) => ({
    parameter,
    input: h("input", {
      name: parameter.name, placeholder: parameter.example ?? null, required: true, autocapitalize: "none",
      autocomplete: "off", spellcheck: "false", "aria-invalid": null,
    }),
  }));
  const button = h("button", { type: "submit", class: "primary wide" },
    kind === "again" ? t("connect.again") : t("connect.button", { provider: provider.name }));
  const form = h(
    "form", { class: "act wide" },
    fields.map(({ parameter, input }) => h("label", { class: "field" }, parameter.description ?? parameter.name, input)),
    wrong, button,
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    wrong.textContent = "";
    const parameters = {};
    for (const { parameter, input } of fields) {
      const value = input.value.trim();
      if (!value || (parameter.pattern && !new RegExp(`^(?:${parameter.pattern})$`).test(value))) {
        wrong.textContent = t("connect.parameterWrong", { example: parameter.example ?? "" });
        input.setAttribute("aria-invalid", "true");
        input.focus();
        return;
      }
      parameters[parameter.name] = value;
    }
    button.disabled = true;
    button.textContent = t("connect.asking", { provider: provider.name });
    const problem = await beginConnect({ provider, subject, context, parameters });
    if (problem) {
      wrong.textContent = problem;
      button.disabled = false;
      button.textContent = t("connect.again");
    }
  });
  return form;
}
