/** Reads the server's state into the store, each thing as seldom as its news allows. */

import { api } from "./api.js";
import { setClock } from "./clock.js";
import { chatFrom } from "./model.js";
import { notify, personaByRole, state } from "./store.js";

const DEFAULT_ROLES = ["entrepreneur", "manager"];
const DEMO_REST_MS = 500;

/** Reads what the first drawing needs; opens the two phones of the demo. */
export async function readBasics() {
  const [personas] = await Promise.all([api.personas(), readClock(), readDemo()]);
  state.personas = personas;
  const wanted = DEFAULT_ROLES.map((role) => personaByRole(role)?.id).filter(Boolean);
  state.open = wanted.length ? wanted : personas.slice(0, 2).map((one) => one.id);
  state.active = state.open[0];
}

const reading = new Map();

/** Reads one chat and tells who draws it. News that comes during a reading leads to exactly one more. */
export function readChat(id) {
  const running = reading.get(id);
  if (running) {
    running.again = true;
    return running.promise;
  }
  const job = { again: false };
  job.promise = readUntilQuiet(id, job).finally(() => reading.delete(id));
  reading.set(id, job);
  return job.promise;
}

async function readUntilQuiet(id, job) {
  do {
    job.again = false;
    const [rows, chats] = await Promise.all([api.chat(id), api.chats()]);
    const chat = chatFrom(rows, chats.find((one) => one.id === id), id);
    state.chats.set(id, { ...chat, known: state.chats.get(id)?.known ?? false });
    notify("chat", id);
  } while (job.again);
}

/** Reads how the bot looks to one persona. */
export async function readBot(id) {
  state.bots.set(id, (await api.bot(id)).visible);
  notify("bot", id);
}

export async function readClock() {
  setClock(await api.clock());
}

/** Reads what the demo around the server offers, such as what is planned. */
export async function readDemo() {
  state.demo = await api.demo();
  notify("demo", state.demo);
}

let asked;

/** Reads soon what the demo offers: much news at once leads to one reading, which comes when the bot had time to act. */
export function readDemoSoon() {
  asked ??= setTimeout(() => {
    asked = undefined;
    readDemo().catch(() => {}); // a server that is gone is told of elsewhere
  }, DEMO_REST_MS);
}

/** A fresh start: the demo's own when it has one, else an empty server. */
export async function beginAgain() {
  await (state.demo.can_restart ? api.restart() : api.reset());
}
