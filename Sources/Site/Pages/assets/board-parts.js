// The dashboard's parts above the list: how the runs go, and who has to do something.

import { isOverdue, nextRun } from "./context.js";
import { h } from "./dom.js";
import { ago, clock, date, shortDate, span, time } from "./format.js";
import { icon } from "./icons.js";
import { personPage } from "./place.js";
import { t } from "./strings.js";

const shownItems = 6;

/** One sentence that tells whether all is well. */
export function headline({ total = 0, counts = {}, closedFiles = 0 }) {
  const ill = ["needs_reconnect", "broken", "locked", "in_doubt", "degraded"].reduce((sum, state) => sum + (counts[state] ?? 0), 0);
  const gone = counts.disconnected ?? 0;
  if (total - gone === 0) return t("board.none");
  return ill + closedFiles === 0 ? t("board.allWell", { count: total - gone, total: total - gone })
    : t("board.well", { well: total - gone - ill, total: total - gone });
}

/** When the last run was, and the next is due; a warning where the schedule seems off. */
export function pulse(context, now = Date.now()) {
  const { lastRun, site, heartbeat } = context;
  if (lastRun === null) return h("p", { class: "pulse" }, t("board.noRun"));
  const every = Number(site.schedule?.everySeconds) * 1000;
  const next = nextRun(context, now);
  const through = time(heartbeat?.dataThrough);
  if (isOverdue(context, now)) {
    return h("div", { class: "note", "data-tone": "bad", "data-state": "off" }, icon("alert"), h(
      "div", {}, h("p", {}, h("strong", {}, t("board.off"))),
      h("p", {}, t("board.offBody", { ago: ago(lastRun, now), span: span(every > 0 ? every : 86_400_000) })),
    ));
  }
  return h("p", { class: "pulse" }, h("span", { title: new Date(lastRun).toLocaleString() }, t("board.lastRun", { ago: ago(lastRun, now) })),
    next && ` · ${t("board.nextRun", { time: clock(next, now) })}`,
    through && now - through > 86_400_000 && ` · ${t("board.dataThrough", { date: date(through) })}`);
}

/** Who must do what by when, the most urgent first; the rest is in the list below. */
export function attentionList(attention, providers, now = Date.now()) {
  const items = Array.isArray(attention?.items) ? attention.items : [];
  if (items.length === 0) return h("p", { class: "calm" }, icon("check"), t("board.attentionNone"));
  const rest = (attention.total ?? items.length) - shownItems;
  return [
    h("ol", { class: "attention" }, items.slice(0, shownItems).map((item) => h(
      "li", { "data-tone": item.status === "needs_reconnect" || item.status === "broken" ? "bad" : "warn" },
      h("p", { class: "who" },
        h("a", { href: personPage(item.user).href }, h("bdi", {}, item.user)),
        item.provider && h("span", {}, ` · ${providers[item.provider]?.name ?? item.provider}`),
        item.label && item.label !== "default" && h("span", {}, ` · ${item.label}`)),
      h("span", { class: "state" }, t(`state.${item.status}`)),
      h("p", { class: "why" }, sentence(item.message), item.nextStep && ` ${sentence(item.nextStep)}`),
      h("p", { class: "due" }, item.by && time(item.by) !== null
        ? t(time(item.by) < now ? "board.byPast" : "board.by", { date: shortDate(time(item.by), now) }) : ""),
    ))),
    rest > 0 && h("p", { class: "more" }, t("board.attentionMore", { count: rest })),
  ];
}

function sentence(text) {
  return text ? `${text[0].toUpperCase()}${text.slice(1)}.` : "";
}

/** The last runs as bars: how long each took, and how it went. */
export function runHistory(history) {
  const runs = (Array.isArray(history) ? history : []).slice(0, 48)
    .map((run) => ({ ...run, start: time(run.startedAt), took: time(run.endedAt) - time(run.startedAt) }))
    .filter((run) => run.start !== null && run.took >= 0);
  if (runs.length === 0) return h("p", { class: "calm" }, t("board.runsNone"));
  const longest = Math.max(...runs.map((run) => run.took), 1);
  const tone = (run) => (run.outcome === "ok" ? "good" : run.outcome === "partial" ? "warn" : "bad");
  const told = (run) => (run.outcome === "ok" ? t("board.run.ok") : run.outcome === "partial"
    ? t("board.run.partial", { count: run.failures ?? 0 }) : t("board.run.stopped"));
  const counts = ["ok", "partial", "stopped"].map((outcome) => [outcome, runs.filter((run) => run.outcome === outcome).length]);
  const spoken = `${t("board.runsCaption", { count: runs.length })}: ${counts.filter(([, count]) => count > 0)
    .map(([outcome, count]) => `${count} ${outcome}`).join(", ")}.`;
  return [
    h("div", { class: "bars", role: "img", "aria-label": spoken }, runs.toReversed().map((run) => {
      const bar = h("span", { "data-tone": tone(run), title: `${clock(run.start)} · ${told(run)}` });
      // Roots keep a run of minutes from hiding those of seconds.
      bar.style.setProperty("--height", `${Math.round(18 + 82 * Math.sqrt(run.took / longest))}%`);
      return bar;
    })),
    h("p", { class: "axis" }, h("span", {}, clock(runs.at(-1).start)), h("span", {}, clock(runs[0].start))),
    h("details", {}, h("summary", {}, t("board.runsTable")), h(
      "div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("board.runs") },
      h("table", { class: "plain" },
        h("thead", {}, h("tr", {}, ["start", "took", "connections", "failures"].map((name) => h("th", { scope: "col" }, t(`board.run.${name}`))))),
        h("tbody", {}, runs.map((run) => h("tr", {}, h("td", {}, clock(run.start)), h("td", {}, span(run.took)),
          [run.connections, run.failures].map((count) => h("td", {}, count ?? "–")))))),
    )),
  ];
}
