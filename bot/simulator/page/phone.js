/** One phone: whose it is, the chat with the bot, and the input below. */

import { api } from "./api.js";
import { shortText } from "./bubble.js";
import { Composer } from "./composer.js";
import { h, icon, iconButton } from "./dom.js";
import { replyKeyboard } from "./keyboard.js";
import { Log } from "./log.js";
import { Pop } from "./pop.js";
import { closePhone, markRead, state, unreadCount } from "./store.js";
import { t } from "./words.js";

const TYPING_MS = 5000;

export class Phone {
  /** @param {import("./store.js").Persona} persona @param {(error: Error) => void} onFault shows what went wrong */
  constructor(persona, onFault) {
    this.persona = persona;
    this.onFault = onFault;
    this.pop = new Pop();
    this.log = new Log(t("phone.log", { name: persona.name }), () => markRead(persona.id));
    this.composer = new Composer(persona.name, {
      send: (what) => this.#try(() => api.say(persona.id, what)),
      commands: () => state.bots.get(persona.id)?.commands ?? [],
      lastOwn: () => this.log.messages.findLast((one) => one.by === "person" && one.text && !one.media),
    });
    this.does = this.#abilities();
    this.#build();
  }

  #abilities() {
    const { id } = this.persona;
    return {
      find: (messageId) => this.log.find(messageId),
      onTap: (message, button) => this.#tap(message, button),
      onCommand: (command) => this.#try(() => api.say(id, { text: command })),
      onReply: (message) => this.composer.replyTo(message),
      onEdit: (message) => this.composer.edit(message),
      onShow: (messageId) => this.log.show(messageId),
      onReact: (message, emoji) => this.#try(() => api.react(id, message.message_id, message.mine === emoji ? "" : emoji)),
      onVote: (message, label) => this.#try(() => api.tap(id, { message_id: message.message_id, label })),
    };
  }

  #build() {
    const { persona } = this;
    this.pinned = h("button.pinned-bar", { type: "button", hidden: true });
    this.botName = h("strong.bot-name");
    this.botState = h("span.bot-state", {}, t("phone.bot"));
    this.foot = h("div.foot");
    this.node = h("section.phone", {
      "data-persona": persona.id,
      "data-role": persona.role,
      "aria-label": t("phone.of", { name: persona.name }),
    }, this.#owner(), h("div.screen", {},
      h("header.chat-head", {}, h("span.bot-face", { "aria-hidden": "true" }), h("div", {}, this.botName, this.botState)),
      this.pinned, this.log.node, this.pop.node, this.foot));
    this.profile();
  }

  #owner() {
    const { persona } = this;
    this.badge = h("span.badge", { hidden: true });
    this.blockButton = iconButton("block", "", () => this.#toggleBlock());
    return h("header.owner", {},
      h("span.initials", { "aria-hidden": "true" }, initials(persona.name)),
      h("div", {}, h("h2", {}, persona.name), h("p", {}, roleText(persona))),
      this.badge, this.blockButton,
      iconButton("close", t("phone.close", { name: persona.name }), () => closePhone(persona.id), { class: "close-phone" }));
  }

  /** Shows name and START text anew; the bot may have set them after the page came. */
  profile() {
    const bot = state.bots.get(this.persona.id);
    this.botName.textContent = bot?.name || t("phone.no_bot");
    if (this.about) this.about.textContent = bot?.description || t("phone.no_description");
  }

  /** Makes the screen show this chat. @returns {number[]} ids of the bot's messages that were not here before */
  sync({ messages, blocked, keyboard }) {
    if (messages.length) this.start?.remove();
    const fresh = this.log.sync(messages, this.does);
    if (!messages.length) this.#drawStart();
    this.composer.forget((id) => this.log.find(id));
    this.#drawPinned(messages);
    this.#drawFoot(blocked, keyboard, messages.length === 0);
    if (fresh.length) this.typing(false);
    return fresh;
  }

  #drawStart() {
    if (this.start?.isConnected) return;
    this.about = h("p.about");
    this.start = h("div.start", {},
      h("span.bot-face", { "aria-hidden": "true" }), h("h3", {}, t("phone.what_can_it_do")), this.about);
    this.log.rows.replaceChildren(this.start);
    this.profile();
  }

  #drawPinned(messages) {
    const pinned = messages.findLast((one) => one.pinned);
    this.pinned.hidden = !pinned;
    if (!pinned) return;
    this.pinned.replaceChildren(icon("pin"), h("span", {}, h("strong", {}, t("phone.pinned")), shortText(pinned)));
    this.pinned.onclick = () => this.log.show(pinned.message_id);
  }

  #drawFoot(blocked, keyboard, empty) {
    const signature = JSON.stringify([blocked, empty, keyboard]);
    if (signature === this.footSignature) return;
    this.footSignature = signature;
    this.blocked = blocked;
    const label = t(blocked ? "phone.unblock" : "phone.block");
    this.blockButton.title = label;
    this.blockButton.setAttribute("aria-label", label);
    this.node.classList.toggle("blocked", blocked);
    const hadFocus = this.foot.contains(document.activeElement);
    this.foot.replaceChildren(...this.#footNodes(blocked, keyboard, empty));
    if (hadFocus) this.focus();
  }

  #footNodes(blocked, keyboard, empty) {
    if (blocked) {
      return [h("p.blocked-note", {}, t("phone.blocked")), wide("unblock", t("phone.unblock"), () => this.#toggleBlock())];
    }
    if (empty) return [wide("start", "START", () => this.#try(() => api.start(this.persona.id)))];
    this.composer.setPlaceholder(keyboard?.input_field_placeholder ?? "");
    const keys = replyKeyboard(keyboard, (what) => this.#try(() => api.say(this.persona.id, what)));
    return keys ? [this.composer.node, keys] : [this.composer.node];
  }

  async #toggleBlock() {
    await this.#try(() => (this.blocked ? api.unblock(this.persona.id) : api.block(this.persona.id)));
  }

  async #tap(message, button) {
    const answer = await this.#try(() => api.tap(this.persona.id, { message_id: message.message_id, data: button.data }));
    if (answer && answer.answered === false) this.pop.show(t("phone.no_answer"), false);
  }

  /** @returns {Promise<any>} what came back, true when nothing did, false after a fault that was shown */
  async #try(act) {
    try {
      return (await act()) ?? true;
    } catch (fault) {
      this.onFault(fault);
      return false;
    }
  }

  typing(on) {
    clearTimeout(this.typingTimer);
    const dots = on ? h("span.dots", { "aria-hidden": "true" }, h("i"), h("i"), h("i")) : "";
    this.botState.replaceChildren(t(on ? "phone.typing" : "phone.bot"), dots);
    if (on) this.typingTimer = setTimeout(() => this.typing(false), TYPING_MS);
  }

  drawBadge() {
    const count = unreadCount(this.persona.id);
    this.badge.hidden = count === 0;
    this.badge.replaceChildren(h("span", { "aria-hidden": "true" }, count), h("span.unseen", {}, t("phone.unread", { count })));
  }

  /** Empties the screen, for a chat that begins again. */
  clear() {
    this.log.clear();
    this.pop.clear();
    this.footSignature = null;
  }

  /** @returns {Element|null} where a step of a story happens: the START button, else the field to write in */
  entryNode(act) {
    return this.node.querySelector(act === "start" ? "[data-act=start]" : ".field");
  }

  /** Puts the cursor where this person writes, or on what stands there instead. */
  focus() {
    (this.foot.querySelector("textarea") ?? this.foot.querySelector("button") ?? this.log.list).focus();
  }
}

/** @returns {string} "ondernemer · NL": what a persona is, and which language their phone speaks */
export function roleText({ role, language_code: code }) {
  return `${t(`role.${role.split("_")[0]}`)} · ${(code ?? "nl").toUpperCase()}`;
}

function wide(name, words, onclick) {
  return h("button.wide.primary", { type: "button", "data-act": name, onclick }, words);
}

function initials(name) {
  return name.split(/\s+/).map((part) => part[0]).join("").slice(0, 2).toUpperCase();
}
