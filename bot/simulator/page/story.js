/** The story bar: which step the reader is at and where to tap. Free play stays possible at every moment. */

import { h, icon } from "./dom.js";
import { messagesOf, pause, Player } from "./player.js";
import { activate, openPhone, personaByRole, state } from "./store.js";
import { STORIES } from "./stories.js";
import { t } from "./words.js";

export class StoryBar {
  /**
   * @param {{phone: (id: number) => import("./phone.js").Phone|undefined, onFault: (error: Error) => void}} does
   * @param {StoryBar} [before] the bar this one replaces, in another language; the reader stays at the same step
   */
  constructor(does, before) {
    this.does = does;
    this.player = new Player(does.phone, point);
    this.done = before?.done ?? new Set();
    this.story = before?.story ?? null;
    this.at = before?.at ?? 0;
    this.before = before?.before ?? 0;
    this.newcomers = before?.newcomers ?? new Set();
    this.aim = null;
    this.playing = false;
    if (before) {
      before.player.stopped = true;
      this.player.since = before.player.since;
    }
    this.buttons = new Map();
    this.card = h("div.step", { hidden: true, role: "status" });
    this.node = h("section.story", { "aria-label": t("story.title") },
      h("div.chapters", {}, h("h2", {}, t("story.title")), h("ol", {}, STORIES.map((story) => this.#chapter(story)))), this.card);
  }

  /** Draws anew where the reader is. */
  draw() {
    for (const [index, story] of STORIES.entries()) this.#drawChapter(story, index);
    if (this.step) this.#drawStep();
  }

  /** Looks at the chats: goes on when the reader did the step by hand, and points to where the next tap is. */
  follow() {
    if (!this.step || this.playing) return;
    if (this.#isDone(this.step)) this.#goOn();
    else this.#point();
  }

  #isDone(step) {
    if (step.act === "clock") return Boolean(this.player.target(step, { after: this.before }));
    if (step.act === "fill") return this.player.isFilled(step);
    return step.act === "tap" ? this.#tapped(step) : this.#wrote(step);
  }

  #news(step) {
    return messagesOf(step.who).filter((one) => one.message_id > this.before);
  }

  #wrote(step) {
    return this.#news(step).some((one) => one.by === "person");
  }

  /** The button that was shown is gone, or the bot said more; a step of many taps ends when none is left. */
  #tapped(step) {
    const target = this.player.target(step);
    if (step.repeat) return Boolean(this.aim) && !target;
    if (!this.aim) return false;
    const stands = messagesOf(step.who).some((one) => isUnder(one, this.aim));
    return !stands || this.#news(step).some((one) => one.by === "bot");
  }

  /** Forgets how far the reader was: the chats are empty again. */
  restart() {
    this.done.clear();
    this.#leave();
  }

  get step() {
    return this.story?.steps[this.at];
  }

  #chapter(story) {
    const button = h("button", { type: "button", "data-story": story.id, onclick: () => this.#begin(story) });
    this.buttons.set(story.id, button);
    return h("li", {}, button);
  }

  #drawChapter(story, index) {
    const button = this.buttons.get(story.id);
    button.replaceChildren(h("span.number", {}, index + 1), h("span.chapter-name", {}, t(`story.${story.id}.title`)));
    if (this.done.has(story.id)) button.append(icon("check"), h("span.unseen", {}, t("story.done")));
    if (this.story === story) button.setAttribute("aria-current", "step");
    else button.removeAttribute("aria-current");
  }

  #begin(story) {
    this.player.stopped = true;
    this.player = new Player(this.does.phone, point, story);
    this.playing = false;
    this.story = story;
    this.newcomers = new Set(state.personas.map((one) => one.role).filter((role) => !messagesOf(role).length));
    this.at = 0;
    this.#enter();
  }

  #leave() {
    this.player.stopped = true;
    this.player = new Player(this.does.phone, point);
    this.playing = false;
    this.story = null;
    this.card.hidden = true;
    this.node.classList.remove("told");
    point(undefined);
    this.draw();
  }

  #goOn() {
    this.at += 1;
    this.#enter();
  }

  #enter() {
    while (this.step?.when === "new" && !this.newcomers.has(this.step.who)) this.at += 1;
    if (!this.step) {
      this.done.add(this.story.id);
      this.#leave();
      return;
    }
    this.before = messagesOf(this.step.who).at(-1)?.message_id ?? 0;
    this.aim = null;
    const who = personaByRole(this.step.who);
    if (who && !state.open.includes(who.id)) openPhone(who.id);
    if (who) activate(who.id);
    this.draw();
  }

  #drawStep() {
    const key = (name, act, props = {}) => h("button", { type: "button", onclick: act, ...props }, t(`story.${name}`));
    this.card.hidden = false;
    this.node.classList.add("told");
    this.card.replaceChildren(
      h("p", {}, h("strong", {}, t("story.step", { at: this.at + 1, of: this.story.steps.length })), " ", t(this.step.hint)),
      h("div.step-keys", {},
        key("do_it", () => this.#play(false), { class: "primary", disabled: this.playing, "data-act": "play" }),
        key("play_all", () => this.#play(true), { disabled: this.playing, "data-act": "play-all" }),
        key("skip", () => this.#goOn(), { disabled: this.playing, "data-act": "skip" }),
        key("leave", () => this.#leave(), { "data-act": "leave" })));
    this.#point();
  }

  #aimAt(target) {
    if (target.name !== this.aim?.name) this.before = messagesOf(this.step.who).at(-1).message_id;
    this.aim = target;
  }

  #point() {
    const { step } = this;
    const phone = this.does.phone(personaByRole(step.who)?.id);
    const target = step.act === "tap" && this.player.target(step);
    if (target) this.#aimAt(target);
    const meant = step.act === "fill" ? this.player.move(step) : target;
    if (meant?.button) point(phone?.log.keyNode(meant.message.message_id, meant.button.data));
    else if (step.act === "clock") point(document.querySelector(".clock [data-act=next]"));
    else if (meant?.say || !["tap", "fill"].includes(step.act)) point(phone?.entryNode(meant?.say ? "say" : step.act));
    else point(undefined);
  }

  async #play(all) {
    const { player } = this;
    this.playing = true;
    try {
      do {
        this.draw();
        await player.perform(this.step, this.before);
        await pause();
        if (!player.stopped) this.#goOn();
      } while (all && this.step && !player.stopped);
    } catch (fault) {
      this.does.onFault(fault);
    } finally {
      if (player === this.player) this.playing = false;
      if (this.step) this.draw();
    }
  }
}

/** @returns {boolean} whether this is the message with that button still under it */
function isUnder(message, { message: { message_id: id }, button: { data } }) {
  return message.message_id === id && message.buttons.flat().some((one) => one.data === data);
}

function point(node) {
  for (const old of document.querySelectorAll(".tap-here")) old.classList.remove("tap-here");
  node?.classList.add("tap-here");
}
