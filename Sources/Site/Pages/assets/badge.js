// The status badge as SVG: the picture that the writer of status files draws, told once in code, so
// that both can be compared. No style and no script within, so no policy strips it, and a ground of
// its own, so that it reads on light and on dark.

const dots = { good: "#5fd0a0", warn: "#f0b95c", bad: "#ff8f80", busy: "#8fc1f5", quiet: "#a3aca7" };

/** The width of a text in Verdana of 11 px, near enough: `textLength` makes it exact. */
export function textWidth(text) {
  let width = 0;
  for (const character of text) {
    width += /[ijlI.,:;'|! ]/.test(character) ? 4 : /[mwMW@]/.test(character) ? 10.5 : /[A-Z0-9]/.test(character) ? 7.5 : 6.6;
  }
  return Math.round(width);
}

const escape = (text) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/**
 * The badge's text: `provider` is the provider's name, `text` the state's words, `tone` one of
 * `good`, `warn`, `bad`, `busy`, `quiet`.
 */
export function badgeSVG({ provider, text, tone }) {
  const [first, second] = [textWidth(provider), textWidth(text)];
  const width = 26 + first + 8 + second + 11;
  const label = escape(`${provider}: ${text}`);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="22" viewBox="0 0 ${width} 22" role="img" aria-label="${label}">`
    + `<title>${label}</title>`
    + `<rect x=".5" y=".5" width="${width - 1}" height="21" rx="10.5" fill="#1b211e" stroke="#59615d"/>`
    + `<circle cx="14" cy="11" r="4" fill="${dots[tone]}"/>`
    + '<g font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11">'
    + `<text x="26" y="15" fill="#c3cac6" textLength="${first}" lengthAdjust="spacingAndGlyphs">${escape(provider)}</text>`
    + `<text x="${26 + first + 8}" y="15" fill="#fff" textLength="${second}" lengthAdjust="spacingAndGlyphs">${escape(text)}</text>`
    + "</g></svg>\n";
}
