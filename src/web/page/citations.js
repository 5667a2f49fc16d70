// Links of replies that lead to articles: they open the article beside the channel, at the passage, where it is served here.

import { messageOf } from "./channel.js";
import { openRoom } from "./room.js";

/** Addresses of the reading room: this page under the name that it was asked for, and under the one that the bot links to. */
const rooms = [`${location.origin}/`];

/** Takes links to this address for links to the reading room. */
export function alsoAt(address) {
  rooms.push(`${address}/`);
}

/** What an address names: `#document=…&passage=…`. */
export function named(hash) {
  const given = new URLSearchParams(hash.slice(1).split(":~:")[0]);
  return { document: given.get("document"), passage: given.get("passage") };
}

/** Opens what a link leads to, if that is an article. */
export function follow(event) {
  const link = event.target.closest?.("a[href]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const target = named(link.hash);
  if (rooms.includes(link.href.split("#")[0]) && target.document !== null) {
    event.preventDefault();
    openRoom(target);
    return;
  }
  const shown = messageOf(link.closest(".message-place")?.dataset.id);
  if (shown?.author.bot && link.closest(".embed")) {
    event.preventDefault();
    openArticle(link, shown);
  }
}

/** An article on another site: the passage of the message that stands in it, else the article, else the site itself. */
async function openArticle(link, shown) {
  const label = lineBefore(link);
  const passages = await ask(`/reading/places/${placesOf(shown).join(",")}`, placesOf(shown).length > 0);
  const passage = (passages ?? []).find((found) => found && label !== "" && found.label.startsWith(label));
  if (passage) {
    openRoom({ document: passage.document, passage: passage.passage });
    return;
  }
  const listed = await ask(`/reading/articles?find=${encodeURIComponent(label)}`, label !== "");
  const article = listed?.articles.find(({ url }) => url === link.getAttribute("href"));
  if (article) openRoom({ document: article.document });
  else window.open(link.href, "_blank", "noopener,noreferrer");
}

/** The name of the article before a link: `[1] NAME · [read](…)`. */
function lineBefore(link) {
  let text = "";
  for (let node = link.previousSibling; node !== null && node.nodeName !== "BR"; node = node.previousSibling) text = node.textContent + text;
  return text.replace(/^\[\d+\]\s*/, "").replace(/\s*·\s*$/, "").replace(/…$/, "");
}

/** The places that the buttons of a message name. */
function placesOf(shown) {
  const buttons = shown.components.flatMap((row) => row.components ?? []);
  const places = buttons.map(({ custom_id: id }) => /^(?:context|wordings)(?:\/\d+)?:(.+)$/.exec(id ?? "")?.[1].split(",") ?? []);
  return [...new Set(places.flat())];
}

async function ask(path, isAsked) {
  if (!isAsked) return null;
  const response = await fetch(path);
  return response.ok ? response.json() : null;
}
