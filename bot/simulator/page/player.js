/** "Do it for me": plays one step of a story as its person would, slowly enough to be followed. */

import { api } from "./api.js";
import { asked, nextMove } from "./fill.js";
import { seek } from "./seek.js";
import { personaByRole, state } from "./store.js";
import { readDemo } from "./sync.js";
import { t } from "./words.js";

/** Slow enough to be followed; the address may ask for another pace: /?pace=100 */
const PACE_MS = Number(new URLSearchParams(location.search).get("pace") ?? 600);
/** A form is many small steps. */
const FORM_PACE_MS = PACE_MS / 2;
const PATIENCE_MS = 4000;
const OPTIONAL_PATIENCE_MS = 1800;
const LOOK_EVERY_MS = 100;
const MOST_JUMPS = 20;
const MOST_MOVES = 60;

/** @param {number} [ms] */
export const pause = (ms = PACE_MS) => new Promise((done) => setTimeout(done, ms));

/** @returns {object[]} the messages in the chat of the persona with that role */
export const messagesOf = (role) => state.chats.get(personaByRole(role)?.id)?.messages ?? [];

const languageOf = (step) => personaByRole(step.who)?.language_code ?? "nl";

export class Player {
  /**
   * @param {(id: number) => import("./phone.js").Phone|undefined} phone
   * @param {(node: Element|undefined) => void} point shows the reader where the next tap falls
   * @param {import("./stories.js").Story} [story] one that looks at nothing from before it was begun says so
   */
  constructor(phone, point, story) {
    this.phone = phone;
    this.point = point;
    this.stopped = false;
    this.others = new Map();
    this.since = new Map(story?.fresh ? state.personas.map((one) => [one.role, messagesOf(one.role).at(-1)?.message_id ?? 0]) : []);
  }

  /**
   * @param {import("./stories.js").Step} step
   * @param {{tapped?: Set<string>, after?: number}} [but] names of buttons that were had; the last message that is too old
   * @returns {ReturnType<typeof seek>} the button that a step is about, in the chat as it is now
   */
  target(step, { tapped, after = 0 } = {}) {
    return seek(this.#news(step, step.news ? after : 0), step, languageOf(step), tapped);
  }

  /** @returns {boolean} whether a form asks what this step ends at, or the button that comes after it is there */
  isFilled(step) {
    return step.stop ? asked(this.#news(step))?.key === step.stop : Boolean(this.target(step));
  }

  /** @returns {ReturnType<typeof nextMove>} what a step that fills in a form does next */
  move(step) {
    const news = this.#news(step);
    return nextMove(news, this.#answers(step, asked(news)?.key), languageOf(step));
  }

  /** The answers of a step, with one of its others for a key that it does not know: always the same for the same key. */
  #answers(step, key) {
    if (!step.others || key === undefined || key in step.answers) return step.answers;
    if (!this.others.has(key)) this.others.set(key, step.others[this.others.size]);
    return { ...step.answers, [key]: this.others.get(key) };
  }

  #news(step, after = 0) {
    const since = Math.max(after, this.since.get(step.who) ?? 0);
    return messagesOf(step.who).filter((one) => one.message_id > since);
  }

  /**
   * @param {import("./stories.js").Step} step
   * @param {number} after the newest message in that chat when the step began
   * @throws {Error} when a button that must be there does not come
   */
  async perform(step, after) {
    const who = personaByRole(step.who);
    if (step.act === "start") await api.start(who.id);
    else if (step.act === "say") await this.#type(step, who, {});
    else if (step.act === "tap") await this.#tap(step, who);
    else if (step.act === "clock") await this.#moveClock(step, after);
    else if (step.act === "fill") await this.#fill(step, who);
    else await this.#reply(step, who);
  }

  async #reply(step, who) {
    const target = await this.#found(step);
    if (target) await this.#type(step, who, { reply_to: target.message.message_id });
  }

  /** Answers one screen of a form after the other, until what the step ends at is there. */
  async #fill(step, who) {
    const screen = () => asked(this.#news(step))?.name;
    for (let turn = 0; turn < MOST_MOVES && !this.stopped && !this.isFilled(step); turn += 1) {
      const move = await this.#until(() => this.isFilled(step) || this.move(step));
      if (!move || this.isFilled(step)) break;
      const before = screen();
      if (move.say) await this.#say(who, move.say, {}, FORM_PACE_MS);
      else await this.#press(who, move, FORM_PACE_MS);
      if (!(await this.#until(() => this.isFilled(step) || screen() !== before))) break;
    }
    if (!this.stopped && !this.isFilled(step)) throw new Error(t("story.no_button"));
  }

  async #type(step, who, about) {
    await this.#say(who, step.text[who.language_code] ?? step.text.nl, about);
  }

  async #say(who, words, about, pace = PACE_MS) {
    const composer = this.phone(who.id)?.composer;
    composer?.show(words);
    await pause(pace);
    composer?.show("");
    const { message_id: said } = await api.say(who.id, { text: words, ...about });
    // What the bot said before must not pass for its answer.
    await this.#until(() => messagesOf(who.role).at(-1)?.message_id > said, OPTIONAL_PATIENCE_MS);
  }

  async #tap(step, who) {
    const tapped = new Set();
    for (let turn = 0; turn < (step.repeat ?? 1); turn += 1) {
      const target = await this.#found(step, tapped);
      if (!target || this.stopped) return;
      tapped.add(target.name);
      await this.#press(who, target);
      if (step.repeat) await pause();
    }
  }

  async #press(who, { message, button }, pace = PACE_MS) {
    this.point(this.phone(who.id)?.log.keyNode(message.message_id, button.data));
    await pause(pace);
    await api.tap(who.id, { message_id: message.message_id, data: button.data });
  }

  /** Moves the clock from one planned thing to the next, past what is not of the story, until the button of the step is there. */
  async #moveClock(step, after) {
    const look = () => this.target(step, { after });
    for (let turn = 0; turn < MOST_JUMPS && !this.stopped && !look(); turn += 1) {
      await readDemo();
      const { planned } = state.demo;
      const next = planned.find((one) => step.due && one.kind?.startsWith(step.due)) ?? planned[0];
      if (!next) break;
      await pause();
      await api.moveTo(next.at);
      await this.#untilQuiet(look, step.who);
    }
    if (!this.stopped && !(await this.#until(look))) throw new Error(t("story.no_button"));
  }

  async #found(step, tapped) {
    const look = () => this.target(step, { tapped });
    const target = await this.#until(look, step.optional ? OPTIONAL_PATIENCE_MS : PATIENCE_MS);
    if (!target && !step.optional && !this.stopped) throw new Error(t("story.no_button"));
    return target;
  }

  /** Looks as long as the bot goes on telling that person things: a chat takes one message a second. */
  async #untilQuiet(look, role) {
    const newest = () => messagesOf(role).at(-1)?.message_id;
    let before;
    do {
      before = newest();
      await this.#until(() => look() || newest() !== before, OPTIONAL_PATIENCE_MS);
    } while (!look() && newest() !== before && !this.stopped);
  }

  /** Looks again and again, for as long as patience lasts, and returns what was seen last. */
  async #until(look, patience = PATIENCE_MS) {
    const end = Date.now() + patience;
    let seen = look();
    while (!seen && Date.now() < end && !this.stopped) {
      await pause(LOOK_EVERY_MS);
      seen = look();
    }
    return seen;
  }
}
