// Discord's Markdown as elements. No text ever becomes markup of the page: what is not known here stays text.

import { h } from "./dom.js";

/** How deep marks may lie in each other; deeper ones stay text. */
const DEPTH = 12;

/** A text with everything that Discord renders in messages and in the descriptions and fields of embeds. */
export function markdown(text, names = {}) {
  return blocks(String(text ?? "").replace(/\r\n?/g, "\n"), names, true, 0);
}

function blocks(text, names, mayQuote, depth) {
  const nodes = [];
  const lines = text.split("\n");
  let plain = [];
  const flush = () => {
    if (plain.length > 0) nodes.push(...inline(plain.join("\n"), names, depth));
    plain = [];
  };
  /** Blocks bring line ends of their own. */
  const block = (element) => {
    flush();
    nodes.push(element);
  };
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    let found;
    if (mayQuote && line.startsWith(">>> ")) {
      const rest = [line.slice(4), ...lines.slice(at + 1)].join("\n");
      block(h("blockquote", {}, blocks(rest, names, false, depth + 1)));
      return nodes;
    } else if (mayQuote && (line.startsWith("> ") || line === ">")) {
      const quoted = [];
      while (at < lines.length && (lines[at].startsWith("> ") || lines[at] === ">")) quoted.push(lines[at++].slice(2));
      at -= 1;
      block(h("blockquote", {}, blocks(quoted.join("\n"), names, false, depth + 1)));
    } else if (line.startsWith("```") && (found = fence(lines, at))) {
      block(h("pre", { tabindex: "0" }, h("code", {}, found.code)));
      at = found.end;
    } else if ((found = /^(#{1,3})\s+(\S.*?)\s*#*$/.exec(line))) {
      block(h("p", { class: `heading heading-${found[1].length}` }, inline(found[2], names, depth)));
    } else if ((found = /^-#\s+(\S.*)$/.exec(line))) {
      block(h("p", { class: "subtext" }, inline(found[1], names, depth)));
    } else if (ITEM.test(line)) {
      const items = [];
      while (at < lines.length && (found = ITEM.exec(lines[at]))) {
        items.push(found);
        at += 1;
      }
      at -= 1;
      block(list(items, names, depth));
    } else {
      plain.push(line);
    }
  }
  flush();
  return nodes;
}

/** A line of a list: its indent, its mark, its words. */
const ITEM = /^( *)([-*]|\d{1,9}\.)\s+(\S.*)$/;

function list(items, names, depth) {
  const isNumbered = /\d/.test(items[0][2]);
  const element = h(isNumbered ? "ol" : "ul", isNumbered ? { start: items[0][2].slice(0, -1) } : {});
  const indent = items[0][1].length;
  for (let at = 0; at < items.length; at += 1) {
    const item = h("li", {}, inline(items[at][3], names, depth));
    const inner = [];
    while (at + 1 < items.length && items[at + 1][1].length > indent) inner.push(items[++at]);
    if (inner.length > 0 && depth < DEPTH) item.append(list(inner, names, depth + 1));
    element.append(item);
  }
  return element;
}

/** The code between fences that begin on this line, and the line of the second fence. */
function fence(lines, from) {
  const rest = lines.slice(from).join("\n").slice(3);
  const end = rest.indexOf("```");
  if (end < 1) return null;
  const inside = rest.slice(0, end);
  const code = /^[a-z0-9_+\-.]*\n/i.test(inside) ? inside.slice(inside.indexOf("\n") + 1) : inside;
  return { code: code.replace(/\n$/, ""), end: from + inside.split("\n").length - 1 };
}

/** Marks around words, tried in this order: a pattern from the place on, and the element. */
const AROUND = [
  [/\*\*((?:\\[^]|[^\\])+?)\*\*(?!\*)/y, "strong"],
  [/__((?:\\[^]|[^\\])+?)__(?!_)/y, "u"],
  [/~~((?:\\[^]|[^\\])+?)~~(?!~)/y, "s"],
  [/\|\|((?:\\[^]|[^\\])+?)\|\|/y, "spoiler"],
  [/\*(?=\S)((?:\\[^]|\*\*|[^\\*])+?)\*(?!\*)/y, "em"],
  [/_((?:\\[^]|__|[^\\_])+?)_(?![\p{L}\p{N}_])/uy, "em"],
];

/** `[words](address "title")`; the address may stand in angle brackets. */
const LINK = /\[((?:\\[^]|\[[^\]]*\]|[^[\]\\])+)\]\(\s*<?(https?:\/\/[^\s<>]*?)>?(?:\s+"[^"]*")?\s*\)/iy;
const BARE = /<(https?:\/\/[^\s<>]+)>|(https?:\/\/[^\s<]+[^\s<.,:;"')\]])/iy;
const CODE = /(`{1,2})(?!`)([^]*?[^`])\1(?!`)/y;
const TIME = /<t:(-?\d{1,13})(?::([tTdDfFR]))?>/y;
const MENTION = /<(@[!&]?|#)(\d{1,20})>|@(everyone|here)\b/y;
const EMOJI = /<a?(:\w{2,32}:)\d{1,20}>/y;

function at(pattern, text, place) {
  pattern.lastIndex = place;
  return pattern.exec(text);
}

function inline(text, names, depth) {
  const nodes = [];
  let plain = "";
  const add = (node) => {
    if (plain !== "") nodes.push(plain);
    plain = "";
    nodes.push(node);
  };
  let place = 0;
  while (place < text.length) {
    const character = text[place];
    if (character === "\\" && /[^\p{L}\p{N}\s]/u.test(text[place + 1] ?? " ")) {
      // A sign of two units stands behind one backslash.
      const sign = String.fromCodePoint(text.codePointAt(place + 1));
      plain += sign;
      place += 1 + sign.length;
      continue;
    }
    const mark = "`*_~|[<@hH\n".includes(character) && depth < DEPTH ? marked(text, place, names, depth) : null;
    if (mark === null) {
      plain += character;
      place += 1;
    } else {
      add(mark.node);
      place += mark.length;
    }
  }
  if (plain !== "") nodes.push(plain);
  return nodes;
}

/** What begins at this place, with its length; `null` if it is plain text. */
function marked(text, place, names, depth) {
  let found;
  const result = (node) => ({ node, length: found[0].length });
  if (text[place] === "\n") return { node: h("br"), length: 1 };
  if ((found = at(CODE, text, place))) return result(h("code", {}, found[2].trim()));
  if ((found = at(LINK, text, place))) return result(link(found[2], inline(found[1], names, depth + 1)));
  if ((found = at(TIME, text, place))) return result(time(Number(found[1]), found[2] ?? "f"));
  if ((found = at(MENTION, text, place))) return result(h("span", { class: "mention" }, mentioned(found, names)));
  if ((found = at(EMOJI, text, place))) return result(h("span", {}, found[1]));
  const isInWord = /[\p{L}\p{N}_]/u.test(text[place - 1] ?? "");
  if ((text[place] === "<" || !isInWord) && (found = at(BARE, text, place))) {
    const address = found[1] ?? found[2];
    return result(link(address, [address]));
  }
  for (const [pattern, tag] of AROUND) {
    if (tag === "em" && text[place] === "_" && isInWord) continue;
    if ((found = at(pattern, text, place))) {
      const inner = inline(found[1], names, depth + 1);
      return result(tag === "spoiler" ? spoiler(inner) : h(tag, {}, inner));
    }
  }
  return null;
}

function mentioned(found, names) {
  if (found[3]) return `@${found[3]}`;
  const sign = found[1][0];
  return `${sign}${names[found[2]] ?? "unknown"}`;
}

/** A link to the web in a window of its own; addresses of other kinds never come here. */
function link(address, words) {
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, words);
}

function spoiler(words) {
  const show = (event) => event.currentTarget.replaceWith(h("span", { class: "shown-spoiler" }, words));
  return h("button", { type: "button", class: "spoiler", "aria-label": "Show the spoiler", onclick: show }, "spoiler");
}

const FORMATS = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
};
const UNITS = [["year", 31557600], ["month", 2629800], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

/** A moment in the reader's own time. */
function time(seconds, style) {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return h("span", {}, "Invalid date");
  const whole = new Intl.DateTimeFormat("en", FORMATS.F).format(date);
  let shown;
  if (style === "R") {
    const away = seconds - Date.now() / 1000;
    const [unit, size] = UNITS.find(([, size]) => Math.abs(away) >= size) ?? UNITS[5];
    shown = new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(Math.trunc(away / size), unit);
  } else {
    shown = new Intl.DateTimeFormat("en", FORMATS[style]).format(date);
  }
  return h("time", { class: "moment", datetime: date.toISOString(), title: whole }, shown);
}
