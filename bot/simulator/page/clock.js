/** The movable clock: date and time in the reader's language, the town's quiet hours, and the ways ahead. */

import { api } from "./api.js";
import { h, icon } from "./dom.js";
import { PlannedKeys } from "./planned.js";
import { momentText, t, timeText, townTime } from "./words.js";

const HOUR = 3600;
const OPENS = 9;
const CLOSES = 19;
const SVG = "http://www.w3.org/2000/svg";

let ahead = 0;
let still = null;

/** @returns {Date} the demo's present moment */
export const demoNow = () => (still === null ? new Date(Date.now() + ahead) : new Date(still));

/** Takes over the server's clock. @param {{now: string, frozen?: boolean}} clock */
export function setClock({ now, frozen }) {
  const moment = new Date(now).getTime();
  ahead = moment - Date.now();
  still = frozen ? moment : null;
}

/** @returns {boolean} whether a message that can wait must wait: evening, night and the whole of Sunday */
export function isQuiet(moment) {
  const { hour, sunday } = townTime(moment);
  return sunday || hour < OPENS || hour >= CLOSES;
}

export class ClockBar {
  /** @param {(error: Error) => void} onFault */
  constructor(onFault) {
    this.onFault = onFault;
    this.time = h("time", {});
    this.mood = h("span.mood");
    this.ribbon = ribbon();
    const ahead = (key, seconds) =>
      h("button", { type: "button", onclick: () => this.#move(() => api.advance(seconds)) }, t(key));
    this.planned = new PlannedKeys((moment) => this.#move(() => api.moveTo(moment)));
    this.node = h("div.clock", { role: "group", "aria-label": t("clock.title") },
      h("div.clock-face", {}, this.time, h("span.day-line", {}, this.ribbon.node, this.mood)),
      h("div.clock-keys", {}, ahead("clock.hour", HOUR), ahead("clock.day", 24 * HOUR), this.planned.node));
    this.draw();
  }

  draw() {
    const now = demoNow();
    const words = momentText(now);
    if (words === this.words) return;
    this.words = words;
    this.time.textContent = words;
    this.time.setAttribute("datetime", now.toISOString());
    const quiet = isQuiet(now);
    this.node.classList.toggle("quiet", quiet);
    this.mood.replaceChildren(icon(quiet ? "moon" : "sun"), t(quiet ? "clock.quiet" : "clock.open"));
    this.ribbon.draw(now);
  }

  /** Shows what is planned and offers the jump to the first of it. @param {import("./store.js").Planned[]} planned */
  plan(planned) {
    this.planned.draw(planned);
  }

  async #move(act) {
    try {
      setClock(await act());
      this.draw();
    } catch (fault) {
      this.onFault(fault);
    }
  }
}

/** The 24 hours of the day as a line: the quiet ones hatched, the present a needle. */
function ribbon() {
  const shape = (name, attributes) => {
    const node = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    return node;
  };
  const svg = shape("svg", { viewBox: "0 0 96 10", class: "ribbon", role: "img", preserveAspectRatio: "none" });
  const day = shape("rect", { x: 0, y: 2, width: 96, height: 6, class: "ribbon-day" });
  const night = shape("path", { class: "ribbon-quiet" });
  const needle = shape("rect", { y: 0, width: 2, height: 10, class: "ribbon-now" });
  svg.append(day, night, needle);
  const hours = (from, to) => `M${from * 4} 2h${(to - from) * 4}v6h-${(to - from) * 4}z`;
  return {
    node: svg,
    draw: (now) => {
      const { hour, minute, sunday } = townTime(now);
      night.setAttribute("d", sunday ? hours(0, 24) : hours(0, OPENS) + hours(CLOSES, 24));
      needle.setAttribute("x", String(hour * 4 + minute / 15 - 1));
      svg.setAttribute("aria-label", t("clock.ribbon", { time: timeText(now) }));
    },
  };
}
