// One message, as Discord shows it.

import { bot, me } from "./bot.js";
import { h } from "./dom.js";
import { markdown } from "./markdown.js";

const PRIVATE = 1 << 6;
/** Styles of buttons, by Discord's numbers. */
const STYLES = ["", "primary", "secondary", "success", "danger", "link"];

const names = () => ({ [bot.id]: bot.username, [me.id]: me.username });

/** A message; `state` is "thinking" while the bot is at work and "failed" where it did not answer. */
export function render(shown, { sent, state, press, dismiss, menu, json }) {
  const isBot = shown.author.bot;
  const isPrivate = (shown.flags & PRIVATE) !== 0;
  const heading = `by-${shown.id}`;
  const tools = h("div", { class: "tools" },
    sent !== null && h("button", { type: "button", onclick: () => json(sent) }, "Show JSON"),
    h("button", {
      type: "button", class: "more", "aria-haspopup": "menu", "aria-label": "More of this message",
      onclick: (event) => menu(shown, sent, event.currentTarget),
    }, "⋯"));
  const openMenu = (event) => {
    if (event.target.closest("a, input, pre")) return;
    event.preventDefault();
    menu(shown, sent, tools.querySelector(".more"), event);
  };
  return h("article", {
    class: `message${isPrivate ? " private" : ""}`, "aria-labelledby": heading, oncontextmenu: openMenu,
  },
    above(shown),
    isBot ? h("img", { class: "avatar", src: "/icon.svg", alt: "", width: 40, height: 40 })
      : h("span", { class: "avatar you", "aria-hidden": "true" }, "Y"),
    h("div", { class: "body" },
      h("h3", { class: "head", id: heading },
        h("span", { class: "name" }, shown.author.global_name),
        isBot && h("span", { class: "app" }, "APP"),
        clock(shown.timestamp)),
      content(shown, state),
      shown.embeds.map(embed),
      (shown.attachments ?? []).map(attachment),
      shown.components.map((row) => rowOf(row, shown, press)),
      isPrivate && h("p", { class: "only-you" }, "Only you can see this · ",
        h("button", { type: "button", class: "text", onclick: () => dismiss(shown.id) }, "Dismiss message"))),
    tools);
}

/** What was used, or the message that this one replies to. */
function above(shown) {
  const used = shown.interaction_metadata?.name;
  if (used) {
    return h("p", { class: "above" }, h("span", { class: "asker" }, "You"), " used ", h("span", { class: "used" }, used));
  }
  const about = shown.referenced_message;
  if (!about) return null;
  const words = about.content || about.embeds[0]?.author?.name || "a message";
  return h("p", { class: "above" }, h("span", { class: "asker" }, about.author.global_name), " ",
    h("span", { class: "excerpt" }, markdown(words.split("\n")[0].slice(0, 200), names())));
}

function clock(timestamp) {
  const date = new Date(timestamp);
  const shown = new Intl.DateTimeFormat("en", { hour: "numeric", minute: "2-digit" }).format(date);
  return h("time", { class: "clock", datetime: timestamp }, shown);
}

function content(shown, state) {
  if (state === "thinking") {
    return h("p", { class: "thinking" }, h("span", { class: "dots", "aria-hidden": "true" }, "•••"), ` ${bot.username} is thinking…`);
  }
  if (state === "failed") return h("p", { class: "failed" }, "The application did not respond");
  if (!shown.content) return null;
  const edited = shown.edited_timestamp ? [" ", h("span", { class: "edited" }, "(edited)")] : [];
  return h("div", { class: "content" }, markdown(shown.content, names()), edited);
}

function embed(given) {
  const colour = given.color === undefined || given.color === null ? null : `#${given.color.toString(16).padStart(6, "0")}`;
  const element = h("div", { class: "embed" },
    given.author && h("p", { class: "author" }, given.author.name),
    given.title && h("p", { class: "title" }, markdown(given.title, names())),
    given.description && h("div", { class: "description" }, markdown(given.description, names())),
    given.fields?.length > 0 && h("div", { class: "fields" }, given.fields.map((field) =>
      h("div", { class: field.inline ? "field inline" : "field" },
        h("p", { class: "field-name" }, markdown(field.name, names())),
        h("div", { class: "field-value" }, markdown(field.value, names()))))),
    given.image && picture(given.image),
    given.footer && h("p", { class: "footer" }, given.footer.text));
  if (colour !== null) element.style.setProperty("--edge", colour);
  return element;
}

function attachment(file) {
  return (file.content_type ?? "").startsWith("image/") ? picture(file) : h("p", { class: "file" }, file.filename);
}

/** Pictures come from this server alone. */
function picture({ url, description, width, height }) {
  const isOwn = typeof url === "string" && new URL(url, location.href).origin === location.origin;
  return isOwn ? h("img", { class: "picture", src: url, alt: description ?? "", width, height }) : null;
}

function rowOf(row, shown, press) {
  return h("div", { class: "row" }, (row.components ?? []).map((component) => {
    if (component.type === 3) return select(component, shown, press);
    if (component.style === 5) return h("a", { class: "button link", href: safe(component.url), target: "_blank", rel: "noopener noreferrer" }, component.label);
    const pressed = async (event) => {
      const button = event.currentTarget;
      button.setAttribute("aria-busy", "true");
      await press(shown, component);
      button.removeAttribute("aria-busy");
    };
    return h("button", {
      type: "button", class: `button ${STYLES[component.style] ?? "secondary"}`, disabled: component.disabled === true, onclick: pressed,
    }, component.label ?? "");
  }));
}

function select(component, shown, press) {
  const label = component.placeholder ?? "Make a selection";
  const chosen = (event) => press(shown, component, [event.currentTarget.value]);
  return h("select", { class: "button secondary", "aria-label": label, disabled: component.disabled === true, onchange: chosen },
    h("option", { value: "", selected: true, disabled: true }, label),
    component.options.map((option) => h("option", { value: option.value }, option.label)));
}

const safe = (address) => (/^https?:\/\//i.test(address ?? "") ? address : null);
