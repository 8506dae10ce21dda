/** The control interface `/sim/*` as functions. A refusal becomes an ApiFault with the server's own sentence. */

import { currentLanguage, ZONE } from "./words.js";

export class ApiFault extends Error {
  /** @param {number} status HTTP status, 0 when the server could not be reached @param {string} message */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** @returns {Promise<any>} the parsed JSON of `path` */
async function call(method, path, body) {
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: body === undefined ? {} : { "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: "no-store",
    });
  } catch (error) {
    throw new ApiFault(0, error.message);
  }
  const text = await response.text();
  const value = parsed(text);
  if (!response.ok) throw new ApiFault(response.status, value?.error ?? value?.description ?? text.slice(0, 300));
  return value;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const get = (path) => call("GET", path);
const post = (path, body = {}) => call("POST", path, body);

export const api = {
  personas: () => get("/sim/personas"),
  /** What this person sees of the bot: name, description, commands. */
  bot: (user) => get(`/sim/bot?user=${user}`),
  chats: () => get("/sim/chats"),
  chat: (id) => get(`/sim/chats/${id}`),
  transcript: async (id) => (await fetch(`/sim/chats/${id}.txt?tz=${ZONE}`, { cache: "no-store" })).text(),
  clock: () => get("/sim/clock"),
  advance: (seconds) => post("/sim/clock", { advance: seconds }),
  moveTo: (moment) => post("/sim/clock", { to: moment }),
  calls: (since = 0) => get(`/sim/calls?since=${since}`),
  say: (from, what) => post("/sim/message", { from, ...what }),
  tap: (from, what) => post("/sim/tap", { from, ...what }),
  react: (from, messageId, emoji) => post("/sim/react", { from, message_id: messageId, emoji }),
  start: (from, payload) => post("/sim/start", payload ? { from, payload } : { from }),
  block: (from) => post("/sim/block", { from }),
  unblock: (from) => post("/sim/unblock", { from }),
  reset: () => post("/sim/reset"),
  /** Begins the demo again; with `keep` only its bot, on the same data. */
  restart: (keep = false) => post("/sim/restart", { keep }),
  addFault: (fault) => post("/sim/faults", fault),
  clearFaults: () => call("DELETE", "/sim/faults"),
  /** @returns {Promise<import("./store.js").Offer>} */
  demo: () => get(`/sim/demo?lang=${currentLanguage()}`),
};
