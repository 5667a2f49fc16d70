// The channel: which messages stand in it, and what becomes of them.

import { bot, hear, interact, interaction, me, message, say } from "./bot.js";
import { byId, h } from "./dom.js";
import { render } from "./message.js";

/** Message flag: only one person sees it. */
export const PRIVATE = 1 << 6;

/** Messages by their id, and the ones that tokens of interactions stand for. */
const messages = new Map();
const tokens = new Map();
/** What happened to interactions whose first reply has not arrived here yet. */
const early = new Map();

/** Hears what happens in this channel. */
export const ready = () => hear(happened);

function happened(told) {
  const { event, token, id, message: given } = told;
  if (token !== undefined && !tokens.has(token)) {
    early.set(token, [...(early.get(token) ?? []), told]);
    return;
  }
  const known = token === undefined ? id : tokens.get(token);
  if (event === "delete_reply") remove(known);
  else if (event === "edit_reply") change(known, given, given);
  else if (event === "edit_message") change(known, given, given, true);
  else if (event === "follow_up") add(reply(given, messages.get(known)?.shown.interaction_metadata), given);
  else if (event === "message") {
    const about = messages.get(given.message_reference?.message_id)?.shown ?? null;
    add(reply({ ...given, id, type: 19, referenced_message: about }), given);
  }
}

/** The message that a token stands for from now on. */
function settle(token, id) {
  tokens.set(token, id);
  const waiting = early.get(token) ?? [];
  early.delete(token);
  waiting.forEach(happened);
}

/** What the bot sent, as it stands in the channel. */
function reply(given, metadata) {
  const { nonce, enforce_nonce, allowed_mentions, ...shown } = given ?? {};
  return message(bot, { application_id: bot.id, interaction_metadata: metadata ?? null, ...shown });
}

/** Puts a message at the end. `sent` is what the bot sent, for whoever wants to see it. */
function add(shown, sent = null, state = null) {
  const log = byId("log");
  const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  const element = h("li", { class: "message-place", "data-id": shown.id });
  messages.set(shown.id, { shown, sent, state, element });
  draw(shown.id);
  byId("messages").append(element);
  if (isAtEnd || shown.author.id === me.id) log.scrollTop = log.scrollHeight;
  return shown.id;
}

/** What is left out of a change stays as it was. */
function change(id, changes, sent, isEdited = false) {
  const known = messages.get(id);
  if (known === undefined) return;
  const log = byId("log");
  const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  const { allowed_mentions, flags, ...rest } = changes;
  const edited = isEdited ? { edited_timestamp: new Date().toISOString() } : {};
  known.shown = { ...known.shown, ...withoutNulls(rest), ...edited };
  known.sent = sent ?? known.sent;
  known.state = null;
  const place = focusIn(known.element);
  draw(id);
  focusAgain(known.element, place);
  if (isAtEnd) log.scrollTop = log.scrollHeight;
}

/** Nothing is told by `null` where a list or text is expected. */
function withoutNulls(changes) {
  return Object.fromEntries(Object.entries(changes).map(([key, value]) => [key, value ?? (key === "content" ? "" : [])]));
}

/** Which button of a message has the focus, to give it back when the message is drawn anew. */
function focusIn(element) {
  return element.contains(document.activeElement) ? [...element.querySelectorAll("button")].indexOf(document.activeElement) : -1;
}

function focusAgain(element, place) {
  if (place < 0) return;
  const buttons = element.querySelectorAll("button");
  (buttons[Math.min(place, buttons.length - 1)] ?? byId("box"))?.focus({ preventScroll: true });
}

/** Takes a message away. */
export function remove(id) {
  const known = messages.get(id);
  if (known === undefined) return;
  const hadFocus = known.element.contains(document.activeElement);
  known.element.remove();
  messages.delete(id);
  if (hadFocus) byId("box")?.focus();
}

let actions = {};

/** What can be done with messages, from the modules that know how. */
export function useActions(given) {
  actions = given;
}

function draw(id) {
  const { shown, sent, state, element } = messages.get(id);
  element.replaceChildren(render(shown, { sent, state, press, dismiss: remove, ...actions }));
}

/** The last message that the person wrote. */
export function lastOwn() {
  return [...messages.values()].reverse().find(({ shown }) => shown.author.id === me.id)?.shown;
}

/** The message with this id. */
export const messageOf = (id) => messages.get(id)?.shown;

/** Sends an interaction and shows what comes back. `name` is shown as what was used; `about` is the message with the button. */
async function run(type, data, { name = null, about = undefined } = {}) {
  const sent = interaction(type, data, about);
  const metadata = { id: sent.id, type, user: me, ...(name === null ? {} : { name }) };
  const callback = await interact(sent);
  // What a button calls up replies to the message on which it stands.
  const below = about === undefined ? {} : { type: 19, referenced_message: about };
  const shown = (given) => reply({ ...below, ...given }, metadata);
  if (callback === null) {
    add(shown({ flags: PRIVATE, content: "" }), null, "failed");
    return;
  }
  const { type: kind, data: given } = callback;
  if (kind === 4) settle(sent.token, add(shown(given), callback));
  else if (kind === 5) settle(sent.token, add(shown({ flags: given?.flags ?? 0 }), callback, "thinking"));
  else {
    if (kind === 7) change(about.id, given, callback);
    settle(sent.token, about?.id);
  }
}

/** Uses a slash command with options that are filled in. */
export function command(chosen, options) {
  return run(2, { id: chosen.id, name: chosen.name, type: 1, options }, { name: `/${chosen.name}` });
}

/** Uses a command of a message's menu. */
export function messageCommand(chosen, target) {
  const resolved = { messages: { [target.id]: target } };
  const data = { id: chosen.id, name: chosen.name, type: 3, target_id: target.id, resolved };
  return run(2, data, { name: chosen.name });
}

/** Presses a button, or chooses in a list. */
export function press(about, component, values) {
  const data = { custom_id: component.custom_id, component_type: component.type, id: component.id ?? 1 };
  return run(3, values === undefined ? data : { ...data, values }, { about });
}

/** What can be filled in. */
export async function suggest(chosen, options) {
  const callback = await interact(interaction(4, { id: chosen.id, name: chosen.name, type: 1, options }));
  return callback?.data?.choices ?? [];
}

/** Writes a message to the bot, as a reply to another or by itself. */
export async function write(words, about) {
  const isReply = about !== undefined;
  const reference = isReply ? { message_reference: { message_id: about.id }, referenced_message: about } : {};
  const written = message(me, { content: `<@${bot.id}> ${words}`, mentions: [bot], type: isReply ? 19 : 0, ...reference });
  add(written);
  if (!(await say(written, false))) add(reply({ flags: PRIVATE }), null, "failed");
}

/** Changes what a message of one's own says. */
export function edit(id, words) {
  const content = `<@${bot.id}> ${words}`;
  change(id, { content }, null, true);
  return say(messages.get(id).shown, true);
}
