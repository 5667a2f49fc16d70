// One article: its paragraphs with what is quoted, repaired and cited, and the words of a check. Offsets are code points.

import { h, whole } from "./dom.js";

/** How many colours there are for speakers; the number beside the words tells more of them apart. */
const COLOURS = 8;

export const colourOf = (speaker) => (speaker === null ? "nobody" : `voice-${speaker % COLOURS}`);

/** The pieces between all edges of these ranges: `[from, to]`, in order. */
function pieces(length, ranges) {
  const edges = [...new Set([0, length, ...ranges.flat()])].sort((one, other) => one - other);
  return edges.slice(1).map((to, at) => [edges[at], to]);
}

const covers = ([from, to]) => ([start, end]) => from <= start && end <= to;

/** An article. `first` becomes the element that is cited, if one is. */
export function article(given) {
  const shown = { first: null, quotes: [] };
  const body = given.paragraphs.map((paragraph) => paragraphOf(paragraph, given, shown));
  const [before, behind] = given.left_out;
  const gap = (count) => count > 0 && h("p", { class: "note" }, `${count} more paragraphs are not shown here.`);
  return { body: [gap(before), ...body, gap(behind)], ...shown };
}

function paragraphOf(paragraph, given, shown) {
  const letters = Array.from(paragraph.text);
  const slice = ([from, to]) => letters.slice(from, to).join("");
  const ranges = [
    ...paragraph.quoted.map(({ span }) => span), ...paragraph.repairs.map(({ span }) => span), ...paragraph.passage,
  ];
  const children = [];
  for (const piece of pieces(letters.length, ranges)) {
    const isWithin = (span) => covers(span)(piece);
    children.push(...paragraph.repairs.filter(({ span }) => span[0] === span[1] && span[0] === piece[0]).map((repair) => repaired(repair, "")));
    let inner = slice(piece);
    const repair = paragraph.repairs.find(({ span }) => span[0] < span[1] && isWithin(span));
    if (repair) inner = repaired(repair, inner);
    // Of quotations within each other the inner one is shown.
    const quoted = paragraph.quoted.filter(({ span }) => isWithin(span)).sort((one, other) => length(one) - length(other))[0];
    if (quoted) inner = quotedWords(quoted, piece, inner, given, shown);
    if (paragraph.passage.some(isWithin)) {
      inner = h("mark", { class: "cited", tabindex: "-1" }, inner);
      shown.first ??= inner;
    }
    children.push(inner);
  }
  const isCited = paragraph.passage.length > 0;
  // The headline is the heading of the view already.
  const tag = paragraph.kind === "sub-heading" ? "h4" : "p";
  const kind = ["caption", "byline", "dateline", "standfirst"].includes(paragraph.kind) ? paragraph.kind : null;
  return h("div", { class: `paragraph${isCited ? " is-cited" : ""}` },
    isCited && h("span", { class: "unseen" }, "Cited: "),
    h(tag, { class: `of-${paragraph.kind}` }, kind && h("span", { class: "kind" }, kind), children),
    anchor(paragraph.sentences));
}

const length = ({ span: [from, to] }) => to - from;

/** A link to a paragraph, to be shared. */
function anchor(sentences) {
  if (sentences.length === 0) return null;
  const [first, last] = [sentences[0], sentences[sentences.length - 1]].map(({ address }) => address);
  const address = `${first.split("-").slice(0, -1).join("-")}-${last.split("-").pop()}`;
  return h("a", { class: "anchor", href: whole(address), "aria-label": "Link to this paragraph", title: "Link to this paragraph" }, "#");
}

const inFile = ({ was, reason, raw_bytes: [from, to] }) =>
  `${was === null ? `bytes ${from}–${to} of the file` : `in the file: ${was}`} (${reason})`;

function repaired(repair, words) {
  const note = `Repaired; ${inFile(repair)}`;
  return h("span", { class: words === "" ? "repair dropped" : "repair", title: note }, words);
}

