/** Formatted text: a message's text and its entities (UTF-16 offsets, as JavaScript counts) become DOM nodes. */

import { h } from "./dom.js";
import { t } from "./words.js";

const SAFE_ADDRESS = /^(https?:|mailto:|tel:|tg:)/i;
const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre" };
/** These stand on lines of their own, so the line break after one is not a line more. */
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const FOLD_LINES = 3;
const FOLD_LENGTH = 160;

/**
 * @param {string} text
 * @param {{type: string, offset: number, length: number, url?: string, language?: string}[]} entities
 * @param {(command: string) => void} onCommand called when a bot command in the text is clicked
 * @returns {DocumentFragment}
 */
export function formatted(text, entities, onCommand) {
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const fragment = document.createDocumentFragment();
  fragment.append(...nodesOf(text, 0, text.length, sorted, onCommand));
  return fragment;
}

function nodesOf(text, start, end, entities, onCommand) {
  const nodes = [];
  let at = start;
  let rest = entities;
  while (rest.length) {
    const [first, ...others] = rest;
    const stop = Math.min(first.offset + first.length, end);
    if (first.offset > at) nodes.push(text.slice(at, first.offset));
    const inside = others.filter((one) => one.offset < stop);
    const children = nodesOf(text, Math.max(first.offset, at), stop, inside, onCommand);
    nodes.push(wrapped(first, text.slice(first.offset, stop), children, onCommand));
    at = Math.max(at, stop);
    if (BLOCKS.has(first.type) && text[at] === "\n") at += 1;
    rest = others.filter((one) => one.offset >= stop);
  }
  if (at < end) nodes.push(text.slice(at, end));
  return nodes;
}

function wrapped(entity, words, children, onCommand) {
  const tag = TAGS[entity.type];
  if (tag) return h(tag, {}, children);
  switch (entity.type) {
    case "blockquote":
      return h("blockquote", {}, children);
    case "expandable_blockquote":
      return foldable(words, children);
    case "spoiler":
      return spoiler(children);
    case "text_link":
      return link(entity.url, children);
    case "url":
      return link(/^[a-z][a-z0-9+.-]*:/i.test(words) ? words : `https://${words}`, children);
    case "email":
      return link(`mailto:${words}`, children);
    case "phone_number":
      return link(`tel:${words.replace(/[^+\d]/g, "")}`, children);
    case "bot_command":
      return h("button.command", { type: "button", onclick: () => onCommand(words) }, children);
    default:
      return h("span", { class: `entity-${entity.type}` }, children);
  }
}

/** @returns {boolean} whether the page may offer this address as a link; never javascript: and its like */
export const isSafeAddress = (address) => SAFE_ADDRESS.test(address ?? "");

function link(address, children) {
  if (!isSafeAddress(address)) return h("span", {}, children);
  return h("a", { href: address, title: address, target: "_blank", rel: "noopener noreferrer" }, children);
}

function spoiler(children) {
  const button = h("button.spoiler", {
    type: "button",
    "aria-expanded": "false",
    "aria-label": t("message.spoiler"),
    onclick: () => {
      button.classList.add("shown");
      button.setAttribute("aria-expanded", "true");
      button.removeAttribute("aria-label");
    },
  }, h("span", {}, children));
  return button;
}

function foldable(words, children) {
  const quote = h("blockquote", {}, children);
  if (words.split("\n").length <= FOLD_LINES && words.length <= FOLD_LENGTH) return quote;
  quote.classList.add("folded");
  const toggle = h("button.fold", {
    type: "button",
    "aria-expanded": "false",
    onclick: () => {
      const folded = quote.classList.toggle("folded");
      toggle.setAttribute("aria-expanded", String(!folded));
      toggle.textContent = t(folded ? "message.unfold" : "message.fold");
    },
  }, t("message.unfold"));
  return h("div.foldable", {}, quote, toggle);
}
