// The index in parts: nothing is loaded but what is shown. The shapes are in README.md.

import { states } from "./connection.js";
import { load } from "./load.js";
import { at } from "./place.js";

/** Up to this many rows of one state are put in order here; more come in the order of their list. */
const sortable = 1000;

/** The rows that a filter leaves, in an order, by number. */
export class IndexRows {
  /** `summary` is `index/summary.json`; `state` and `provider` are `null` for all. */
  constructor(summary, { state = null, provider = null, order = "urgency" } = {}) {
    const counts = (provider === null ? summary : summary.providers?.[provider])?.counts ?? {};
    const wanted = state === null ? states : [state];
    const count = (list) => list.reduce((sum, one) => sum + (counts[one] ?? 0), 0);
    this.count = count(wanted);
    // Few rows of one state are read whole and put in order here, so that the most urgent come first.
    const ofState = (one) => (count([one]) <= sortable
      ? new SortedList(`state/${one}`, { provider, states: null }, count([one]), comparisons[order])
      : new PartList(`state/${one}`, { provider, states: null }, count([one])));
    if (state !== null && this.count <= sortable) this.lists = [ofState(state)];
    else if (order === "urgency") this.lists = wanted.filter((one) => counts[one] > 0).map(ofState);
    else this.lists = [new PartList(order, { provider, states: state === null ? null : wanted }, this.count)];
  }

  /** The rows from `from` on, at most `count`; fails with `LoadFailure`. */
  async rows(from, count) {
    const wanted = [];
    let start = 0;
    for (const list of this.lists) {
      const [first, last] = [Math.max(from - start, 0), Math.min(from + count - start, list.count)];
      if (first < last) wanted.push(list.rows(first, last));
      start += list.count;
    }
    return (await Promise.all(wanted)).flat();
  }
}

/** One list of the index, cut in parts: `index/NAME.json` names them, with what each holds. */
class PartList {
  #parts = new Map();
  #contents = null;

  constructor(name, filter, count) {
    Object.assign(this, { name, filter, count });
  }

  /** The rows from `first` on, up to `last`. */
  async rows(first, last) {
    const contents = await this.#read();
    const wanted = contents.filter((part) => part.start < last && part.start + part.count > first);
    const rows = await Promise.all(wanted.map((part) => this.#part(part.name)));
    return wanted.flatMap((part, index) => rows[index].slice(Math.max(first - part.start, 0), last - part.start));
  }

  /** Where each part's rows begin, of those that the filter leaves. */
  #read() {
    this.#contents ??= load(at(`index/${this.name}.json`)).then((list) => {
      let start = 0;
      return (Array.isArray(list.parts) ? list.parts : []).map(({ name, counts = {} }) => {
        const { provider, states } = this.filter;
        const ofProviders = provider === null ? Object.values(counts) : [counts[provider] ?? {}];
        const count = ofProviders.flatMap((byState) => Object.entries(byState))
          .reduce((sum, [state, number]) => sum + (states === null || states.includes(state) ? number : 0), 0);
        const part = { name, start, count };
        start += count;
        return part;
      }).filter((part) => part.count > 0);
    });
    this.#contents.catch(() => { this.#contents = null; });
    return this.#contents;
  }

  #part(name) {
    if (!this.#parts.has(name)) {
      const { provider, states } = this.filter;
      const fits = (row) => (provider === null || row.provider === provider) && (states === null || states.includes(row.status));
      const promise = load(at(`index/${this.name}/${encodeURIComponent(name)}.json`))
        .then((part) => (Array.isArray(part.connections) ? part.connections : []).filter(fits));
      promise.catch(() => this.#parts.delete(name));
      this.#parts.set(name, promise);
      // Parts far away are let go: an unchanged one costs little to read again.
      if (this.#parts.size > 24) this.#parts.delete(this.#parts.keys().next().value);
    }
    return this.#parts.get(name);
  }
}

/** A short list, read whole and put in order here. */
class SortedList extends PartList {
  #all = null;

  constructor(name, filter, count, comparison) {
    super(name, filter, count);
    this.comparison = comparison;
  }

  async rows(first, last) {
    this.#all ??= super.rows(0, this.count).then((rows) => rows.toSorted(this.comparison));
    this.#all.catch(() => { this.#all = null; });
    return (await this.#all).slice(first, last);
  }
}

const byUser = (a, b) => (a.user < b.user ? -1 : a.user > b.user ? 1 : 0);
const byEnd = (a, b) => (Date.parse(end(a)) || Infinity) - (Date.parse(end(b)) || Infinity) || byUser(a, b) || 0;
const comparisons = { user: byUser, ends: byEnd, urgency: byEnd };

/** The end that a row tells: after it only the person can help, else the token's. */
export function end(row) {
  return row.reconnectBy ?? row.expiresAt ?? null;
}
