/** One message as a bubble with its quote, media, text, marks, reactions, buttons and tools. */

import { h, icon, iconButton, popover } from "./dom.js";
import { formatted } from "./entities.js";
import { inlineKeyboard } from "./keyboard.js";
import { mediaNode } from "./media.js";
import { timeText, t } from "./words.js";

const EMOJI = ["👍", "❤", "👏", "🎉", "🤔", "👎"];
const SWIPE_PX = 56;

/**
 * @param {object} message as model.js gives it
 * @param {object} does what the phone can do: onTap, onCommand, onReply, onEdit, onReact, onVote, find
 * @returns {HTMLElement}
 */
export function bubble(message, does) {
  const mine = message.by === "person";
  const node = h("article.message", {
    class: mine ? "mine" : "theirs",
    "data-id": message.message_id,
    "aria-label": t(mine ? "message.by_person" : "message.by_bot", { name: message.author, time: timeText(message.date) }),
  }, h("div.bubble-line", {}, body(message, does), tools(message, does, mine)), keyboard(message, does));
  swipeable(node, () => does.onReply(message));
  return node;
}

function body(message, does) {
  const large = /^\p{Extended_Pictographic}\uFE0F?$/u.test(message.text) && !message.media;
  return h("div.bubble", {},
    message.forwarded && h("p.forwarded", {}, t("message.forwarded")),
    quote(message, does),
    mediaNode(message.media, (label) => does.onVote(message, label)),
    message.text && h("div.text", { class: large ? "large" : "" }, formatted(message.text, message.entities, does.onCommand)),
    h("p.marks", {},
      message.pinned && mark("pin", t("message.pinned")),
      message.silent && mark("silent", t("message.silent")),
      message.edited && h("span", {}, t("message.edited")),
      h("time", { datetime: message.date.toISOString() }, timeText(message.date))),
    reactions(message));
}

function mark(name, words) {
  return h("span.mark", { title: words }, icon(name), h("span.unseen", {}, words));
}

function quote(message, does) {
  if (!message.reply_to) return null;
  const original = does.find(message.reply_to);
  const words = original ? shortText(original) : t("message.deleted_original");
  return h("button.quote", { type: "button", title: t("message.show_original"), onclick: () => does.onShow(message.reply_to) },
    h("strong", {}, original?.author ?? ""), h("span", {}, words));
}

/** @returns {string} one line that stands for the message: its text, else the kind of its media */
export function shortText(message) {
  return message.text.replace(/\s+/g, " ").slice(0, 120) || (message.media ? t(`media.${message.media.kind}`) : "");
}

function reactions(message) {
  if (!message.reactions?.length) return null;
  return h("p.reactions", { "aria-label": t("message.reactions") }, message.reactions.map((one) => h("span", { title: one.by }, one.emoji)));
}

function keyboard(message, does) {
  return inlineKeyboard(message.buttons, (button) => does.onTap(message, button));
}

function tools(message, does, mine) {
  const reply = iconButton("reply", t("message.reply"), () => does.onReply(message));
  if (mine) {
    const edit = message.text && !message.media && iconButton("edit", t("message.edit"), () => does.onEdit(message));
    return h("div.message-tools", {}, edit, reply);
  }
  const toggle = iconButton("smile", t("message.react"), () => {});
  const palette = h("div.palette", { role: "group", "aria-label": t("message.react") });
  const menu = popover(toggle, palette);
  palette.append(...EMOJI.map((emoji) => h("button", {
    type: "button",
    onclick: () => {
      menu.close();
      does.onReact(message, emoji);
    },
  }, emoji)));
  return h("div.message-tools", {}, reply, toggle, palette);
}

/** Calls `done` when a finger pulls the bubble to the left, as phones do to reply. */
function swipeable(node, done) {
  let start = null;
  node.addEventListener("touchstart", (event) => {
    const touch = event.touches[0];
    start = { x: touch.clientX, y: touch.clientY };
  }, { passive: true });
  node.addEventListener("touchend", (event) => {
    if (!start) return;
    const touch = event.changedTouches[0];
    const left = start.x - touch.clientX;
    if (left > SWIPE_PX && Math.abs(touch.clientY - start.y) < SWIPE_PX / 2) done();
    start = null;
  }, { passive: true });
}
