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
    events.addEventListener("message", async (event) => {
      const told = JSON.parse(event.data);
      if (told.bytes === undefined) listener(told);
      else listener({ ...told, message: await withFiles(new Response(unhex(told.bytes), { headers: { "content-type": told.type } })) });
    });
  });
}

const unhex = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));

/** What was sent in a form: JSON and the files that it names, which get addresses of their own on this page. */
async function withFiles(response) {
  const form = await response.formData();
  const sent = JSON.parse(form.get("payload_json"));
  // For whoever wants to see what was sent.
  Object.defineProperty(sent, "original", { value: JSON.parse(form.get("payload_json")) });
  const message = sent.data ?? sent;
  const addresses = new Map();
  message.attachments = (message.attachments ?? []).map((file) => {
    const given = form.get(`files[${file.id}]`);
    if (given === null) return file;
    const address = URL.createObjectURL(given);
    addresses.set(`attachment://${file.filename}`, { ...file, url: address, content_type: given.type });
    return addresses.get(`attachment://${file.filename}`);
  });
  for (const embed of message.embeds ?? []) {
    const file = addresses.get(embed.image?.url);
    if (file === undefined) continue;
    embed.image = { ...embed.image, url: file.url, description: file.description };
    message.attachments = message.attachments.filter((other) => other !== file);
  }
  return sent;
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
  if (!response.ok) return null;
  const isForm = response.headers.get("content-type")?.startsWith("multipart/form-data");
  return isForm ? withFiles(response) : response.json();
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
