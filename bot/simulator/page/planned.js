/** What is planned: the way to the first of it, and the whole as a list beside the clock. */

import { h, icon, popover } from "./dom.js";
import { momentText, t } from "./words.js";

/** @returns {HTMLElement[]} a row for each planned thing, the first one first @param {import("./store.js").Planned[]} planned */
export function plannedRows(planned) {
  return planned.map(({ at, what, count }) => h("li", {},
    h("time", { datetime: at }, momentText(new Date(at))), " ", what, count > 1 && ` (${t("planned.times", { count })})`));
}

export class PlannedKeys {
  /** @param {(moment: string) => void} jump moves the clock to a moment */
  constructor(jump) {
    this.jump = jump;
    this.next = h("button", { type: "button", "data-act": "next" }, icon("next"), h("span", {}, t("planned.next")));
    this.count = h("span");
    this.list = h("ol.plan");
    const toggle = h("button", { type: "button", "data-menu": "planned" }, icon("list"), this.count);
    const menu = h("div.menu.planned", { role: "group", "aria-label": t("planned.title") },
      h("h2", { tabindex: "-1" }, t("planned.title")), this.list);
    popover(toggle, menu);
    this.node = h("div.planned-keys", { hidden: true }, this.next, h("div.menu-anchor", {}, toggle, menu));
  }

  /** @param {import("./store.js").Planned[]} planned */
  draw(planned) {
    const [first] = planned;
    this.node.hidden = !first;
    if (!first) return;
    this.next.title = `${momentText(new Date(first.at))}: ${first.what}`;
    this.next.onclick = () => this.jump(first.at);
    this.count.textContent = t("planned.count", { count: planned.length });
    this.list.replaceChildren(...plannedRows(planned));
  }
}
