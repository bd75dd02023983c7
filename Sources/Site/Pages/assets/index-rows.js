// The index in pages: nothing is loaded but what is shown. The shapes are in README.md.

import { states } from "./connection.js";
import { load } from "./load.js";
import { at } from "./place.js";

/** Up to this many rows of one state are sorted here; more come in the order of their files. */
const sortable = 1000;

/** The rows that a filter leaves, in an order, by number. */
export class IndexRows {
  #pages = new Map();

  /** `summary` is `index/summary.json`; `state` and `provider` are `null` for all. */
  constructor(summary, { state = null, provider = null, order = "urgency" } = {}) {
    this.size = summary.pageSize;
    const part = provider === null ? summary : summary.providers?.[provider] ?? { total: 0, counts: {} };
    const counts = part.counts ?? {};
    this.start = 0;
    this.count = part.total ?? 0;
    this.isSortedHere = false;
    if (state !== null) {
      // The order of urgency puts each state in one piece, so a state is a range of its rows.
      for (const one of states.slice(0, states.indexOf(state))) this.start += counts[one] ?? 0;
      this.count = counts[state] ?? 0;
      this.isSortedHere = order !== "urgency" && this.count <= sortable;
    }
    this.order = order;
    const set = state === null ? order : "urgency";
    this.folder = `index/${set}/${provider === null ? "" : `${encodeURIComponent(provider)}/`}`;
  }

  /** The rows from `from` on, at most `count`; fails with `LoadFailure`. */
  async rows(from, count) {
    if (this.isSortedHere) return (await this.#sorted()).slice(from, from + count);
    return this.#slice(this.start + from, Math.min(count, this.count - from));
  }

  async #slice(from, count) {
    if (count <= 0) return [];
    const [first, last] = [Math.floor(from / this.size), Math.floor((from + count - 1) / this.size)];
    const pages = await Promise.all(Array.from({ length: last - first + 1 }, (_, index) => this.#page(first + index)));
    return pages.flat().slice(from - first * this.size, from - first * this.size + count);
  }

  #page(number) {
    if (!this.#pages.has(number)) {
      const promise = load(at(`${this.folder}${number + 1}.json`)).then((page) => Array.isArray(page.connections) ? page.connections : []);
      promise.catch(() => this.#pages.delete(number));
      this.#pages.set(number, promise);
      // Pages far away are let go: an unchanged one costs little to read again.
      if (this.#pages.size > 24) this.#pages.delete(this.#pages.keys().next().value);
    }
    return this.#pages.get(number);
  }

  async #sorted() {
    this.all ??= this.#slice(this.start, this.count).then((rows) => rows.toSorted(comparisons[this.order]));
    return this.all;
  }
}

const byUser = (a, b) => (a.user < b.user ? -1 : a.user > b.user ? 1 : 0);
const comparisons = {
  user: byUser,
  ends: (a, b) => (Date.parse(end(a)) || Infinity) - (Date.parse(end(b)) || Infinity) || byUser(a, b),
};

/** The end that a row tells: after it only the person can help, else the token's. */
export function end(row) {
  return row.reconnectBy ?? row.expiresAt ?? null;
}
