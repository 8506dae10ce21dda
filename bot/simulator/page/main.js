/** Puts the page together: reads what there is, draws it, and follows the stream of events. */

import { ApiFault } from "./api.js";
import { ClockBar, setClock } from "./clock.js";
import { h } from "./dom.js";
import { InspectPanel } from "./inspect.js";
import { listen } from "./live.js";
import { Phone } from "./phone.js";
import { saveConversations } from "./save.js";
import { activate, markUnread, on, persona, state, totalUnread } from "./store.js";
import { StoryBar } from "./story.js";
import { beginAgain, readBasics, readBot, readChat, readClock, readDemo, readDemoSoon } from "./sync.js";
import { tabNodes } from "./tabs.js";
import { topNodes } from "./top.js";
import { firstLanguage, t, useLanguage } from "./words.js";

const TICK_MS = 1000;
const NOTICE_MS = 7000;
const DEMO_EVERY_TICKS = 10;
const GONE_MS = 1200;

const part = (id) => document.getElementById(id);
/** @type {Map<number, Phone>} */
const phones = new Map();
let clock;
let story;
let panel;
let noticeTimer;

function notice(words, stays = false) {
  clearTimeout(noticeTimer);
  const bar = part("status");
  bar.hidden = !words;
  bar.textContent = words;
  if (words && !stays) noticeTimer = setTimeout(() => notice(""), NOTICE_MS);
}

function fail(fault) {
  if (fault instanceof ApiFault && fault.status === 0) notice(t("status.unreachable"));
  else notice(t("status.refused", { why: fault.message }));
}

/** Runs `act`; what goes wrong is told to the reader. */
async function trying(act) {
  try {
    return await act();
  } catch (fault) {
    fail(fault);
    return undefined;
  }
}

function build() {
  clock = new ClockBar(fail);
  story = new StoryBar({ phone: (id) => phones.get(id), onFault: fail }, story);
  panel = new InspectPanel(part("panel"), fail);
  const top = topNodes({
    clock: clock.node,
    story: story.node,
    onLanguage: (code) => trying(() => speak(code)),
    onSave: () => trying(saveConversations),
    onRestart: () => trying(beginAgain),
    onInspect: () => panel.toggle(),
  });
  part("top").replaceChildren(...top);
  part("tabs").setAttribute("aria-label", t("tabs.title"));
  phones.clear();
  part("stage").replaceChildren();
  drawPhones();
  showOffer(state.demo);
  story.draw();
}

function showOffer(offer) {
  clock.plan(offer.planned);
  panel.offer(offer);
}

async function speak(code) {
  const open = panel.isOpen;
  await useLanguage(code);
  build();
  panel.toggle(open);
  await trying(() => Promise.all([panel.refresh(), readDemo()]));
}

function drawPhones() {
  for (const [id, phone] of phones) {
    if (state.open.includes(id)) continue;
    phone.node.remove();
    phones.delete(id);
  }
  for (const id of state.open) {
    if (phones.has(id)) continue;
    const phone = new Phone(persona(id), fail);
    phones.set(id, phone);
    part("stage").append(phone.node);
    show(id);
    trying(() => Promise.all([readBot(id), readChat(id)]));
  }
  part("stage").dataset.phones = String(phones.size);
  drawActive();
}

function drawActive() {
  for (const [id, phone] of phones) phone.node.classList.toggle("active", id === state.active);
  phones.get(state.active)?.log.stay();
  drawTabs();
}

function drawTabs() {
  part("tabs").replaceChildren(...tabNodes());
  document.title = totalUnread() ? `(${totalUnread()}) ${t("top.title")}` : t("top.title");
}

/** Draws one chat; what the reader cannot see at once counts as unread. */
function show(id) {
  const phone = phones.get(id);
  const chat = state.chats.get(id);
  if (!phone || !chat) return;
  const fresh = phone.sync(chat);
  if (fresh.length && chat.known && !phone.log.seesEnd()) markUnread(id, fresh);
  chat.known = true;
}

const HANDLERS = {
  chat: ({ id }) => {
    readDemoSoon();
    if (state.open.includes(id)) trying(() => readChat(id));
  },
  call: (row) => {
    panel.add(row);
    if (/^(setMy|deleteMy|setChatMenu)/i.test(row.method)) state.open.forEach((id) => trying(() => readBot(id)));
  },
  clock: (now) => {
    setClock(now);
    clock.draw();
    readDemoSoon();
  },
  typing: ({ chat }) => phones.get(chat)?.typing(true),
  toast: ({ chat, text, alert }) => phones.get(chat)?.pop.show(text, alert),
  reset: () => {
    panel.clear();
    story.restart();
    state.chats.clear();
    state.unread.clear();
    for (const phone of phones.values()) phone.clear();
    trying(readEverything);
  },
};

async function readEverything() {
  await Promise.all([readClock(), readDemo(), panel.refresh(), ...state.open.flatMap((id) => [readBot(id), readChat(id)])]);
  clock.draw();
}

let goneTimer;
function onConnection(connected) {
  clearTimeout(goneTimer);
  if (!connected) {
    goneTimer = setTimeout(() => notice(t("status.lost"), true), GONE_MS);
    return;
  }
  notice("");
  trying(readEverything);
}

function onKey(event) {
  const index = "123456789".indexOf(event.key);
  if (!event.altKey || event.ctrlKey || event.metaKey || index < 0) return;
  const id = state.open[index];
  if (id === undefined) return;
  event.preventDefault();
  activate(id);
  phones.get(id).focus();
}

function follow() {
  on("phones", drawPhones);
  on("active", drawActive);
  on("chat", (id) => {
    show(id);
    story.follow();
  });
  on("bot", (id) => phones.get(id)?.profile());
  on("unread", (id) => {
    phones.get(id)?.drawBadge();
    drawTabs();
  });
  on("demo", showOffer);
  document.addEventListener("keydown", onKey);
  document.addEventListener("visibilitychange", drawActive);
  part("stage").addEventListener("focusin", (event) => {
    const phone = event.target.closest(".phone");
    if (phone) activate(Number(phone.dataset.persona));
  });
}

function tick(count) {
  clock.draw();
  if (count % DEMO_EVERY_TICKS === 0 && !document.hidden) readDemoSoon();
  setTimeout(() => tick(count + 1), TICK_MS);
}

async function begin() {
  await useLanguage(firstLanguage());
  await readBasics();
  build();
  follow();
  listen((name, payload) => HANDLERS[name](payload), onConnection);
  tick(1);
  document.body.dataset.ready = "true";
}

begin().catch((fault) => {
  part("stage").replaceChildren(h("p.broken", {}, fault.message));
});
