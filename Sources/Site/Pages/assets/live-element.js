// What both elements do: they look when they are put into a page, when an attribute changes, when the
// network is back, and when somebody comes back to a page that was left open.

import { rootOf } from "./style.js";

const freshFor = 60_000;

/** An element that reads files by itself, with `refresh`. */
export class LiveElement extends HTMLElement {
  shadow = rootOf(this);
  /** When its files were last read; 0 while they were not. */
  seenAt = 0;
  // Attributes are told before the element is in its page; the first look is the page's.
  #isReady = false;

  /** Whether it reads anything itself. */
  get looksItself() { return true; }

  /** Whether a dialog is open or a field filled in: what somebody does there must not be lost. */
  get isBusy() { return this.shadow.querySelector("dialog, :focus") !== null; }

  connectedCallback() {
    this.#isReady = true;
    this.#look();
    addEventListener("online", this.#look);
    document.addEventListener("visibilitychange", this.#onVisible);
  }

  disconnectedCallback() {
    this.#isReady = false;
    removeEventListener("online", this.#look);
    document.removeEventListener("visibilitychange", this.#onVisible);
  }

  attributeChangedCallback(_, old, value) {
    if (old === value || !this.#isReady) return;
    // What is shown is another's.
    this.seenAt = 0;
    this.#look();
  }

  #look = () => { if (this.looksItself) this.refresh(); };

  #onVisible = () => {
    if (document.visibilityState === "visible" && !this.isBusy && Date.now() - this.seenAt > freshFor) this.#look();
  };
}
