// A list of choices above an input, worked with the arrow keys while the input keeps the focus.

import { h } from "./dom.js";

let number = 0;

/** A list for `input`, put into `place`. Items: `{name, description, pick}`. */
export function listbox(input, place, label) {
  number += 1;
  const id = `list-${number}`;
  const element = h("ul", { id, role: "listbox", class: "list", "aria-label": label, tabindex: "0", hidden: true });
  place.append(element);
  let items = [];
  let active = -1;

  const isOpen = () => !element.hidden;
  function activate(index) {
    element.children[active]?.setAttribute("aria-selected", "false");
    active = index;
    const option = element.children[active];
    if (option === undefined) {
      input.removeAttribute("aria-activedescendant");
      element.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
    element.setAttribute("aria-activedescendant", option.id);
  }
  function close() {
    element.hidden = true;
    items = [];
    activate(-1);
    if (input.getAttribute("role") === "combobox") input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-controls");
  }
  function open(given, isFirstActive = true) {
    if (given.length === 0) {
      close();
      return;
    }
    items = given;
    element.replaceChildren(...items.map((item, index) => h("li", {
      id: `${id}-${index}`, role: "option", "aria-selected": "false",
      // The input keeps the focus.
      onmousedown: (event) => event.preventDefault(),
      onclick: () => item.pick(),
    }, h("span", { class: "option-name" }, item.name), item.description && h("span", { class: "option-about" }, item.description))));
    element.hidden = false;
    active = -1;
    if (input.getAttribute("role") === "combobox") input.setAttribute("aria-expanded", "true");
    input.setAttribute("aria-controls", id);
    activate(isFirstActive ? 0 : -1);
  }
  /** Whether a key was meant for the list. */
  function key(event) {
    if (!isOpen()) return false;
    const last = items.length - 1;
    if (event.key === "ArrowDown") activate(active >= last ? 0 : active + 1);
    else if (event.key === "ArrowUp") activate(active <= 0 ? last : active - 1);
    else if (event.key === "Escape") close();
    else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey && items[active]) items[active].pick();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }
  element.addEventListener("keydown", key);
  // The list itself may have the focus, for whoever scrolls it by keys.
  const leave = (event) => {
    if (event.relatedTarget !== element && event.relatedTarget !== input) close();
  };
  input.addEventListener("blur", leave);
  element.addEventListener("blur", leave);
  return { open, close, key, isOpen, destroy: () => element.remove() };
}
