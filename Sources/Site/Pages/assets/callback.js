// The callback page: the provider sends the person back here. The answer is checked, sealed to the
// operator's key and handed over; then the page watches for the run that uses it.

import { judgeAnswer } from "./answer.js";
import { reason } from "./card.js";
import { accountName, handle, readPerson } from "./connection.js";
import { nextRun, readContext } from "./context.js";
import { fill, h } from "./dom.js";
import { clock, span } from "./format.js";
import { messageName, post, waysList } from "./handover.js";
import { icon } from "./icons.js";
import { mark } from "./marks.js";
import { connectMessage, sealMessage } from "./message.js";
import { personFile, personPage } from "./place.js";
import { loadPerson } from "./private.js";
import { forget, recall, remember } from "./session.js";
import { rootOf } from "./style.js";
import { t } from "./strings.js";

const watchEvery = 15_000;
const watchAtMost = 20 * 60_000;

class CallbackElement extends HTMLElement {
  shadow = rootOf(this);

  connectedCallback() {
    this.providerID = /\/auth\/([^/]+)\/callback\/?(?:index\.html)?$/.exec(location.pathname)?.[1] ?? "";
    this.#run(globalThis.takeLatchkeyAnswer?.() ?? "");
  }

  async #run(search) {
    this.provider = { id: this.providerID, name: this.providerID || "…" };
    this.#show("working", "clock", t("callback.working"), []);
    const context = await readContext();
    this.context = context;
    this.provider = context.providers.get(this.providerID) ?? this.provider;
    const kept = search === "" ? recall(`sealed:${this.providerID}`) : null;
    // A page that is loaded again goes on where it was: what is kept is sealed.
    if (kept) return this.#handOver(kept);
    const answer = judgeAnswer(search, this.provider);
    this.pending = answer.pending ?? null;
    if (answer.kind === "refused") {
      return this.#show("refused", "person", t("callback.refusedTitle"), [t("callback.refusedBody", this.#names)], this.#again());
    }
    if (answer.kind === "failed") return this.#fail(answer.why, { error: answer.error });
    if (!context.site.sealingKey) return this.#fail("site");
    let sealed;
    try {
      const key = recall(`key:${answer.pending.user}`);
      sealed = await sealMessage(await connectMessage(answer.pending, answer, key), context.site);
    } catch (failure) {
      return this.#fail("seal", { why: failure.message });
    }
    const { user, label } = answer.pending;
    const letter = { user, label, sealed, at: Date.now() };
    remember(`sealed:${this.providerID}`, letter);
    await this.#handOver(letter);
  }

  get #names() {
    return { provider: this.provider.name, name: this.letter?.user ?? this.pending?.user ?? "" };
  }

  async #handOver(letter) {
    this.letter = letter;
    const ways = Array.isArray(this.context.site.handover) ? this.context.site.handover : [];
    const direct = ways.find((way) => way?.way === "post");
    if (direct && (await post(direct, letter.sealed))) return this.#done();
    const life = Number(this.provider.lifetimes?.code) * 1000;
    const texts = direct ? [t("callback.failed.post")] : [t("callback.handBody", this.#names)];
    if (life > 0) texts.push(t("callback.handSoon", { span: span(life) }));
    const handed = h("button", { type: "button", class: "wide", hidden: true, onclick: () => this.#done() }, t("hand.handed"));
    const list = waysList({ ways, sealed: letter.sealed, name: await messageName(letter.sealed), onHanded: () => { handed.hidden = false; } });
    const retry = direct && h("button", { type: "button", class: "primary wide", onclick: () => this.#handOver(letter) }, t("load.retry"));
    this.#show("hand", direct ? "alert" : "key", t("callback.handTitle"), texts, [retry, list, handed]);
  }

  #done() {
    forget(`sealed:${this.providerID}`);
    // An invitation is good once.
    forget("invitation");
    const next = nextRun(this.context);
    const when = next ? t("note.pendingWhen", { time: clock(next) }) : "";
    this.#show("done", "check", t("callback.doneTitle", this.#names), [t("callback.doneBody", this.#names), t("callback.doneNext", { when })], this.#back());
    this.#watch(Date.now());
  }

  /** Looks now and then whether a run has used the answer, as long as somebody watches. */
  #watch(start) {
    const look = async () => {
      if (Date.now() - start > watchAtMost) return;
      if (document.visibilityState === "visible") {
        const found = await this.#found();
        if (found && this.#isNew(found)) return this.#tell(found);
      }
      setTimeout(look, watchEvery);
    };
    setTimeout(look, watchEvery / 5);
  }

  async #found() {
    try {
      const { user, label } = this.letter;
      const person = readPerson(await loadPerson(personFile(user), user));
      return (person.byProvider.get(this.providerID) ?? []).find((connection) => connection.label === label) ?? null;
    } catch {
      return null;
    }
  }

  /** Whether the card speaks of this answer and not of an earlier one; hosts' clocks differ a little. */
  #isNew(found) {
    const said = found.status === "connected" ? found.connectedAt : found.since;
    return ["connected", "needs_reconnect"].includes(found.status) && said !== null && said > this.letter.at - 60_000;
  }

  #tell(found) {
    if (found.status === "connected") {
      const account = handle(found) ?? accountName(found) ?? this.letter.user;
      this.#show("connected", "check", t("callback.connectedTitle"), [t("callback.connectedBody", { ...this.#names, account })], this.#back());
    } else {
      this.#show("failed", "alert", t("callback.failedTitle"), [reason(found, this.provider.name)], this.#again());
    }
  }

  #fail(why, values = {}) {
    this.#show("failed", "alert", t("callback.failedTitle"), [t(`callback.failed.${why}`, { ...this.#names, ...values })], this.#again());
  }

  #link(words, kind) {
    const user = this.letter?.user ?? this.pending?.user;
    return h("a", { class: `button wide ${kind}`, href: user ? personPage(user).href : new URL("integrations.html", personPage("x")).href }, words);
  }

  #again() { return [this.#link(t("callback.retry"), "primary")]; }
  #back() { return [this.#link(t("callback.back"), "")]; }

  #show(state, sign, title, texts, actions = []) {
    const tones = { failed: "bad", refused: "quiet", hand: "warn", done: "good", connected: "good", working: "busy" };
    const heading = h("h1", { tabindex: "-1" }, title);
    this.dataset.state = state;
    fill(this.shadow, h(
      "section", { class: "card step", "data-tone": tones[state], "data-state": state, "aria-busy": state === "working" ? "true" : null },
      h("div", { class: "head" }, mark(this.provider.id, this.provider.name), h("p", { class: "provider" }, this.provider.name),
        this.context?.site.name && h("p", { class: "site" }, this.context.site.name)),
      h("div", { class: "sign" }, icon(sign)),
      heading, texts.map((text) => h("p", { class: "body" }, text)),
      actions.length > 0 && h("div", { class: "act" }, actions),
    ));
    document.title = title;
    // Told to those who do not see the change.
    if (state !== "working") heading.focus({ preventScroll: true });
  }
}

customElements.define("latchkey-callback", CallbackElement);
