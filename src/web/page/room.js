// The reading room: articles, who speaks in them, the quotation map, and the check of words. Beside the channel where there is
// room; on narrow screens over it, as a dialog.

import { byId, h, whole } from "./dom.js";
import { draw, table } from "./map.js";
import { article, colourOf, cut, differences, sideBySide } from "./passage.js";

const room = byId("room");
const narrow = matchMedia("(max-width: 60rem)");
/** What had the focus before the room was opened. */
let opener = null;
/** Goes up with each view, so that an answer that comes too late is dropped. */
let turn = 0;
const view = h("div", { class: "view" });
const VIEWS = [["articles", "Articles", () => openRoom({})], ["speakers", "Speakers", () => speakers()],
  ["map", "Map", () => openMap({})], ["check", "Check", () => openCheck({})]];
const tabs = VIEWS.map(([, label, open]) => h("button", { type: "button", onclick: open }, label));

/** Opens an article at a passage; the list of articles without either. */
export function openRoom({ document: name = null, passage = null } = {}) {
  if (name === null) return articles();
  const query = { document: name, ...(passage === null ? {} : { passage }) };
  // The address can be shared.
  const address = `#${new URLSearchParams(query)}`.replaceAll("%2F", "/").replaceAll("%2C", ",").replaceAll("+", "%20");
  if (location.hash !== address) history.replaceState(null, "", address);
  return show("articles", "/reading/article", query, (given) => articleView(given, passage !== null));
}

/** Opens the quotation map, of all or of one speaker or topic. */
export function openMap({ speaker = "", topic = "", by = "" } = {}) {
  // What the room has when it is open, less the space around the map.
  enter();
  const width = Math.max(300, Math.min(view.clientWidth, 1100));
  return show("map", "/reading/map", { speaker, topic, by, width }, (map) => mapView(map, { speaker, topic, by }));
}

/** Opens the check of words, and checks these. */
export function openCheck({ words = "", speaker = "" } = {}) {
  if (words.trim() === "") return render("check", checkForm(words, speaker), "#check-words");
  return show("check", "/reading/check", { words, speaker }, (given) => [checkForm(words, speaker), checked(given)]);
}

export function closeRoom() {
  if (room.hidden) return;
  turn += 1;
  room.hidden = true;
  settle();
  if (location.hash.startsWith("#document=")) history.replaceState(null, "", location.pathname + location.search);
  (opener?.isConnected ? opener : byId("open-room")).focus();
}

/** Over the channel it is a dialog, and nothing behind it can be reached. */
function settle() {
  const isDialog = narrow.matches && !room.hidden;
  if (isDialog) room.setAttribute("role", "dialog");
  else room.removeAttribute("role");
  if (isDialog) room.setAttribute("aria-modal", "true");
  else room.removeAttribute("aria-modal");
  for (const other of room.parentElement.children) if (other !== room) other.inert = isDialog;
}

function enter() {
  if (room.childElementCount === 0) {
    room.append(
      h("header", { class: "room-bar" },
        h("h2", {}, "Reading room"),
        h("button", { type: "button", class: "close", "aria-label": "Close the reading room", title: "Close (Esc)", onclick: closeRoom }, "✕"),
        h("nav", { "aria-label": "Reading room" }, tabs)),
      view);
    room.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) closeRoom();
    });
    narrow.addEventListener("change", settle);
  }
  if (room.hidden) {
    opener = document.activeElement;
    room.hidden = false;
  }
  settle();
}

/** Shows a view and leads the focus to what is meant: the element, one that a selector finds, or the heading. */
function render(name, content, focus) {
  turn += 1;
  enter();
  view.replaceChildren(...[content].flat(Infinity).filter(Boolean));
  VIEWS.forEach(([known], at) => tabs[at].setAttribute("aria-current", known === name ? "page" : "false"));
  const target = typeof focus === "string" ? view.querySelector(focus) : focus ?? view.querySelector("h3");
  room.scrollTop = 0;
  if (target?.matches("h3")) target.tabIndex = -1;
  target?.focus({ preventScroll: true });
  if (target?.matches("mark")) target.scrollIntoView({ block: "center" });
}

