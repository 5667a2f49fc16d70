// Where one writes: words to the bot, or a command with its options.

import * as channel from "./channel.js";
import { byId, h } from "./dom.js";
import { listbox } from "./list.js";

const STRING = 3;
const BOOLEAN = 5;
/** Longest message that Discord takes. */
const LONGEST = 2000;
/** A pause of so many milliseconds in typing asks for choices. */
const PAUSE = 80;

let commands = [];
/** The message that is replied to or edited. */
let about = null;

const form = () => byId("composer");

/** Begins with these slash commands. */
export function compose(given) {
  commands = given;
  form().addEventListener("submit", (event) => event.preventDefault());
  writing(byId("box")?.value ?? "");
}

/** The box for words. */
function writing(words, isFocused = false) {
  const box = h("textarea", {
    id: "box", rows: 1, maxlength: String(LONGEST - 30), placeholder: "Ask something, or type /",
    "aria-label": "Message to verbatim", "aria-autocomplete": "list", "aria-haspopup": "listbox",
  });
  const lists = h("div", { class: "lists" });
  const list = listbox(box, lists, "Commands");
  const size = () => {
    box.style.setProperty("height", "auto");
    box.style.setProperty("height", `${box.scrollHeight}px`);
  };
  const send = () => submitWords(box, size);
  box.addEventListener("input", () => {
    size();
    const whole = /^\/(\S+)\s([^]*)$/.exec(box.value);
    const chosen = whole && commands.find(({ name }) => name === whole[1]);
    if (chosen) filling(chosen, whole[2]);
    else offer(box, list);
  });
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || list.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === "Escape" && about !== null) {
      about = null;
      writing("", true);
    } else if (event.key === "ArrowUp" && box.value === "" && channel.lastOwn()) {
      event.preventDefault();
      editMessage(channel.lastOwn());
    }
  });
  box.addEventListener("focus", () => offer(box, list));
  form().replaceChildren(lists, notice(), h("div", { class: "box" }, box,
    h("button", { type: "button", class: "send", onclick: send }, "Send")));
  box.value = words;
  size();
  if (isFocused) box.focus();
}

function notice() {
  if (about === null) return "";
  const what = about.isEdited ? "Editing your message" : `Replying to ${about.message.author.global_name}`;
  return h("p", { class: "about" }, what, " ",
    h("button", { type: "button", class: "text", onclick: () => { about = null; writing("", true); } }, "Cancel"));
}

function submitWords(box, size) {
  const words = box.value.trim();
  if (words === "") return;
  const given = about;
  box.value = "";
  size();
  if (given !== null) {
    about = null;
    writing("", true);
  }
  if (given?.isEdited) channel.edit(given.message.id, words);
  else channel.write(words, given?.message);
}

/** The commands that begin as what was typed; then those that have it in them. */
function offer(box, list) {
  const typed = /^\/(\S*)$/.exec(box.value)?.[1].toLowerCase();
  if (typed === undefined) {
    list.close();
    return;
  }
  const begins = commands.filter(({ name }) => name.startsWith(typed));
  const has = commands.filter(({ name, description }) => !name.startsWith(typed) && typed.length > 1 && `${name} ${description}`.toLowerCase().includes(typed));
  list.open([...begins, ...has].map((chosen) => ({
    name: [`/${chosen.name}`, ...(chosen.options ?? []).map((option) => h("span", { class: option.required ? "wanted needed" : "wanted" }, option.name))],
    description: chosen.description,
    pick: () => filling(chosen, ""),
  })));
}

