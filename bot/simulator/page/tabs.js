/** On a narrow screen: one phone at a time, a tab for each with the number of messages not yet seen. */

import { h } from "./dom.js";
import { activate, persona, state, unreadCount } from "./store.js";
import { t } from "./words.js";

/** @returns {HTMLElement[]} one tab for each open phone, in order */
export function tabNodes() {
  return state.open.map((id, index) => {
    const who = persona(id);
    const count = unreadCount(id);
    return h("button.tab", {
      type: "button",
      "data-tab": id,
      "aria-pressed": String(id === state.active),
      title: t("tabs.key", { n: index + 1 }),
      onclick: () => activate(id),
    },
    h("span", {}, who.name.split(" ")[0]),
    h("small", {}, t(`role.${who.role.split("_")[0]}`)),
    count > 0 && h("span.badge", {}, h("span", { "aria-hidden": "true" }, count), h("span.unseen", {}, t("phone.unread", { count }))));
  });
}
