// The few signs that the pages use, drawn on a grid of 16 with a line of 1.5.

import { h } from "./dom.js";

const lines = {
  alert: "M8 2.2 14.3 13.2H1.7L8 2.2ZM8 6.5v3M8 11.3v.2",
  arrow: "M5 11 11 5M6 5h5v5",
  check: "M3.2 8.6 6.5 11.8 12.8 4.6",
  chevron: "M6 3.5 10.5 8 6 12.5",
  clock: "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8ZM8 4.6V8l2.4 1.6",
  cloud: "M2 2l12 12M5 5.7A3 3 0 0 0 4.5 12H11M12.6 11.7A2.7 2.7 0 0 0 11.4 6.7 3.9 3.9 0 0 0 7 4.2",
  copy: "M5.5 5.5h7v8h-7zM3.5 10.5v-8h7",
  down: "M4 6.2 8 10.2 12 6.2",
  download: "M8 2v8M4.8 7.2 8 10.4l3.2-3.2M2.5 13.5h11",
  key: "M5.4 7.2a2.9 2.9 0 1 0 0 5.8 2.9 2.9 0 0 0 0-5.8ZM7.5 8.1 13.4 2.2M10.6 5l2 2",
  lock: "M4 7h8v6.5H4zM5.7 7V5a2.3 2.3 0 0 1 4.6 0v2",
  mail: "M2 3.8h12v8.4H2zM2.4 4.3 8 8.9l5.6-4.6",
  person: "M8 7.6a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2ZM3 13.6a5 5 0 0 1 10 0",
  search: "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9ZM10.3 10.3l3.4 3.4",
  send: "M14 2 7.2 8.8M14 2 9.6 14 7.2 8.8 2 6.4 14 2Z",
  up: "M4 9.8 8 5.8 12 9.8",
};

/** A sign beside words; it tells nothing that the words do not. */
export function icon(name) {
  return h(
    "svg",
    { class: "icon", viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true", focusable: "false" },
    h("path", {
      d: lines[name], fill: "none", stroke: "currentColor", "stroke-width": 1.5,
      "stroke-linecap": "round", "stroke-linejoin": "round",
    }),
  );
}
