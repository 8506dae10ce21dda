/** What the page knows: people, open phones, chats, unread counts. It draws nothing; whoever draws subscribes. */

/** @typedef {{at: string, kind: string, what: string, count: number}} Planned what comes due, for how many people */
/** @typedef {{can_restart: boolean, planned: Planned[]}} Offer what a demo around the server adds */
/** @typedef {{id: number, role: string, name: string, language_code: string}} Persona */

export const state = {
  /** @type {Persona[]} */ personas: [],
  /** @type {number[]} ids of the personas whose phones are open, in order */ open: [],
  /** @type {number} id of the persona whose phone has the reader's attention */ active: 0,
  /** @type {Map<number, {messages: object[], blocked: boolean, keyboard: object|null}>} */ chats: new Map(),
  /** @type {Map<number, Set<number>>} unread message ids by persona */ unread: new Map(),
  /** @type {Map<number, {name: string, description: string, commands: {command: string, description: string}[]}>} the bot as each persona sees it */
  bots: new Map(),
  /** @type {Offer} */ demo: { can_restart: false, planned: [] },
};

const listeners = new Map();

/** Calls `listener` on every `notify(topic)`. */
export function on(topic, listener) {
  if (!listeners.has(topic)) listeners.set(topic, new Set());
  listeners.get(topic).add(listener);
}

export function notify(topic, payload) {
  for (const listener of listeners.get(topic) ?? []) listener(payload);
}

/** @returns {Persona|undefined} */
export const persona = (id) => state.personas.find((one) => one.id === id);

/** @returns {Persona|undefined} the persona with that role; the first when several have it */
export const personaByRole = (role) => state.personas.find((one) => one.role === role);

export const unreadCount = (id) => state.unread.get(id)?.size ?? 0;

export const totalUnread = () => state.open.reduce((sum, id) => sum + unreadCount(id), 0);

export function openPhone(id) {
  if (!state.open.includes(id)) state.open.push(id);
  state.active = id;
  notify("phones");
}

export function closePhone(id) {
  state.open = state.open.filter((one) => one !== id);
  state.unread.delete(id);
  if (state.active === id) state.active = state.open[0] ?? 0;
  notify("phones");
}

export function activate(id) {
  if (state.active === id) return;
  state.active = id;
  notify("active", id);
}

export function markUnread(id, messageIds) {
  const unread = state.unread.get(id) ?? new Set();
  for (const messageId of messageIds) unread.add(messageId);
  state.unread.set(id, unread);
  notify("unread", id);
}

export function markRead(id) {
  if (!unreadCount(id)) return;
  state.unread.set(id, new Set());
  notify("unread", id);
}
