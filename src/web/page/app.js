// The page begins here: who the bot is, the channel, and the reading room where the address names one.

import { me, start } from "./bot.js";
import * as channel from "./channel.js";
import { alsoAt, follow, named } from "./citations.js";
import { compose, editMessage, replyTo } from "./composer.js";
import { byId, h } from "./dom.js";
import { openMenu, showJson } from "./menu.js";
import { openRoom } from "./room.js";

/** Command type: in the menu of a message. */
const MESSAGE = 3;

function followAddress() {
  const target = named(location.hash);
  if (target.document !== null) openRoom(target);
}

/** The menu of a message: what Discord has there, and the commands of the bot. */
function menuOf(commands) {
  return (message, sent, opener, at) => openMenu([
    { label: "Reply", run: () => replyTo(message) },
    ...(message.author.id === me.id ? [{ label: "Edit message", run: () => editMessage(message) }] : []),
    "-",
    ...commands.map((command) => ({ label: command.name, run: () => channel.messageCommand(command, message) })),
    ...(sent === null ? [] : ["-", { label: "Show JSON", run: () => showJson(sent) }]),
  ], opener, at);
}

function example({ label, words, command, options }, commands) {
  const run = () => {
    const chosen = commands.find(({ name }) => name === command);
    if (chosen) channel.command(chosen, options);
    else channel.write(words);
  };
  return h("li", {}, h("button", { type: "button", onclick: run }, label));
}

function switchTheme() {
  const root = document.documentElement;
  const isDark = (root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  root.dataset.theme = isDark ? "light" : "dark";
  try {
    localStorage.setItem("theme", root.dataset.theme);
  } catch { /* It is chosen anew next time. */ }
}

function theme() {
  try {
    const chosen = localStorage.getItem("theme");
    if (chosen === "dark" || chosen === "light") document.documentElement.dataset.theme = chosen;
  } catch { /* The system's. */ }
}

async function begin() {
  theme();
  byId("theme").addEventListener("click", switchTheme);
  byId("open-room").addEventListener("click", () => openRoom({}));
  document.addEventListener("click", follow);
  window.addEventListener("hashchange", followAddress);
  compose([]);
  try {
    const [started] = await Promise.all([start(), channel.ready()]);
    if (started.room) alsoAt(started.room);
    const commands = started.commands.map((command, index) => ({ ...command, id: String(1000 + index) }));
    channel.useActions({ menu: menuOf(commands.filter(({ type }) => type === MESSAGE)), json: showJson });
    compose(commands.filter(({ type }) => type !== MESSAGE));
    byId("about").replaceChildren(`${started.articles} ${started.articles === 1 ? "article" : "articles"}`);
    byId("examples").replaceChildren(...started.examples.map((given) => example(given, commands)));
    document.body.dataset.ready = "true";
    byId("box").focus({ preventScroll: true });
  } catch {
    byId("about").replaceChildren("The program does not answer: is it still running?");
  }
  followAddress();
}

begin();