function quotedWords({ span, quotation: number }, piece, inner, given, shown) {
  const quotation = given.quotations[number];
  const speaker = quotation.speaker === null ? null : given.speakers[quotation.speaker].name;
  const name = speaker ?? quotation.source ?? "the text does not tell who";
  const said = `${name}, ${quotation.how}${quotation.denied ? ", denied" : ""}`;
  const classes = `quote ${quotation.form} ${colourOf(quotation.speaker)}`;
  const element = h("span", { class: classes, "data-speaker": String(quotation.speaker), title: said }, inner);
  shown.quotes.push(element);
  if (piece[1] !== span[1]) return element;
  const label = quotation.speaker === null ? "?" : String(quotation.speaker + 1);
  element.append(
    h("sup", { class: "who", "aria-hidden": "true" }, label), h("span", { class: "unseen" }, ` (quoted: ${said})`));
  return element;
}

/** What was repaired, alike ones together, and how else the text differs from the file. */
export function differences(given) {
  const alike = new Map();
  for (const paragraph of given.paragraphs) {
    const letters = Array.from(paragraph.text);
    for (const repair of paragraph.repairs) {
      const now = letters.slice(...repair.span).join("");
      const line = `${now === "" ? "nothing" : `“${now}”`} instead of ${repair.was === null ? "damaged bytes" : `“${repair.was}”`}: ${repair.reason}`;
      alike.set(line, (alike.get(line) ?? 0) + 1);
    }
  }
  const times = (count) => (count === 1 ? "once" : `${count} times`);
  return h("details", { class: "differences" },
    h("summary", {}, "How this text differs from the file"),
    alike.size > 0 && h("h4", {}, "Repaired characters"),
    alike.size > 0 && h("ul", {}, [...alike].map(([line, count]) => h("li", {}, `${line}, ${times(count)}`))),
    h("h4", {}, "All changes, by kind"),
    given.differences.length === 0 ? h("p", {}, "None.")
      : h("ul", {}, given.differences.map(({ reason, count }) => h("li", {}, `${reason}: ${count}`))),
    h("p", { class: "note" }, `File ${given.document} · SHA-256 ${given.sha256}`));
}

/** Asked words and those of an article side by side. */
export function sideBySide(diff) {
  const column = (heading, own, tag) => h("section", {}, h("h4", {}, heading),
    h("p", {}, diff.filter(({ op }) => op === "same" || op === own).flatMap(({ op, text }) =>
      [op === "same" ? text : h(tag, {}, text), " "])));
  return h("div", { class: "side-by-side" },
    column("Asked", "added", "del"), column("In the article", "missing", "ins"));
}

/** Where the words that a cut left out stand in the sentence: those of the difference, else all that was not asked. */
function hidden({ text, asked }, diff) {
  const isApart = ([from, to]) => asked.every(([start, end]) => to <= start || end <= from);
  const found = diff.filter(({ op }) => op === "missing").map(({ text: words }) => {
    const at = text.indexOf(words);
    const from = Array.from(text.slice(0, Math.max(at, 0))).length;
    return at < 0 ? null : [from, from + Array.from(words).length];
  }).filter((span) => span !== null && isApart(span));
  return found.length > 0 ? found : pieces(Array.from(text).length, asked).filter(isApart);
}

/** A whole sentence, the asked words marked in it; what a cut left out that takes them back is struck through. */
export function cut(sentence, isTurned, diff) {
  const letters = Array.from(sentence.text);
  const gone = isTurned ? hidden(sentence, diff) : [];
  const words = pieces(letters.length, [...sentence.asked, ...gone]).map((piece) => {
    const shown = letters.slice(...piece).join("");
    const isIn = (spans) => spans.some((span) => covers(span)(piece));
    if (isIn(sentence.asked)) return h("mark", { class: "asked" }, shown);
    return isIn(gone) ? h("del", { class: "hidden-words" }, shown) : shown;
  });
  return h("figure", { class: "cut" }, h("blockquote", {}, h("p", {}, words)),
    h("figcaption", {}, "The whole sentence, with ", h("mark", { class: "asked" }, "the asked words"),
      isTurned && [" and ", h("del", { class: "hidden-words" }, "the words that the cut hides")], "."));
}
