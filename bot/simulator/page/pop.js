/** What a bot pops up over a chat when it answers a tap: a passing line, or a box that waits for OK. */

import { h } from "./dom.js";
import { t } from "./words.js";

const TOAST_MS = 3500;

export class Pop {
  constructor() {
    this.node = h("div.pop", { role: "status" });
  }

  /** @param {string} words empty words show nothing, as at Telegram */
  show(words, alert) {
    if (!words) return;
    if (alert) this.#box(words);
    else this.#line(words);
  }

  clear() {
    this.node.replaceChildren();
  }

  #line(words) {
    const line = h("p.toast", {}, words);
    this.node.replaceChildren(line);
    setTimeout(() => line.remove(), TOAST_MS);
  }

  #box(words) {
    const before = document.activeElement;
    const close = () => {
      box.remove();
      before?.focus?.();
    };
    const ok = h("button.primary", { type: "button", onclick: close }, t("phone.ok"));
    const box = h("div.alert", {
      role: "alertdialog",
      "aria-label": t("phone.alert"),
      onkeydown: (event) => event.key === "Escape" && close(),
    }, h("p", {}, words), ok);
    this.node.replaceChildren(box);
    ok.focus();
  }
}
