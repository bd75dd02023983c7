// The operators' dashboard.

import "./latchkey.js";
import { attentionList, headline, pulse, runHistory } from "./board-parts.js";
import { boardSheet } from "./board-style.js";
import { countedStates, rowsTable } from "./board-table.js";
import { emptyCard, loadingCard } from "./card.js";
import { states, tones } from "./connection.js";
import { readContext } from "./context.js";
import { fill, h } from "./dom.js";
import { number } from "./format.js";
import { icon } from "./icons.js";
import { IndexRows } from "./index-rows.js";
import { load, loadOptional, LoadFailure } from "./load.js";
import { at, isName, personFile, personPage } from "./place.js";
import { rootOf } from "./style.js";
import { t } from "./strings.js";

const orders = ["urgency", "user", "ends"];

class BoardElement extends HTMLElement {
  shadow = rootOf(this, [boardSheet]);

  connectedCallback() {
    this.refresh();
  }

  /** Reads the files and shows them. */
  async refresh() {
    fill(this.shadow, h("div", { class: "top" }, loadingCard()));
    const context = await readContext();
    document.querySelector("#site").textContent = context.site.name ?? "Latchkey";
    const others = loadOptional(at("index/attention.json"));
    try {
      this.summary = await load(at("index/summary.json"));
    } catch (failure) {
      if (!(failure instanceof LoadFailure)) throw failure;
      return fill(this.shadow, h("h1", {}, t("board.title")), h("div", { class: "top" }, emptyCard(failure.kind, () => this.refresh())));
    }
    // Beside pages that are newer than the last run that had something to write, all of it.
    const attention = (await others) ?? (await loadOptional(at("attention.json")));
    this.filter = this.#fromAddress();
    this.results = h("div", { class: "list" });
    this.count = h("p", { class: "unseen", role: "status" });
    this.chips = h("div", { class: "filters", role: "group", "aria-label": t("board.filter.state") });
    const title = headline(this.summary);
    document.title = title;
    fill(
      this.shadow,
      h("h1", {}, title), pulse(context),
      h("div", { class: "top" },
        h("section", { class: "panel", "aria-label": t("board.attention") }, h("h2", {}, t("board.attention")), attentionList(attention, this.summary.providers ?? {})),
        h("section", { class: "panel", "aria-label": t("board.runs") }, h("h2", {}, t("board.runs")), runHistory(context.heartbeat?.runs?.recent))),
      h("section", { "aria-label": t("board.everything") }, h("h2", {}, t("board.everything")), this.chips, this.#tools(), this.count, this.results),
    );
    this.#list();
  }

  #fromAddress() {
    const values = new URLSearchParams(location.search);
    const [state, provider, order] = ["state", "provider", "order"].map((name) => values.get(name));
    return {
      state: states.includes(state) ? state : null,
      provider: provider !== null && Object.hasOwn(this.summary.providers ?? {}, provider) ? provider : null,
      order: orders.includes(order) ? order : "urgency",
    };
  }

  #set(change) {
    Object.assign(this.filter, change);
    const url = new URL(location.href);
    for (const [name, value] of Object.entries(this.filter)) {
      if (value === null || value === "urgency") url.searchParams.delete(name);
      else url.searchParams.set(name, value);
    }
    history.replaceState(history.state, "", url);
    this.#list();
  }

  #tools() {
    const choose = (label, value, options, onChange) => {
      const select = h("select", { onchange: (event) => onChange(event.target.value) },
        options.map(([key, words]) => h("option", { value: key, selected: key === value }, words)));
      return h("label", { class: "field" }, label, select);
    };
    const providers = Object.entries(this.summary.providers ?? {}).map(([id, one]) => [id, `${one.name ?? id} (${number(one.total ?? 0)})`]);
    const order = choose(t("board.sort"), this.filter.order, orders.map((one) => [one, t(`board.sort.${one}`)]), (value) => this.#set({ order: value }));
    this.order = order.querySelector("select");
    return h(
      "div", { class: "tools" },
      this.#search(),
      choose(t("board.filter.provider"), this.filter.provider ?? "", [["", t("board.filter.any")], ...providers], (value) => this.#set({ provider: value || null })),
      order,
    );
  }

  /** A person's file is found by its name: no list is searched. */
  #search() {
    const wrong = h("p", { class: "wrong", role: "alert" });
    const input = h("input", { type: "search", name: "user", autocomplete: "off", autocapitalize: "none", spellcheck: "false", placeholder: t("board.searchHint") });
    return h("form", {
      role: "search",
      onsubmit: async (event) => {
        event.preventDefault();
        const user = input.value.trim();
        wrong.textContent = "";
        if (user === "") return;
        try {
          if (!isName(user)) throw new LoadFailure("missing", user);
          await load(personFile(user));
          location.assign(personPage(user));
        } catch (failure) {
          if (failure.kind === "broken") location.assign(personPage(user));
          else wrong.textContent = failure.kind === "missing" ? t("board.searchMissing", { user }) : t(`load.${failure.kind}`);
        }
      },
    }, h("label", { class: "field" }, t("board.search"), input), h("button", { type: "submit" }, icon("search"), t("board.searchGo")), wrong);
  }

  #list() {
    const { state, provider } = this.filter;
    const part = provider === null ? this.summary : this.summary.providers[provider];
    const focused = this.shadow.activeElement?.dataset.state;
    const chip = (key, words, count) => h("button", {
      type: "button", "aria-pressed": String(state === key), "data-tone": key && tones[key], "data-state": key ?? "all",
      onclick: () => this.#set({ state: key }),
    }, key && h("span", { class: "dot" }), words, h("b", {}, number(count)));
    const shown = countedStates(part.counts);
    if (state && !shown.includes(state)) shown.push(state);
    fill(this.chips, chip(null, t("board.filter.any"), part.total ?? 0), shown.map((key) => chip(key, t(`state.${key}`), part.counts?.[key] ?? 0)));
    if (focused) this.chips.querySelector(`[data-state="${focused}"]`)?.focus();
    this.table?.stop();
    const rows = new IndexRows(this.summary, this.filter);
    this.count.textContent = t("board.shown", { count: rows.count });
    this.table = rows.count > 0 ? rowsTable({
      rows, providers: this.summary.providers ?? {}, order: this.filter.order,
      onOrder: (order) => { this.order.value = order; this.#set({ order }); },
    }) : null;
    const sorted = this.shadow.activeElement?.dataset.order;
    fill(this.results, this.table ?? h("p", {}, t("board.nothing")));
    if (sorted) this.results.querySelector(`[data-order="${sorted}"]`)?.focus();
  }
}

customElements.define("latchkey-board", BoardElement);
