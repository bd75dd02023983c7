// Elements are built node by node, never from text: nothing that a status file says can become
// markup, and pages work under a policy of trusted types.

const svgNames = new Set(["svg", "path", "circle", "rect", "g", "title"]);

/** A new element; `null` and `false` among attributes and children are left out. */
export function h(name, attributes = {}, ...children) {
  const element = svgNames.has(name)
    ? document.createElementNS("http://www.w3.org/2000/svg", name)
    : document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  append(element, children);
  return element;
}

/** Puts children, however deep in arrays, behind what is there. */
export function append(parent, children) {
  for (const child of [children].flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    parent.append(child);
  }
}

/** Replaces all children. */
export function fill(parent, ...children) {
  parent.replaceChildren();
  append(parent, children);
}

/** The address where it is one of the web's, else `null`: no status file makes a script link. */
export function webAddress(text) {
  if (typeof text !== "string" || text === "") return null;
  try {
    const url = new URL(/^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`);
    return url.protocol === "https:" || url.protocol === "http:" ? url : null;
  } catch {
    return null;
  }
}
