/** Buttons under a message, and the keyboard under the input field. */

import { h, icon } from "./dom.js";
import { isSafeAddress } from "./entities.js";
import { t } from "./words.js";

/**
 * @param {{label: string, data?: string, url?: string}[][]} rows
 * @param {(button: {label: string, data?: string}) => Promise<void>} onTap settles when the bot has answered
 * @returns {HTMLElement|null} rows of real buttons; a cut-off label stays whole in its name and title
 */
export function inlineKeyboard(rows, onTap) {
  if (!rows?.length) return null;
  return h("div.keyboard", {}, rows.map((row) =>
    h("div.key-row", {}, row.map((button) => (button.url ? urlKey(button) : tapKey(button, onTap))))));
}

function label(button) {
  return h("span.key-label", {}, button.label);
}

function urlKey(button) {
  if (!isSafeAddress(button.url)) return h("button.key", { type: "button", disabled: true }, label(button));
  const name = `${button.label} (${button.url})`;
  return h("a.key", { href: button.url, target: "_blank", rel: "noopener noreferrer", title: name, "aria-label": name },
    label(button), icon("link"));
}

function tapKey(button, onTap) {
  const key = h("button.key", {
    type: "button",
    title: button.label,
    "aria-label": button.label,
    "data-data": button.data,
    onclick: async () => {
      if (key.classList.contains("waiting")) return;
      key.classList.add("waiting");
      key.setAttribute("aria-busy", "true");
      try {
        await onTap(button);
      } finally {
        key.classList.remove("waiting");
        key.removeAttribute("aria-busy");
      }
    },
  }, label(button), h("span.spinner", { "aria-hidden": "true" }));
  return key;
}

/**
 * @param {{keyboard: ({text: string, request_contact?: boolean, request_location?: boolean}|string)[][]}|null} markup
 * @param {(what: object) => void} onPress receives what to send: {text}, {contact} or {location}
 * @returns {HTMLElement|null}
 */
export function replyKeyboard(markup, onPress) {
  if (!markup?.keyboard?.length) return null;
  const rows = markup.keyboard.map((row) => row.map((key) => (typeof key === "string" ? { text: key } : key)));
  return h("div.reply-keyboard", { role: "group", "aria-label": t("keyboard.reply") }, rows.map((row) =>
    h("div.key-row", {}, row.map((key) =>
      h("button.reply-key", { type: "button", title: key.text, onclick: () => onPress(sent(key)) },
        h("span.key-label", {}, key.text))))));
}

function sent(key) {
  if (key.request_contact) return { contact: true };
  if (key.request_location) return { location: true };
  return { text: key.text };
}
