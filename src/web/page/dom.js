// Elements without markup: whatever an article or a question says stays text.

/** An element with properties and children; `class`, `role`, `aria-…` and `data-…` become attributes, `on…` listeners. */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key in element && !key.includes("-") && typeof value !== "string") element[key] = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** The element with this id. */
export const byId = (id) => document.getElementById(id);

/** The whole address of a place of this page: a link to it leads to what is read, and is none that skips something. */
export const whole = (address) => new URL(address, location.href).href;
