// The dashboard's own looks, beside those of style.js.

const text = `
h1 { margin: clamp(28px, 5vw, 56px) 0 0; max-width: 22ch; font-size: clamp(1.75rem, 1.2rem + 2.4vw, 2.75rem); font-weight: 680; line-height: 1.1; letter-spacing: -.03em; text-wrap: balance; }
h2 { font-size: 1rem; font-weight: 600; letter-spacing: -.005em; }
.pulse { margin-top: 12px; color: var(--soft); font-size: 1.0625rem; }
.note { margin-top: 20px; max-width: 46rem; }
.top { display: grid; gap: 16px; margin: clamp(24px, 4vw, 40px) 0 clamp(32px, 5vw, 56px); align-items: start; }
@media (min-width: 60rem) { .top { grid-template-columns: minmax(0, 1fr) 20rem; } }
.panel { padding: 20px; border: 1px solid var(--line); border-radius: var(--radius); background: var(--surface); min-width: 0; }
.panel > h2 { margin-bottom: 12px; }
.calm { display: flex; gap: 9px; align-items: center; color: var(--soft); }
.calm .icon { color: var(--good); }
.attention { display: grid; }
.attention li { display: grid; grid-template-columns: 1fr auto; gap: 2px 16px; padding: 12px 0; border-top: 1px solid var(--line); }
.attention li:first-child { border-top: 0; padding-top: 4px; }
.attention li:last-child { padding-bottom: 0; }
@media (max-width: 40rem) { .attention :is(.who, .why) { grid-column: 1 / -1; } .attention .why { grid-row: 2; margin-bottom: 2px; } .attention .due { padding-top: 0; } }
.who { font-weight: 600; overflow-wrap: anywhere; }
.who span { font-weight: 400; color: var(--soft); }
.why { color: var(--soft); font-size: .9375rem; overflow-wrap: anywhere; }
.due { color: var(--soft); font-size: .8125rem; text-align: end; white-space: nowrap; padding-top: .15em; }
.more { margin-top: 12px; padding-top: 12px; border-top: 1px solid var(--line); color: var(--soft); font-size: .9375rem; }
.bars { display: flex; align-items: flex-end; gap: 2px; height: 64px; }
.bars span { flex: 1; height: var(--height); border-radius: 2px; background: var(--tone); min-width: 1px; }
.bars span[data-tone=good] { background: color-mix(in srgb, var(--good) 45%, var(--surface)); }
.axis { display: flex; justify-content: space-between; margin-top: 8px; color: var(--soft); font-size: .8125rem; }
.panel details { margin-top: 6px; font-size: .875rem; }
.scroll { overflow: auto; max-height: 16rem; margin: 4px -20px -20px; border-top: 1px solid var(--line); }
table.plain { border-collapse: collapse; width: 100%; font-size: .8125rem; }
table.plain th, table.plain td { padding: 7px 10px; text-align: start; white-space: nowrap; font-weight: 400; }
table.plain th { color: var(--soft); }
table.plain :is(th, td):first-child { padding-left: 20px; }

.tools { display: grid; gap: 12px; grid-template-columns: 1fr 1fr; margin: 16px 0; }
.tools form { grid-column: 1 / -1; display: grid; grid-template-columns: 1fr auto; gap: 6px 8px; align-items: end; }
.tools form .wrong { grid-column: 1 / -1; margin: 0; }
.tools form .wrong:empty { display: none; }
@media (min-width: 48rem) { .tools { grid-template-columns: minmax(0, 1fr) 12rem 12rem; } .tools form { grid-column: auto; } }
.filters { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 14px; }
.filters button { min-height: 38px; padding: 6px 13px; border-radius: 99px; background: var(--surface); font-size: .875rem; gap: 7px; }
.filters button b { font-weight: 600; color: var(--soft); }
.filters button[aria-pressed=true] { background: var(--ink); color: var(--surface); border-color: var(--ink); }
.filters button[aria-pressed=true] b { color: inherit; }
@media (forced-colors: active) { .filters button[aria-pressed=true] { background: Highlight; color: HighlightText; forced-color-adjust: none; } }
.filters button .dot { width: 8px; height: 8px; border-radius: 50%; background: var(--tone, var(--soft)); }
.filters button[aria-pressed=true] .dot { background: currentColor; }

@media (max-width: 48rem) { .filters { flex-wrap: nowrap; overflow-x: auto; margin-inline: -16px; padding: 4px 16px; scrollbar-width: none; } .filters button { flex: none; } }

.list { border: 1px solid var(--line); border-radius: var(--radius); background: var(--surface); overflow: clip; }
.list > p { padding: 20px; color: var(--soft); }
.list table { display: block; font-size: .9375rem; --row: 52px; }
.list thead, .list tr { display: block; }
.list tbody { display: block; min-height: calc(var(--rows) * var(--row)); contain: layout style; }
.list tr { display: grid; grid-template-columns: minmax(9rem, 1.3fr) minmax(8rem, .8fr) 9.5rem minmax(8rem, 1fr) minmax(0, 2fr); gap: 0 16px; align-items: center; height: var(--row); padding: 0 20px; border-top: 1px solid var(--line); }
.list thead tr { height: 42px; border-top: 0; }
.list th { text-align: start; font-weight: 500; font-size: .8125rem; color: var(--soft); padding: 0; }
.list th .sort { min-height: 40px; padding: 0; gap: 4px; border: 0; background: none; color: inherit; font: inherit; font-weight: 500; }
.list th .sort:hover { color: var(--ink); background: none; }
.list th .sort .icon { width: 12px; height: 12px; opacity: 0; }
.list th .sort:is(:hover, :focus-visible) .icon { opacity: .5; }
.list th[aria-sort=ascending] .sort { color: var(--ink); }
.list th[aria-sort=ascending] .sort .icon { opacity: 1; }
.list td { padding: 0; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.list td.what { display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; white-space: normal; font-size: .875rem; line-height: 1.35; }
.list td.user a { font-weight: 500; text-decoration: none; }
.list td.user a:hover { text-decoration: underline; }
.list td.user a::after { content: ""; position: absolute; inset: 0; }
.list tbody tr { position: relative; }
.list tbody tr:hover { background: var(--quiet-back); }
.list tbody tr:has(a:focus-visible) { outline: 2px solid var(--accent); outline-offset: -2px; }
.list td.user a:focus-visible { outline: none; }
.list td[colspan] { grid-column: 1 / -1; display: flex; align-items: center; gap: 12px; color: var(--soft); }
.list td[colspan] button { min-height: 40px; padding-block: 6px; }
.list td .label, .list td .handle, .list td.what, .list td.ends { color: var(--soft); }
.list td .days { color: var(--tone); }
.list td.provider { display: flex; gap: 9px; align-items: center; }
.list td.provider .mark { width: 16px; height: 16px; }
@media (max-width: 60rem) {
  .list table { --row: 84px; }
  .list thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  .list tr { grid-template-columns: 1fr auto; grid-template-rows: auto auto auto; align-content: center; padding: 0 16px; gap: 2px 12px; }
  .list tbody:first-of-type tr:first-child { border-top: 0; }
  .list td.user { grid-area: 1 / 1; } .list td.standing { grid-area: 1 / 2; }
  .list td.provider { grid-area: 2 / 1; color: var(--soft); font-size: .875rem; } .list td.ends { grid-area: 2 / 2; font-size: .875rem; text-align: end; }
  .list td.what { grid-area: 3 / 1 / 4 / 3; -webkit-line-clamp: 1; }
  .list td.what:empty { display: none; }
}
`;

/** The dashboard's sheet. */
export const boardSheet = new CSSStyleSheet();
boardSheet.replaceSync(text);
