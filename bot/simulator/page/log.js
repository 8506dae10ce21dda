/** The messages of one chat on the screen: changed in place, newest at the end, and staying there while the reader does. */

import { bubble } from "./bubble.js";
import { h, iconButton } from "./dom.js";
import { dayText, t } from "./words.js";

const NEAR_END_PX = 80;

export class Log {
  /**
   * @param {string} name what screen readers call it
   * @param {() => void} onSeen called when the reader sees the newest message
   */
  constructor(name, onSeen) {
    this.onSeen = onSeen;
    this.messages = [];
    this.drawn = new Map();
    this.days = new Map();
    this.following = true;
    this.rows = h("div.rows");
    this.list = h("div.log", { role: "log", "aria-live": "polite", "aria-label": name, tabindex: "0" }, this.rows);
    this.jump = iconButton("down", t("phone.newest"), () => this.toEnd(), { class: "jump", hidden: true });
    this.node = h("div.log-frame", {}, this.list, this.jump);
    this.list.addEventListener("scroll", () => this.#onScroll());
    const sizes = new ResizeObserver(() => this.stay());
    sizes.observe(this.list);
    sizes.observe(this.rows);
  }

  find(messageId) {
    return this.messages.find((one) => one.message_id === messageId);
  }

  /** @returns {number[]} ids of the bot's messages that were not here before */
  sync(messages, does) {
    const fresh = messages.filter((one) => one.by === "bot" && !this.drawn.has(one.message_id)).map((one) => one.message_id);
    this.#heed();
    this.messages = messages;
    this.#dropMissing();
    for (const message of messages) this.#drawMessage(message, does);
    this.#drawDays();
    this.stay();
    return fresh;
  }

  /** Stays at the newest message if the reader was there: after news, a change of size, or when it is shown again. */
  stay() {
    this.size = this.#size();
    if (this.following) this.toEnd();
    this.#look();
  }

  toEnd() {
    this.list.scrollTop = this.list.scrollHeight;
  }

  /** @returns {boolean} whether a new message at the end is seen at once */
  seesEnd() {
    return !document.hidden && this.#isShown() && this.#nearEnd();
  }

  clear() {
    this.drawn.clear();
    this.days.clear();
    this.messages = [];
    this.rows.replaceChildren();
    this.following = true;
  }

  /** Brings a message into view and points at it. */
  show(messageId) {
    const node = this.drawn.get(messageId)?.node;
    if (!node) return;
    node.scrollIntoView({ block: "center" });
    node.classList.remove("pointed");
    requestAnimationFrame(() => node.classList.add("pointed"));
  }

  /** @returns {HTMLElement|undefined} the button with this data under this message */
  keyNode(messageId, data) {
    const keys = this.drawn.get(messageId)?.node.querySelectorAll(".key") ?? [];
    return [...keys].find((key) => key.dataset.data === data);
  }

  #dropMissing() {
    for (const [id, { node }] of this.drawn) {
      if (this.find(id)) continue;
      node.remove();
      this.drawn.delete(id);
    }
  }

  #drawMessage(message, does) {
    const signature = JSON.stringify([message, message.reply_to && this.find(message.reply_to)?.text]);
    const old = this.drawn.get(message.message_id);
    if (old?.signature === signature) return;
    const node = bubble(message, does);
    if (old) {
      const hadFocus = old.node.contains(document.activeElement);
      old.node.replaceWith(node);
      if (hadFocus) (node.querySelector(".key") ?? this.list).focus();
    } else {
      node.classList.add("fresh");
      this.rows.append(node);
    }
    this.drawn.set(message.message_id, { node, signature });
  }

  /** A day's line is made once and only moved, so that it is not read out again with every message. */
  #drawDays() {
    const first = new Map();
    for (const message of this.messages) {
      const day = dayText(message.date);
      if (!first.has(day)) first.set(day, this.drawn.get(message.message_id).node);
    }
    for (const [day, line] of this.days) {
      if (first.has(day)) continue;
      line.remove();
      this.days.delete(day);
    }
    for (const [day, node] of first) {
      const line = this.days.get(day) ?? h("p.day", {}, h("span", {}, day));
      if (line.nextSibling !== node) node.before(line);
      this.days.set(day, line);
    }
  }

  #isShown() {
    return this.node.offsetParent !== null;
  }

  #nearEnd() {
    return this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < NEAR_END_PX;
  }

  #onScroll() {
    this.#heed();
    this.stay();
  }

  /** Only the reader's own scrolling decides what to follow; a log that was laid out anew also scrolls. */
  #heed() {
    if (this.#isShown() && this.size === this.#size()) this.following = this.#nearEnd();
  }

  #size() {
    return `${this.list.scrollHeight} ${this.list.clientHeight} ${this.list.clientWidth}`;
  }

  #look() {
    this.jump.hidden = !this.#isShown() || this.#nearEnd();
    if (this.seesEnd()) this.onSeen();
  }
}
