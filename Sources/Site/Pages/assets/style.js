// The elements' looks, as one constructed sheet that all of them share: no policy forbids it, and no
// page of another site bleeds in. What a site may set is listed in README.md, `--latchkey-…`.

const text = `
:host {
  --accent: var(--latchkey-accent, light-dark(#1c5a47, #9ad8bd));
  --on-accent: var(--latchkey-on-accent, light-dark(#fff, #0d1f19));
  --ink: var(--latchkey-ink, light-dark(#161a18, #eef1ef));
  --soft: var(--latchkey-soft, light-dark(#59615d, #a3aca7));
  --surface: var(--latchkey-surface, light-dark(#fff, #191d1b));
  --line: var(--latchkey-line, light-dark(#e3e6e4, #2c322f));
  --track: light-dark(#e9ecea, #2a302d);
  --good: var(--accent);
  --warn: light-dark(#8a5200, #f0b95c);
  --warn-back: light-dark(#fdf3e0, #2e2513);
  --bad: light-dark(#a8281f, #ff9d90);
  --bad-back: light-dark(#fcecea, #351c19);
  --busy: light-dark(#2a5a8c, #9cc6f0);
  --busy-back: light-dark(#eaf2fa, #17273a);
  --quiet-back: light-dark(#f3f5f4, #222725);
  --radius: var(--latchkey-radius, 14px);
  display: block;
  color: var(--ink);
  font: 400 1rem/1.5 var(--latchkey-font, "Inter", -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif);
  font-feature-settings: "tnum";
  -webkit-font-smoothing: antialiased;
  text-align: start;
  text-wrap: pretty;
}
:host([hidden]) { display: none; }
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
h2, h3, p, ul, ol, dl, dd, figure { margin: 0; padding: 0; }
ul, ol { list-style: none; }
a { color: inherit; text-underline-offset: .2em; text-decoration-thickness: 1px; text-decoration-color: color-mix(in srgb, currentColor 40%, transparent); }
a:hover { text-decoration-color: currentColor; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.icon, .mark { flex: none; display: inline-block; vertical-align: -.18em; }
.mark.letter { width: 20px; height: 20px; border-radius: 6px; background: var(--ink); color: var(--surface); font: 700 12px/20px sans-serif; text-align: center; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.cards { display: grid; gap: 16px; height: 100%; }
.card {
  display: flex; flex-direction: column; gap: 16px; min-width: 0; height: 100%;
  padding: 20px; border: 1px solid var(--line); border-radius: var(--radius); background: var(--surface);
}
.head { display: flex; align-items: center; gap: 10px; min-height: 24px; }
.head h3 { flex: 1; min-width: 0; font-size: .9375rem; font-weight: 600; line-height: 1.35; letter-spacing: -.005em; overflow-wrap: anywhere; }
.head .label { font-weight: 400; color: var(--soft); }
.state { display: inline-flex; align-items: center; gap: 7px; font-size: .8125rem; font-weight: 500; white-space: nowrap; color: var(--tone, var(--soft)); }
.state::before { content: ""; width: 8px; height: 8px; border-radius: 50%; background: var(--tone, transparent); box-shadow: inset 0 0 0 1.5px var(--tone, var(--soft)); }
[data-tone=good] { --tone: var(--good); --tone-back: var(--quiet-back); }
[data-tone=warn] { --tone: var(--warn); --tone-back: var(--warn-back); }
[data-tone=bad] { --tone: var(--bad); --tone-back: var(--bad-back); }
[data-tone=busy] { --tone: var(--busy); --tone-back: var(--busy-back); }
[data-tone=quiet] { --tone-back: var(--quiet-back); }
[data-tone=quiet] .state::before, .state[data-tone=quiet]::before { background: none; }

.account { display: grid; grid-template-columns: auto 1fr; gap: 0 14px; align-items: center; }
.picture { width: 56px; height: 56px; border-radius: 50%; overflow: hidden; background: var(--quiet-back); color: var(--soft); display: grid; place-items: center; font-size: 1.25rem; font-weight: 600; }
.picture > * { grid-area: 1 / 1; }
.picture img { width: 100%; height: 100%; object-fit: cover; display: block; background: var(--quiet-back); }
.name { display: -webkit-box; -webkit-line-clamp: 3; -webkit-box-orient: vertical; overflow: hidden; font-size: 1.1875rem; font-weight: 650; line-height: 1.25; letter-spacing: -.015em; overflow-wrap: anywhere; }
.handle { color: var(--soft); font-size: .9375rem; overflow-wrap: anywhere; }
.about { font-size: .9375rem; overflow-wrap: anywhere; display: grid; gap: 6px; }
.bio { white-space: pre-line; display: -webkit-box; -webkit-line-clamp: 4; -webkit-box-orient: vertical; overflow: hidden; }
.website { color: var(--accent); width: fit-content; max-width: 100%; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.stats { display: flex; flex-wrap: wrap; gap: 4px 20px; font-size: .875rem; color: var(--soft); }
.stats dt, .stats dd { display: inline; }
.stats dd { color: var(--ink); font-weight: 600; font-size: .9375rem; }

.note { display: grid; grid-template-columns: auto 1fr; gap: 2px 10px; padding: 11px 13px; border-radius: calc(var(--radius) - 5px); background: var(--tone-back, var(--quiet-back)); font-size: .9375rem; line-height: 1.45; }
.note > .icon { margin-top: .2em; color: var(--tone, var(--soft)); }
.note p { overflow-wrap: anywhere; min-width: 0; }
.note p + p { margin-top: 4px; }
.notes { display: grid; gap: 8px; }

.life { display: grid; gap: 8px; }
.life .track { position: relative; height: 4px; border-radius: 2px; background: var(--track); overflow: hidden; }
.life .left { position: absolute; inset-block: 0; inset-inline-start: 0; width: var(--share); min-width: 4px; border-radius: 2px; background: var(--tone, var(--soft)); }
.life .words { display: flex; justify-content: space-between; gap: 12px; font-size: .875rem; color: var(--soft); }
.life .words b { color: var(--tone-words, var(--ink)); font-weight: 600; }
.card .life { --tone: var(--good); }
.card[data-state=expiring] .life { --tone: var(--warn); --tone-words: var(--warn); }
.card[data-state=ended] .life { --tone: var(--bad); --tone-words: var(--bad); }

.asks { display: grid; gap: 8px; font-size: .9375rem; }
.asks h4, .asks > p { margin: 0; font-size: .875rem; font-weight: 400; color: var(--soft); }
.asks ul { display: grid; gap: 10px; }
.asks li { display: grid; grid-template-columns: 6px 1fr; gap: 10px; }
.asks li::before { content: ""; width: 5px; height: 5px; margin-top: .6em; border-radius: 50%; background: var(--soft); }
.asks code { display: block; font: .75rem/1.5 ui-monospace, SFMono-Regular, Menlo, monospace; color: var(--soft); overflow-wrap: anywhere; }

.foot { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 10px 16px; margin-top: auto; }
.foot:empty { display: none; }
.act { display: grid; gap: 12px; }
.act:empty { display: none; }
.times { font-size: .8125rem; line-height: 1.5; color: var(--soft); flex: 1 1 11rem; }
.times span { display: block; }

button, .button {
  font: inherit; font-size: .9375rem; font-weight: 500; line-height: 1.25; color: var(--ink); background: transparent;
  border: 1px solid var(--line); border-radius: calc(var(--radius) - 5px); padding: 10px 15px; min-height: 44px;
  display: inline-flex; align-items: center; justify-content: center; gap: 8px; cursor: pointer; text-decoration: none;
}
button:hover, .button:hover { border-color: var(--soft); }
button.primary, .button.primary { background: var(--accent); border-color: transparent; color: var(--on-accent); }
button.primary:hover, .button.primary:hover { background: color-mix(in srgb, var(--accent) 88%, var(--ink)); }
button.bare { border-color: transparent; color: var(--soft); padding-inline: 10px; margin-inline: auto -10px; }
button.bare:hover { color: var(--ink); border-color: var(--line); }
button.danger { background: var(--bad); border-color: transparent; color: var(--surface); }
button[disabled] { opacity: .55; cursor: default; }
.wide { width: 100%; }

label.field { display: grid; gap: 6px; font-size: .875rem; color: var(--soft); }
input, select, textarea { font: inherit; font-size: 1rem; color: var(--ink); background: var(--surface); border: 1px solid light-dark(#8b938f, #6d7671); border-radius: calc(var(--radius) - 5px); padding: 9px 12px; min-height: 44px; width: 100%; }
textarea { font: .75rem/1.5 ui-monospace, SFMono-Regular, Menlo, monospace; resize: vertical; overflow-wrap: anywhere; }
.wrong { color: var(--bad); font-size: .875rem; }

.empty { align-items: flex-start; gap: 6px; }
.empty .icon { width: 22px; height: 22px; color: var(--soft); margin-bottom: 6px; }
.empty .title { font-weight: 600; }
.empty .hint { color: var(--soft); font-size: .9375rem; overflow-wrap: anywhere; }
.empty button { margin-top: 10px; }
.bone { border-radius: 6px; background: var(--track); height: 14px; }
.loading .account .bone + .bone { margin-top: 8px; }
.loading .picture { background: var(--track); }
.w40 { width: 40%; } .w60 { width: 60%; } .w80 { width: 80%; } .w30 { width: 30%; }

dialog { width: min(30rem, calc(100vw - 32px)); max-height: calc(100dvh - 32px); padding: 24px; border: 1px solid var(--line); border-radius: calc(var(--radius) + 4px); background: var(--surface); color: var(--ink); overscroll-behavior: contain; box-shadow: 0 20px 60px rgb(0 0 0 / .22); }
dialog::backdrop { background: rgb(10 14 12 / .45); }
dialog h2 { font-size: 1.1875rem; font-weight: 650; letter-spacing: -.015em; line-height: 1.3; overflow-wrap: anywhere; }
dialog .body > * + * { margin-top: 16px; }
dialog .body { margin: 10px 0 22px; color: var(--soft); }
.choices { display: flex; flex-wrap: wrap; gap: 10px; justify-content: flex-end; }

.ways { display: grid; gap: 10px; }
.ways .hint { font-size: .875rem; color: var(--soft); }
.ways li, .ways ul { display: grid; gap: 6px; }
.ways ul { gap: 12px; padding: 6px 0; }
.ways details { font-size: .875rem; color: var(--soft); }
summary { cursor: pointer; width: fit-content; padding: 6px 0; }
.ways textarea { margin-top: 6px; }

.group { display: grid; gap: 16px; margin-bottom: 40px; }
.heading p { margin-top: 4px; color: var(--soft); font-size: .9375rem; max-width: 42rem; }
.group h2 { font-size: 1rem; font-weight: 600; letter-spacing: -.005em; }
.grid { display: grid; gap: 16px; grid-template-columns: repeat(auto-fill, minmax(min(100%, 21rem), 1fr)); }
.invited { border-color: color-mix(in srgb, var(--accent) 45%, var(--line)); margin-bottom: 32px; height: auto; gap: 6px; }
.invited .title { font-weight: 600; font-size: 1.0625rem; letter-spacing: -.01em; overflow-wrap: anywhere; }
.invited p + p { color: var(--soft); font-size: .9375rem; }
.invited[data-tone=bad] { border-color: color-mix(in srgb, var(--bad) 45%, var(--line)); }
.step { height: auto; gap: 10px; padding: clamp(20px, 5vw, 32px); }
.step .provider { font-size: .9375rem; font-weight: 600; }
.step .site { margin-inline-start: auto; color: var(--soft); font-size: .875rem; text-align: end; overflow-wrap: anywhere; }
.step .sign { display: grid; place-items: center; width: 44px; height: 44px; margin: 14px 0 4px; border-radius: 50%; background: var(--tone-back); color: var(--tone, var(--soft)); }
.step .sign .icon { width: 22px; height: 22px; }
.step h1 { margin: 0; font-size: 1.5rem; font-weight: 680; line-height: 1.2; letter-spacing: -.022em; text-wrap: balance; overflow-wrap: anywhere; }
.step h1:focus { outline: none; }
.step .body { color: var(--soft); overflow-wrap: anywhere; }
.step .act { margin-top: 14px; }
.wait { opacity: 0; animation: appear .2s .25s forwards; }
@keyframes appear { to { opacity: 1; } }
@media (prefers-reduced-motion: no-preference) {
  button, .button { transition: border-color .12s, background-color .12s, color .12s; }
  dialog[open] { animation: rise .16s ease-out; }
  @keyframes rise { from { opacity: 0; transform: translateY(6px); } }
}
@media (prefers-reduced-motion: reduce) { .wait { animation-duration: 1ms; } }
@media (prefers-contrast: more) {
  :host { --soft: var(--ink); --line: light-dark(#6b736f, #9aa39e); --track: light-dark(#c6ccc9, #454d49); }
}
@media (forced-colors: active) { .state::before, .life .left { background: CanvasText; forced-color-adjust: none; } :is(button, .button).primary { background: ButtonFace; color: ButtonText; border-color: ButtonText; forced-color-adjust: none; } }
`;

const sheet = new CSSStyleSheet();
sheet.replaceSync(text);

/** A shadow root with the shared looks, and a sheet of the element's own. */
export function rootOf(element, own = []) {
  const shadow = element.attachShadow({ mode: "open" });
  shadow.adoptedStyleSheets = [sheet, ...own];
  return shadow;
}
