/** The input of one phone: text, commands, attachments, reply and edit. It sends nothing itself; it calls `does`. */

import { attachMenu } from "./attach.js";
import { shortText } from "./bubble.js";
import { h, icon, iconButton, popover } from "./dom.js";
import { t } from "./words.js";

const LONGEST_FIELD_PX = 132;

export class Composer {
  /**
   * @param {string} owner name of the person whose phone this is
   * @param {{send: (what: object) => Promise<boolean>, commands: () => {command: string, description: string}[],
   *          lastOwn: () => object|undefined}} does
   */
  constructor(owner, does) {
    this.does = does;
    this.context = null;
    this.field = h("textarea", { rows: "1", "aria-label": t("composer.field", { name: owner }), autocomplete: "off" });
    this.field.addEventListener("input", () => this.#fit());
    this.field.addEventListener("keydown", (event) => this.#onKey(event));
    this.about = h("div.composer-about", { hidden: true });
    this.node = h("form.composer", { onsubmit: (event) => this.#submit(event) },
      this.about,
      h("div.composer-row", {},
        this.#commandMenu(),
        h("div.field", {}, this.field),
        attachMenu((what) => this.#send(what)),
        h("button.icon-button.send", { type: "submit", "aria-label": t("composer.send"), title: t("composer.send") }, icon("send"))));
    this.setPlaceholder("");
  }

  setPlaceholder(words) {
    this.field.placeholder = words || t("composer.placeholder");
  }

  focus() {
    this.field.focus();
  }

  /** Shows words in the field, as if somebody typed them. */
  show(words) {
    this.field.value = words;
    this.#fit();
  }

  #fill(words) {
    this.show(words);
    this.focus();
  }

  replyTo(message) {
    this.#setContext({ kind: "reply", message });
  }

  edit(message) {
    this.#setContext({ kind: "edit", message });
    this.#fill(message.text);
  }

  /** Drops reply or edit when the message it was about is gone. */
  forget(isThere) {
    if (this.context && !isThere(this.context.message.message_id)) this.#setContext(null);
  }

  #setContext(context) {
    this.context = context;
    this.about.hidden = !context;
    this.about.replaceChildren();
    if (!context) return;
    this.about.append(icon(context.kind), h("p", {},
      h("strong", {}, t(`composer.${context.kind}`)), h("span", {}, shortText(context.message))),
      iconButton("close", t("composer.cancel"), () => this.#cancel()));
    this.focus();
  }

  #cancel() {
    if (this.context?.kind === "edit") this.field.value = "";
    this.#setContext(null);
    this.#fit();
    this.focus();
  }

  #onKey(event) {
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.node.requestSubmit();
    } else if (event.key === "Escape" && this.context) {
      this.#cancel();
    } else if (event.key === "ArrowUp" && !this.field.value) {
      const last = this.does.lastOwn();
      if (!last) return;
      event.preventDefault();
      this.edit(last);
    }
  }

  async #submit(event) {
    event.preventDefault();
    const text = this.field.value.trim();
    if (text) await this.#send({ text });
  }

  async #send(what) {
    const context = this.context;
    const about = context ? { [context.kind === "reply" ? "reply_to" : "edit"]: context.message.message_id } : {};
    const kept = this.field.value;
    if (what.text !== undefined) this.field.value = "";
    this.#setContext(null);
    this.#fit();
    this.focus();
    if ((await this.does.send({ ...what, ...about })) || what.text === undefined || this.field.value) return;
    this.#setContext(context);
    this.#fill(kept);
  }

  #fit() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, LONGEST_FIELD_PX)}px`;
  }

  #commandMenu() {
    const toggle = h("button.icon-button.slash", { type: "button", "aria-label": t("composer.commands"), title: t("composer.commands") }, "/");
    const list = h("div.menu.commands", { role: "group", "aria-label": t("composer.commands") });
    toggle.addEventListener("click", () => {
      const commands = this.does.commands();
      list.replaceChildren(...(commands.length
        ? commands.map((one) => this.#commandItem(one, () => menu.close()))
        : [h("p.empty", {}, t("composer.no_commands"))]));
    });
    const menu = popover(toggle, list);
    return h("div.menu-anchor", {}, toggle, list);
  }

  #commandItem(one, close) {
    return h("button", {
      type: "button",
      onclick: () => {
        close();
        this.#fill(`/${one.command}`);
      },
    }, h("strong", {}, `/${one.command}`), h("span", {}, one.description));
  }
}