async function read(path, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== "" && value !== null);
  const response = await fetch(given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`);
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

/** Reads something and shows what `build` makes of it: content, or content and what gets the focus. */
async function show(name, path, query, build) {
  enter();
  turn += 1;
  const mine = turn;
  view.setAttribute("aria-busy", "true");
  try {
    const given = await read(path, query);
    if (mine !== turn) return;
    const built = build(given);
    render(name, built.content ?? built, built.focus);
  } catch (error) {
    if (mine !== turn) return;
    const why = error.message === "404" ? "This article is not served any more. Choose another one." : "The program does not answer: is it still running?";
    render(name, h("h3", {}, why));
  } finally {
    if (mine === turn || view.childElementCount > 0) view.removeAttribute("aria-busy");
  }
}

const plural = (count, one) => `${count} ${one}${count === 1 ? "" : "s"}`;
const meta = (...parts) => h("p", { class: "note" }, parts.filter(Boolean).join(" · "));

function finder(label, id, typed, find) {
  return h("form", { class: "finder", role: "search", onsubmit: (event) => { event.preventDefault(); find(byId(id).value); } },
    h("label", { for: id }, label), h("input", { id, type: "search", value: typed }), h("button", { type: "submit" }, "Find"));
}

function articles(find = "", from = 0) {
  return show("articles", "/reading/articles", { find, from: from || "" }, (given) => [
    h("h3", {}, find === "" ? plural(given.total, "article") : `Articles with “${find}”`),
    given.total > 8 && finder("Find an article", "find-article", find, articles),
    given.articles.length === 0 && h("p", {}, "No article is called that."),
    h("ul", { class: "entries" }, given.articles.map((one) => h("li", {},
      h("a", { href: whole(one.address) }, one.title ?? one.label), meta(one.publisher, one.date, one.document)))),
    pages(from > 0 && (() => articles(find, Math.max(0, from - 100))),
      find === "" && from + given.articles.length < given.total && (() => articles(find, from + given.articles.length)))]);
}

const pages = (back, next) => (back || next) && h("p", { class: "pages" },
  back && h("button", { type: "button", onclick: back }, "Go back"), next && h("button", { type: "button", onclick: next }, "Show more"));

function speakers(find = "") {
  return show("speakers", "/reading/speakers", { find }, (given) => [
    h("h3", {}, find === "" ? plural(given.total, "speaker") : `Speakers with “${find}”`),
    finder("Find a speaker", "find-speaker", find, speakers),
    h("ul", { class: "entries" }, given.speakers.map((one) => h("li", {},
      h("button", { type: "button", class: "link", onclick: () => quotes(one.name) }, one.name),
      meta(plural(one.quotations, "quotation"), `in ${plural(one.articles, "article")}`)))),
    given.speakers.length < given.total && h("p", { class: "note" }, `${given.total - given.speakers.length} more: find them by name.`)]);
}

function quotes(speaker, page = 0) {
  return show("speakers", "/reading/quotes", { speaker, page: page || "" }, (given) => [
    h("h3", {}, speaker), meta(plural(given.total, "quotation")),
    h("p", { class: "pages" }, h("button", { type: "button", onclick: () => openMap({ speaker }) }, "Show on the map")),
    h("ul", { class: "quotations" }, given.quotations.map(quotation)),
    pages(page > 0 && (() => quotes(speaker, page - 1)), page + 1 < given.pages && (() => quotes(speaker, page + 1)))]);
}

const quotation = (one) => h("li", {}, h("blockquote", {}, h("p", {}, one.words)),
  h("p", { class: "note" }, one.speaker && [h("strong", {}, one.speaker), " · "], one.how && [h("span", { class: `badge ${one.form}` }, one.how), " · "],
    one.denied && [h("span", { class: "badge" }, "denied"), " · "], h("a", { href: whole(one.address) }, `Read in ${one.label}`)));

function articleView(given, isCited) {
  const shown = article(given);
  const hasHeadline = given.paragraphs.some(({ kind }) => kind === "headline");
  const content = [
    h("article", { class: "reading", "aria-labelledby": "reading-title" },
      h("h3", { id: "reading-title", class: hasHeadline ? "unseen" : null }, given.label),
      meta(given.publisher, given.date, given.author && `by ${given.author}`),
      h("p", { class: "note" }, given.url ? h("a", { href: given.url, target: "_blank", rel: "noopener noreferrer" }, "Read it where it was published") : "No address is known for this article.",
        isCited && shown.first === null && " The passage of this address does not stand in it any more."),
      legend(given, shown.quotes), shown.body, differences(given))];
  return { content, focus: shown.first ?? undefined };
}

/** Who speaks, with colour and number; choosing one leads to their words and dims those of others. */
function legend(given, quotes) {
  if (given.quotations.length === 0) return h("p", { class: "note" }, "Nobody is quoted in this article.");
  const nobodys = given.quotations.filter(({ speaker }) => speaker === null).length;
  const voices = given.speakers.map(({ name, quotations }, speaker) => ({ speaker, label: String(speaker + 1), name, quotations }));
  if (nobodys > 0) voices.push({ speaker: null, label: "?", name: "the text does not tell who", quotations: nobodys });
  const buttons = voices.map(({ speaker, label, name, quotations }) => h("button", {
    type: "button", "aria-pressed": "false", class: colourOf(speaker),
    onclick: (event) => {
      const isChosen = event.currentTarget.getAttribute("aria-pressed") !== "true";
      buttons.forEach((button) => button.setAttribute("aria-pressed", String(button === event.currentTarget && isChosen)));
      const isOwn = (quote) => quote.dataset.speaker === String(speaker);
      quotes.forEach((quote) => quote.classList.toggle("dimmed", isChosen && !isOwn(quote)));
      if (isChosen) quotes.find(isOwn)?.scrollIntoView({ block: "center" });
    },
  }, h("span", { class: "number" }, label), ` ${name} (${quotations})`));
  return h("section", { class: "legend", "aria-label": "Who is quoted" },
    h("h4", {}, "Who is quoted"), h("ul", {}, buttons.map((button) => h("li", {}, button))),
    h("p", { class: "note" }, h("span", { class: "quote direct" }, "word for word"), " ", h("span", { class: "quote mixed" }, "fragment"), " ",
      h("span", { class: "quote indirect" }, "paraphrase"), " ", h("span", { class: "repair" }, "repaired")));
}

function mapView(map, { speaker, topic, by }) {
  const sentences = h("section", { class: "sentences", "aria-live": "polite" });
  const choose = async (cell) => {
    const heading = h("h4", { tabindex: "-1" }, cell.label);
    const count = cell.counts.reduce((sum, one) => sum + one, 0);
    try {
      const places = await read(`/reading/places/${cell.places.join(",")}`);
      const known = places.filter((place, at) => place !== null && places.findIndex((other) => other?.address === place.address) === at);
      sentences.replaceChildren(heading, h("ul", { class: "quotations" }, known.map((place) => quotation(place))),
        count > cell.places.length ? h("p", { class: "note" }, `${count - cell.places.length} more are not shown here.`) : "");
    } catch {
      sentences.replaceChildren(h("p", {}, "The program does not answer: is it still running?"));
    }
    heading.focus();
  };
  const find = (event) => {
    event.preventDefault();
    openMap({ speaker: byId("map-speaker").value, topic: byId("map-topic").value, by: byId("map-by").value });
  };
  return [h("h3", {}, "Quotation map"),
    h("form", { class: "finder", onsubmit: find },
      h("span", { class: "pair" }, h("label", { for: "map-speaker" }, "Speaker"), h("input", { id: "map-speaker", value: speaker })),
      h("span", { class: "pair" }, h("label", { for: "map-topic" }, "Topic"), h("input", { id: "map-topic", value: topic })),
      h("span", { class: "pair" }, h("label", { for: "map-by" }, "Columns"), h("select", { id: "map-by" },
        h("option", { value: "", selected: by === "" }, "by date"), h("option", { value: "publisher", selected: by !== "" }, "by publisher"))), h("button", { type: "submit" }, "Draw")),
    map.speakers.length === 0 ? h("p", {}, "Nobody is quoted so. Try another name or topic, or leave both empty.")
      : [h("div", { class: "scrolled" }, draw(map, choose)), sentences, table(map)]];
}

function checkForm(words, speaker) {
  const run = (event) => {
    event.preventDefault();
    openCheck({ words: byId("check-words").value, speaker: byId("check-speaker").value });
  };
  const box = h("textarea", { id: "check-words", rows: "3", required: true });
  box.value = words;
  return [h("h3", {}, "Was it said like that?"),
    h("form", { class: "checker", onsubmit: run },
      h("label", { for: "check-words" }, "Words"), box,
      h("label", { for: "check-speaker" }, "Said by (may be left empty)"), h("input", { id: "check-speaker", value: speaker }),
      h("button", { type: "submit" }, "Check"))];
}

function checked({ says, check, places, wordings }) {
  return h("section", { class: "checked", "aria-label": "What was found" },
    h("p", { class: `verdict ${check.verdict}` }, says),
    h("ol", { class: "places" }, check.matches.map((match, at) => placeOf(match, places[at], check.verdict))),
    wordings.length > 0 && [h("h4", {}, "Reported elsewhere as"), h("ul", { class: "quotations" }, wordings.map((one, at) => h("li", {},
      quotation(one).childNodes.length > 0 && [...quotation(one).childNodes],
      check.wordings[at]?.diff.length > 1 && sideBySide(check.wordings[at].diff))))]);
}

function placeOf(match, place, verdict) {
  const isTurned = match.changes.length > 0;
  const differs = match.diff.some(({ op }) => op !== "same");
  return h("li", {},
    h("p", { class: "note" }, place.how, " · ", h("a", { href: whole(place.address) }, `Read in ${place.label}`)),
    isTurned && verdict !== "not_found" && h("p", { class: "changed" }, `What differs: ${place.changed}.`),
    match.sentence && cut(match.sentence, isTurned, match.diff),
    differs ? sideBySide(match.diff) : !match.sentence && h("blockquote", {}, h("p", {}, match.content)));
}
