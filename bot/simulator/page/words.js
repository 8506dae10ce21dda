/** The page's own words in three languages, and dates as people write them there. */

export const LANGUAGES = { nl: "Nederlands", fr: "Français", en: "English" };
export const ZONE = "Europe/Brussels";
const DAY_MS = 86_400_000;
const KEPT = "kernpunt-demo-language";
const LOCALES = { nl: "nl-BE", fr: "fr-BE", en: "en-GB" };

let language = "nl";
let words = {};
let plurals = new Intl.PluralRules("nl");

/** @returns {string} the language that the address asks for (/?lang=fr), else the one chosen before, else Dutch */
export function firstLanguage() {
  const wanted = [new URLSearchParams(location.search).get("lang"), localStorage.getItem(KEPT)];
  return wanted.find((code) => code in LANGUAGES) ?? "nl";
}

/** Loads the words of `code`; the page must be drawn again after it. */
export async function useLanguage(code) {
  const response = await fetch(`/page/words/${code}.json`, { cache: "no-store" });
  words = await response.json();
  language = code;
  plurals = new Intl.PluralRules(code);
  localStorage.setItem(KEPT, code);
  document.documentElement.lang = code;
}

export const currentLanguage = () => language;

/**
 * @param {string} key key of the words file; for a plural the entry is an object by plural category, chosen by `values.count`
 * @param {Record<string, string|number>} [values]
 * @returns {string} the words; a missing key shows as ⟦key⟧ so that it is seen
 */
export function t(key, values = {}) {
  const entry = words[key];
  if (entry === undefined) return `⟦${key}⟧`;
  const chosen = typeof entry === "string" ? entry : (entry[plurals.select(values.count)] ?? entry.other);
  return chosen.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/** @returns {Record<string, string>} numeric and named parts of a moment on the town's clock */
export function partsOf(moment) {
  const format = new Intl.DateTimeFormat(LOCALES[language], {
    timeZone: ZONE, weekday: "short", day: "numeric", month: "short", year: "numeric",
    hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  });
  return Object.fromEntries(format.formatToParts(moment).map((part) => [part.type, part.value]));
}

/** @returns {{hour: number, minute: number, sunday: boolean}} where a moment falls in the town's day */
export function townTime(moment) {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: ZONE, weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  });
  const parts = Object.fromEntries(format.formatToParts(moment).map((part) => [part.type, part.value]));
  return { hour: Number(parts.hour), minute: Number(parts.minute), sunday: parts.weekday === "Sun" };
}

/** @returns {string} the first day from so many days ahead on that is no weekend, as people type it: "8/12" */
export function dayAhead(moment, days) {
  const ahead = new Date(moment.getTime() + days * DAY_MS);
  const format = new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, weekday: "short", day: "numeric", month: "numeric" });
  const { weekday, day, month } = Object.fromEntries(format.formatToParts(ahead).map((part) => [part.type, part.value]));
  return weekday.startsWith("S") ? dayAhead(moment, days + 1) : `${day}/${month}`;
}

/** @returns {string} "10.12 u.", "10 h 12" or "10:12" */
export function timeText(moment) {
  return t("time", partsOf(moment));
}

/** @returns {string} "di 24 nov 2026, 10.12 u." and its like */
export function momentText(moment) {
  return t("moment", { ...partsOf(moment), time: timeText(moment) });
}

/** @returns {string} "di 24 nov 2026" and its like */
export function dayText(moment) {
  return t("day", partsOf(moment));
}
