/** The panel "what happens here?": the bot's calls, what is planned, and faults to order. Closed until asked for. */

import { api } from "./api.js";
import { h, iconButton } from "./dom.js";
import { plannedRows } from "./planned.js";
import { t, timeText } from "./words.js";

const KEPT_ROWS = 300;
const SHORT = 110;

/** Each puts one fault in wait for the bot's next calls. */
const FAULTS = [
  { key: "fault.flood", body: { method: "*", status: 429, retry_after: 5, times: 1 } },
  { key: "fault.blocked", body: { method: "sendMessage", status: 403, times: 1 } },
  { key: "fault.broken", body: { method: "*", status: 500, times: 1 } },
  { key: "fault.lost_answer", body: { method: "sendMessage", status: 0, times: 1, after_accept: true } },
  { key: "fault.slow", body: { method: "*", status: 200, delay: 2, times: 5 } },
];

export class InspectPanel {
  /** @param {HTMLElement} node the aside to fill @param {(error: Error) => void} onFault */
  constructor(node, onFault) {
    this.node = node;
    this.onFault = onFault;
    this.rows = [];
    this.lastSeq = 0;
    this.plan = h("ol.plan");
    this.planPart = h("section", { hidden: true }, h("h3", {}, t("planned.title")), this.plan);
    const looking = t("inspect.filter");
    this.filter = h("input", { type: "search", placeholder: looking, "aria-label": looking, oninput: () => this.#draw() });
    this.list = h("ol.calls");
    this.ordered = h("p.ordered", { role: "status" });
    this.restart = this.#key("fault.restart", () => api.restart(true), t("fault.restarted"));
    this.restart.hidden = true;
    node.setAttribute("aria-label", t("inspect.title"));
    node.replaceChildren(
      h("header", {}, h("h2", {}, t("inspect.title")), iconButton("close", t("inspect.close"), () => this.toggle(false))),
      this.planPart,
      h("section", {}, h("h3", {}, t("inspect.faults")), h("p.hint", {}, t("inspect.faults_hint")), this.#faultKeys(), this.ordered),
      h("section.calls-part", {}, h("h3", {}, t("inspect.calls")), this.filter, this.list));
  }

  get isOpen() {
    return !this.node.hidden;
  }

  toggle(open = !this.isOpen) {
    this.node.hidden = !open;
    document.body.classList.toggle("with-panel", open);
    for (const button of document.querySelectorAll("[data-act=inspect]")) button.setAttribute("aria-expanded", String(open));
    if (open) {
      this.#draw();
      this.filter.focus({ preventScroll: true });
    }
  }

  /** Reads what happened since the last row that is known. */
  async refresh() {
    for (const row of await api.calls(this.lastSeq)) this.#keep(row);
    this.#draw();
  }

  /** Takes one ledger row from the stream. */
  add(row) {
    if (!this.#keep(row) || !this.isOpen || !this.#wanted(this.rows[0])) return;
    this.list.querySelector(".empty")?.remove();
    this.list.prepend(nodeOf(this.rows[0]));
    while (this.list.children.length > KEPT_ROWS) this.list.lastChild.remove();
  }

  clear() {
    this.rows = [];
    this.lastSeq = 0;
    this.#draw();
  }

  /** Shows what the demo around the server offers. @param {import("./store.js").Offer} offer */
  offer({ can_restart: canRestart, planned }) {
    this.restart.hidden = !canRestart;
    this.planPart.hidden = planned.length === 0;
    this.plan.replaceChildren(...plannedRows(planned));
  }

  #keep(row) {
    if (row.seq <= this.lastSeq) return false;
    this.lastSeq = row.seq;
    this.rows.unshift({ row });
    this.rows.length = Math.min(this.rows.length, KEPT_ROWS);
    return true;
  }

  #draw() {
    if (!this.isOpen) return;
    const shown = this.rows.filter((entry) => this.#wanted(entry));
    this.list.replaceChildren(...shown.map(nodeOf));
    if (!shown.length) this.list.append(h("li.empty", {}, t("inspect.none")));
  }

  #wanted(entry) {
    entry.search ??= JSON.stringify(entry.row).toLowerCase();
    return entry.search.includes(this.filter.value.trim().toLowerCase());
  }

  async #order(act, words) {
    try {
      await act();
      this.ordered.textContent = words;
    } catch (fault) {
      this.onFault(fault);
    }
  }

  #key(key, act, words) {
    return h("button", { type: "button", onclick: () => this.#order(act, words) }, t(key));
  }

  #faultKeys() {
    return h("div.fault-keys", {},
      FAULTS.map(({ key, body }) => this.#key(key, () => api.addFault(body), t("fault.ordered", { what: t(key) }))),
      this.#key("fault.clear", () => api.clearFaults(), t("fault.none")),
      this.restart);
  }
}

/** Draws a row once; it stays open or closed as the reader left it. */
function nodeOf(entry) {
  entry.node ??= callNode(entry.row);
  return entry.node;
}

function callNode(row) {
  const good = row.status === 200;
  const status = row.status === 0 ? t("inspect.cut") : String(row.status);
  return h("li.call", { class: good ? "" : "failed" }, h("details", {},
    h("summary", {},
      h("span.call-head", {},
        h("span.call-status", {}, good ? status : `${status} !`),
        h("strong", {}, row.method),
        h("time", { datetime: row.at }, timeText(new Date(row.at)))),
      h("span.call-short", {}, row.method === "getUpdates" ? received(row.result) : compact(row.params))),
    h("pre", { tabindex: "0" }, JSON.stringify({ params: row.params, result: row.result }, null, 2))));
}

/** What a long poll brought: the kinds of update. */
function received(result) {
  const kinds = Array.isArray(result) ? result.map((update) => Object.keys(update).find((key) => key !== "update_id")) : [];
  return `← ${kinds.join(", ")}`;
}

function compact(params) {
  const shown = (value) => (typeof value === "string" ? value : JSON.stringify(value));
  const words = Object.entries(params ?? {}).map(([key, value]) => `${key}=${shown(value)}`).join(" · ");
  return words.length > SHORT ? `${words.slice(0, SHORT)}…` : words;
}
