// The page begins here: who the bot is, the channel, and the reading room where the address names one.

import { byId } from "./dom.js";
import { openRoom } from "./room.js";

/** What the address names: `#document=…&passage=…`. */
function named() {
  const given = new URLSearchParams(location.hash.slice(1));
  return { document: given.get("document"), passage: given.get("passage") };
}

function followAddress() {
  const target = named();
  if (target.document !== null) openRoom(target);
}

byId("open-room").addEventListener("click", () => openRoom({}));
window.addEventListener("hashchange", followAddress);
followAddress();
