// The list of the dashboard: as long as the index and as light as what is on the screen. Pieces of
// rows are filled when they come near, and emptied when they are far.

import { standing, states, readConnection } from "./connection.js";
import { fill, h } from "./dom.js";
import { date } from "./format.js";
import { icon } from "./icons.js";
import { end } from "./index-rows.js";
import { mark } from "./marks.js";
import { personPage } from "./place.js";
import { hasWords, t } from "./strings.js";

const piece = 50;
const columns = ["user", "provider", "standing", "ends", "what"];
/** The columns that an order follows. */
const sorts = { user: "user", standing: "urgency", ends: "ends" };

/** A table of the rows; `providers` names them, `order` is theirs, `onOrder` is told another. */
export function rowsTable({ rows, providers, order, onOrder }) {
  const bodies = [];
  const table = h(
    "table", { role: "table", "aria-rowcount": rows.count + 1, "aria-label": t("board.everything") },
    h("thead", { role: "rowgroup" }, h("tr", { role: "row", "aria-rowindex": 1 },
      columns.map((name) => heading(name, order, onOrder)))),
  );
  for (let from = 0; from < rows.count; from += piece) {
    const body = h("tbody", { role: "rowgroup" });
    body.style.setProperty("--rows", String(Math.min(piece, rows.count - from)));
    body.from = from;
    bodies.push(body);
  }
  table.append(...bodies);
  const watcher = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) show(target, rows, providers);
      // Who walks through with the keyboard keeps the ground.
      else if (target.isFilled && !target.contains(target.getRootNode().activeElement)) empty(target);
    }
  }, { rootMargin: "900px 0px" });
  for (const body of bodies) watcher.observe(body);
  table.stop = () => watcher.disconnect();
  return table;
}

function heading(name, order, onOrder) {
  const words = t(`board.column.${name}`);
  const sort = sorts[name];
  const isSorted = sort === order;
  return h(
    "th", { role: "columnheader", scope: "col", class: name, "aria-sort": isSorted ? "ascending" : sort ? "none" : null },
    sort ? h("button", { type: "button", class: "sort", "data-order": sort, onclick: () => onOrder(sort) }, words, icon("down")) : words,
  );
}

async function show(body, rows, providers) {
  if (body.isFilled) return;
  body.isFilled = true;
  try {
    const list = await rows.rows(body.from, piece);
    if (!body.isFilled) return;
    fill(body, list.map((row, index) => line(row, body.from + index, providers)));
  } catch {
    body.isFilled = false;
    fill(body, h("tr", { role: "row" }, h("td", { role: "cell", colspan: columns.length }, t("board.chunkFailed"), " ",
      h("button", { type: "button", onclick: () => show(body, rows, providers) }, t("load.retry")))));
  }
}

function empty(body) {
  body.isFilled = false;
  body.replaceChildren();
}

function line(row, index, providers) {
  const name = providers[row.provider]?.name ?? row.provider;
  const connection = readConnection(row);
  const stands = standing(connection, null);
  const cell = (kind, ...content) => h("td", { role: "cell", class: kind }, content);
  const until = end(row);
  return h(
    "tr", { role: "row", "aria-rowindex": index + 2, "data-tone": stands.tone },
    cell("user", h("a", { href: personPage(row.user).href }, row.user),
      row.label && row.label !== "default" && h("span", { class: "label" }, ` · ${row.label}`),
      row.username && row.username !== row.user && h("span", { class: "handle" }, ` @${row.username}`)),
    cell("provider", mark(row.provider, name), h("span", {}, name)),
    cell("standing", h("span", { class: "state" }, t(`state.${stands.state}`))),
    cell("ends", until ? date(Date.parse(until)) : "–",
      stands.daysLeft !== null && stands.daysLeft >= 0 && stands.daysLeft <= 10 && h("span", { class: "days" }, ` · ${t("life.left", { count: stands.daysLeft })}`)),
    cell("what", what(row, name)),
  );
}

function what(row, provider) {
  if (row.message) return row.message;
  if (row.reason) return hasWords(`reason.${row.reason}`) ? t(`reason.${row.reason}`, { provider }) : row.reason.replaceAll("_", " ");
  return row.stale ? t("board.stale") : "";
}

/** The states that a summary counts, the most urgent first. */
export function countedStates(counts) {
  return states.filter((state) => counts?.[state] > 0);
}
