// What Discord would send to the bot, and what the bot sends back.

/** An id as Discord makes them: milliseconds since 2015 above a number. */
let number = 0n;
export function newId() {
  number = (number + 1n) & 0x3fffffn;
  return String(((BigInt(Date.now()) - 1420070400000n) << 22n) | number);
}

/** A number that nobody else can guess: this page's channel, in which the server tells what happens. */
const channel = String(crypto.getRandomValues(new BigUint64Array(1))[0] >> 2n);
const guild = "1182000000000000700";
const permissions = "562949953421311";

const user = (id, username, name, isBot) => ({
  id, username, global_name: name, discriminator: "0", avatar: null, bot: isBot, public_flags: 0,
});

/** Who asks. */
export const me = user("1182000000000000600", "you", "You", false);
/** The bot; its id comes with the start. */
export const bot = user("0", "verbatim", "verbatim", true);

/** What the server knows: the commands, examples, and how many articles there are. */
export async function start() {
  const response = await fetch("/start");
  if (!response.ok) throw new Error(await response.text());
  const started = await response.json();
  bot.id = started.bot;
  return started;
}

/** Hears what happens besides first replies. Resolves once it does. */
export function hear(listener) {
  return new Promise((resolve) => {
    const events = new EventSource(`/events/${channel}`);
    events.addEventListener("open", () => resolve(true), { once: true });
    events.addEventListener("message", (event) => listener(JSON.parse(event.data)));
  });
}

/** A message as Discord's events have it. */
export function message(author, changes) {
  return {
    id: newId(), channel_id: channel, guild_id: guild, type: 0, content: "", author,
    timestamp: new Date().toISOString(), edited_timestamp: null, tts: false, mention_everyone: false, mentions: [],
    mention_roles: [], attachments: [], embeds: [], pinned: false, components: [], flags: 0, ...changes,
  };
}

/** An interaction of this type with this data; `about` is the message with the button. */
export function interaction(type, data, about) {
  const id = newId();
  return {
    id, application_id: bot.id, type, data, token: `${channel}.${crypto.randomUUID()}`, version: 1,
    guild_id: guild, channel_id: channel,
    channel: { id: channel, type: 0, name: "ask-the-news", permissions, guild_id: guild },
    member: {
      user: me, nick: null, roles: [], joined_at: "2026-01-06T10:00:00+00:00", premium_since: null, deaf: false,
      mute: false, flags: 0, pending: false, avatar: null, permissions, communication_disabled_until: null,
    },
    app_permissions: permissions, locale: "en-US", guild_locale: "en-US", entitlements: [],
    authorizing_integration_owners: { 0: guild }, context: 0, attachment_size_limit: 10485760,
    ...(about === undefined ? {} : { message: about }),
  };
}

/** Sends an interaction; what the bot calls back with, or `null` where it does not answer. */
export async function interact(sent) {
  const response = await send("POST", "/interactions", sent);
  return response.ok ? response.json() : null;
}

/** Sends a message, or one that was edited; resolves when the bot is done with it. */
export async function say(written, isEdited) {
  return (await send(isEdited ? "PATCH" : "POST", "/messages", written)).ok;
}

async function send(method, path, body) {
  try {
    return await fetch(path, {
      method, headers: { "content-type": "application/json" }, body: JSON.stringify(body),
    });
  } catch {
    return { ok: false };
  }
}