/** The blanks of a command. Those that are needed are there at once, the others can be added. */
function filling(chosen, words) {
  about = null;
  const lists = h("div", { class: "lists" });
  const hint = h("p", { class: "hint", id: "hint" }, chosen.description);
  const error = h("p", { class: "error", role: "alert" });
  const row = h("div", { class: "blanks" }, h("span", { class: "command-name", id: "command-name" }, `/${chosen.name}`));
  const added = h("div", { class: "addable" });
  const fields = new Map();
  const options = chosen.options ?? [];
  const send = () => {
    const missing = options.find((option) => option.required && fields.get(option.name)?.input.value.trim() === "");
    if (missing) {
      error.replaceChildren(`${missing.name}: this option is required.`);
      fields.get(missing.name).input.focus();
      return;
    }
    channel.command(chosen, given());
    writing("", true);
  };
  const given = (focused) => [...fields].filter(([name, { input }]) => input.value.trim() !== "" || name === focused)
    .map(([name, field]) => ({ name, type: field.option.type, value: field.value(), ...(name === focused ? { focused: true } : {}) }));
  const add = (option, isFocused) => {
    const field = blank(chosen, option, lists, { given, send, hint, error, cancel: () => writing("", true) });
    fields.set(option.name, field);
    row.append(field.element);
    offerOthers();
    if (isFocused) field.input.focus();
    return field;
  };
  const offerOthers = () => added.replaceChildren(...options.filter((option) => !fields.has(option.name)).map((option) =>
    h("button", { type: "button", class: "add", title: option.description, onclick: () => add(option, true) }, `+ ${option.name}`)));
  form().replaceChildren(lists, hint, error, h("div", { class: "box command", role: "group", "aria-labelledby": "command-name" }, row, added,
    h("button", { type: "button", class: "send", onclick: send }, "Send"),
    h("button", { type: "button", class: "text cancel", onclick: () => writing("", true) }, "Cancel")));
  options.filter((option) => option.required).forEach((option) => add(option, false));
  const first = [...fields.values()][0];
  if (first) first.input.value = words;
  else if (words !== "" && options.length > 0) add(options[0], false).input.value = words;
  offerOthers();
  const target = [...fields.values()][0]?.input ?? form().querySelector(".send");
  target.focus();
}

/** One blank with its name. */
function blank(chosen, option, lists, { given, send, hint, error, cancel }) {
  const offers = option.autocomplete || option.type === BOOLEAN;
  const id = `option-${option.name}`;
  const input = h("input", {
    id, type: "text", maxlength: String(option.max_length ?? 6000), "aria-describedby": "hint", required: option.required === true,
    ...(offers ? { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false" } : {}),
  });
  const list = listbox(input, lists, option.name);
  let picked = null;
  let turn = 0;
  let waiting;
  const show = (choices) => list.open(choices.map((choice) => ({
    name: choice.name,
    pick: () => {
      picked = choice;
      input.value = choice.name;
      list.close();
    },
  })), input.value !== "");
  const ask = async () => {
    if (!offers) return;
    turn += 1;
    const own = turn;
    if (option.type === BOOLEAN) {
      show([{ name: "True", value: true }, { name: "False", value: false }]);
      return;
    }
    const choices = await channel.suggest(chosen, given(option.name));
    if (own === turn && document.activeElement === input && picked === null) show(choices);
  };
  const value = () => {
    if (option.type === BOOLEAN) return /^t|^y/i.test(input.value);
    return picked !== null && picked.name === input.value ? picked.value : input.value;
  };
  input.addEventListener("input", () => {
    picked = null;
    error.replaceChildren();
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
  input.addEventListener("focus", () => {
    hint.replaceChildren(h("strong", {}, option.name), ` ${option.description}`);
    if (picked === null) ask();
  });
  input.addEventListener("blur", () => {
    turn += 1;
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || list.key(event)) return;
    if (event.key === "Enter") {
      event.preventDefault();
      send();
    } else if (event.key === "Escape" || (event.key === "Backspace" && input.value === "" && option.type === STRING)) {
      event.preventDefault();
      cancel();
    }
  });
  return { element: h("span", { class: "blank" }, h("label", { for: id }, option.name), input), input, option, value };
}

/** Writes in reply to a message. */
export function replyTo(message) {
  about = { message, isEdited: false };
  writing("", true);
}

/** Changes what a message says. */
export function editMessage(message) {
  about = { message, isEdited: true };
  writing(message.content.replace(/^<@!?\d+>\s*/, ""), true);
}
