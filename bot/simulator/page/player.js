/** "Do it for me": plays one step of a story as its person would, slowly enough to be followed. */

import { api } from "./api.js";
import { seek } from "./seek.js";
import { personaByRole, state } from "./store.js";
import { t } from "./words.js";

/** Slow enough to be followed; the address may ask for another pace: /?pace=100 */
const PACE_MS = Number(new URLSearchParams(location.search).get("pace") ?? 600);
const PATIENCE_MS = 4000;
const OPTIONAL_PATIENCE_MS = 1800;
const LOOK_EVERY_MS = 100;

/** @param {number} [ms] */
export const pause = (ms = PACE_MS) => new Promise((done) => setTimeout(done, ms));

/** @returns {object[]} the messages in the chat of the persona with that role */
export const messagesOf = (role) => state.chats.get(personaByRole(role)?.id)?.messages ?? [];

/** @returns {ReturnType<typeof seek>} what a step is about, in the chat as it is now */
export function targetOf(step, tapped) {
  return seek(messagesOf(step.who), step, personaByRole(step.who)?.language_code ?? "nl", tapped);
}

export class Player {
  /**
   * @param {(id: number) => import("./phone.js").Phone|undefined} phone
   * @param {(node: Element|undefined) => void} point shows the reader where the next tap falls
   */
  constructor(phone, point) {
    this.phone = phone;
    this.point = point;
    this.stopped = false;
  }

  /** @param {import("./stories.js").Step} step @throws {Error} when a button that must be there does not come */
  async perform(step) {
    const who = personaByRole(step.who);
    if (step.act === "start") await api.start(who.id);
    else if (step.act === "say") await this.#type(step, who, {});
    else if (step.act === "tap") await this.#tap(step, who);
    else await this.#reply(step, who);
  }

  async #reply(step, who) {
    const target = await this.#found(step);
    if (target) await this.#type(step, who, { reply_to: target.message.message_id });
  }

  async #type(step, who, about) {
    const words = step.text[who.language_code] ?? step.text.nl;
    const composer = this.phone(who.id)?.composer;
    composer?.show(words);
    await pause();
    composer?.show("");
    await api.say(who.id, { text: words, ...about });
  }

  async #tap(step, who) {
    const tapped = new Set();
    for (let turn = 0; turn < (step.repeat ?? 1); turn += 1) {
      const target = await this.#found(step, tapped);
      if (!target || this.stopped) return;
      tapped.add(target.name);
      this.point(this.phone(who.id)?.log.keyNode(target.message.message_id, target.button.data));
      await pause();
      await api.tap(who.id, { message_id: target.message.message_id, data: target.button.data });
      if (step.repeat) await pause();
    }
  }

  async #found(step, tapped) {
    const until = Date.now() + (step.optional ? OPTIONAL_PATIENCE_MS : PATIENCE_MS);
    const look = () => targetOf(step, tapped);
    let target = look();
    while (!target && Date.now() < until && !this.stopped) {
      await pause(LOOK_EVERY_MS);
      target = look();
    }
    if (!target && !step.optional && !this.stopped) throw new Error(t("story.no_button"));
    return target;
  }
}
