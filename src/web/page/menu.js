// The menu of a message, and what was sent as JSON.

import { h } from "./dom.js";

/** Opens a menu of `{label, run}` or `"-"` at a place, or at its opener; the focus goes back there. */
export function openMenu(items, opener, at) {
  document.querySelector("[role=menu]")?.remove();
  const close = (isFocused = true) => {
    menu.remove();
    document.removeEventListener("pointerdown", outside, true);
    if (isFocused) opener.focus();
  };
  const outside = (event) => {
    if (!menu.contains(event.target)) close(false);
  };
  const choose = (item) => {
    close();
    item.run();
  };
  const menu = h("div", { role: "menu", class: "menu", "aria-label": "Message", onkeydown: (event) => {
    const entries = [...menu.querySelectorAll("[role=menuitem]")];
    const place = entries.indexOf(document.activeElement);
    const to = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: entries.length - 1 }[event.key];
    if (to !== undefined) entries[(to + entries.length) % entries.length].focus();
    else if (event.key === "Escape" || event.key === "Tab") close();
    else return;
    event.preventDefault();
  } }, items.map((item) => item === "-" ? h("div", { role: "separator" })
    : h("button", { type: "button", role: "menuitem", tabindex: "-1", onclick: () => choose(item) }, item.label)));
  document.querySelector("main").append(menu);
  place(menu, at ?? opener.getBoundingClientRect());
  document.addEventListener("pointerdown", outside, true);
  menu.querySelector("[role=menuitem]").focus();
}

/** Beside the pointer, or below the opener, and inside of the window. */
function place(menu, at) {
  const [x, y] = "clientX" in at && at.clientX > 0 ? [at.clientX, at.clientY] : [at.left ?? 0, at.bottom ?? 0];
  menu.style.setProperty("left", `${Math.max(8, Math.min(x, innerWidth - menu.offsetWidth - 8))}px`);
  menu.style.setProperty("top", `${Math.max(8, Math.min(y, innerHeight - menu.offsetHeight - 8))}px`);
}

/** Shows what was sent. */
export function showJson(sent) {
  const text = JSON.stringify(sent.original ?? sent, null, 2);
  const copied = h("span", { role: "status" });
  const copy = async () => {
    await navigator.clipboard.writeText(text).then(() => copied.replaceChildren("Copied"), () => copied.replaceChildren("Not allowed"));
  };
  const dialog = h("dialog", { class: "json", "aria-labelledby": "json-title", onclose: () => dialog.remove() },
    h("h2", { id: "json-title" }, "What Discord is sent"),
    h("pre", { tabindex: "0" }, text),
    h("p", { class: "dialog-buttons" }, copied,
      h("button", { type: "button", class: "button secondary", onclick: copy }, "Copy"),
      h("button", { type: "button", class: "button primary", onclick: () => dialog.close() }, "Close")));
  document.body.append(dialog);
  dialog.showModal();
}
