/** The top of the page: the DEMO sign, the clock, the page's language, save, begin again, and a third phone. */

import { h, icon, popover } from "./dom.js";
import { roleText } from "./phone.js";
import { openPhone, state } from "./store.js";
import { currentLanguage, LANGUAGES, t } from "./words.js";

/**
 * @param {{clock: HTMLElement, story: HTMLElement, onLanguage: (code: string) => void, onSave: () => void,
 *          onRestart: () => void, onInspect: () => void}} parts
 * @returns {Node[]} what stands in the header
 */
export function topNodes(parts) {
  return [
    h("a.skip", { href: "#stage" }, t("top.skip")),
    h("div.sign", {}, h("h1", {}, h("strong", {}, t("top.demo")), h("span", {}, t("top.not_telegram"))), tools(parts)),
    parts.clock,
    parts.story,
  ];
}

function tools(parts) {
  const action = (name, key, act, props = {}) => h("button", { type: "button", onclick: act, ...props }, icon(name), h("span", {}, t(key)));
  const list = h("div.tools-list", {},
    personaMenu(),
    action("save", "top.save", parts.onSave, { "data-act": "save" }),
    action("restart", "top.restart", parts.onRestart, { "data-act": "restart" }),
    action("panel", "top.inspect", parts.onInspect, { "data-act": "inspect", "aria-expanded": "false", "aria-controls": "panel" }));
  const toggle = h("button.tools-toggle", { type: "button", "aria-expanded": "false", onclick: () => {
    const open = list.classList.toggle("open");
    toggle.setAttribute("aria-expanded", String(open));
  } }, icon("more"), h("span.unseen", {}, t("top.more")));
  list.addEventListener("click", (event) => {
    if (!event.target.closest("button[data-act], button[data-persona-id]")) return;
    list.classList.remove("open");
    toggle.setAttribute("aria-expanded", "false");
  });
  return h("div.tools", {}, languageSwitch(parts.onLanguage), toggle, list);
}

function languageSwitch(onLanguage) {
  return h("div.languages", { role: "group", "aria-label": t("top.language") }, Object.entries(LANGUAGES).map(([code, name]) =>
    h("button", {
      type: "button",
      lang: code,
      title: name,
      "aria-label": name,
      "aria-pressed": String(code === currentLanguage()),
      onclick: () => onLanguage(code),
    }, code.toUpperCase())));
}

function personaMenu() {
  const toggle = h("button", { type: "button", "data-menu": "personas" }, icon("plus"), h("span", {}, t("top.add_phone")));
  const list = h("div.menu.personas", { role: "group", "aria-label": t("top.add_phone") });
  toggle.addEventListener("click", () => {
    const free = state.personas.filter((one) => !state.open.includes(one.id));
    list.replaceChildren(...free.map((one) => h("button", {
      type: "button",
      "data-persona-id": one.id,
      onclick: () => {
        menu.close();
        openPhone(one.id);
      },
    }, h("strong", {}, one.name), h("span", {}, roleText(one)))));
    if (!free.length) list.append(h("p.empty", {}, t("top.all_open")));
  });
  const menu = popover(toggle, list);
  return h("div.menu-anchor", {}, toggle, list);
}
