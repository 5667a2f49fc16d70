// The reading room.

import { byId } from "./dom.js";

/** Opens an article at a passage; the list of articles without either. */
export function openRoom({ document: name = null, passage = null } = {}) {
  const room = byId("room");
  room.hidden = false;
  room.replaceChildren(name ?? "", passage ?? "");
}
