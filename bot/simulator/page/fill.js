/** Finds which step a form of the bot asks, and what a story answers there. The steps are known by their keys in the buttons. */

import { demoNow } from "./clock.js";
import { dayAhead } from "./words.js";

/** Callback data is a version, an action and its values: the conversation, the step, one of its options. */
const parts = (button) => {
  const [, action, , key, option] = button.data.split("|");
  return { action, key, option };
};
const WITH_KEY = ["form.pick", "form.toggle", "form.done", "form.skip", "form.keep", "form.unsure", "form.back"];
/** What stands before the label of an option, of several, that was chosen. */
const CHOSEN = "✅";
/** What to tap where a story says nothing, best first. */
const WAYS_ON = ["form.keep", "form.skip", "form.done", "form.unsure", "form.pick"];

/**
 * @param {object[]} messages oldest first
 * @returns {{message: object, buttons: object[], key: string|undefined, name: string}|null} what a form asks now: its
 *   message, the key of the step where the buttons tell it, and a name that changes with every screen
 */
export function asked(messages) {
  const message = messages.findLast((one) => one.by === "bot" && formButtons(one).length);
  if (!message) return null;
  const buttons = formButtons(message);
  const key = buttons.map(parts).find(({ action }) => WITH_KEY.includes(action))?.key;
  return { message, buttons, key, name: `${message.message_id} ${message.text} ${buttons.map((one) => one.data + one.label)}` };
}

function formButtons(message) {
  return (message.buttons ?? []).flat().filter((one) => one.data?.includes("|form."));
}

/**
 * @param {object[]} messages oldest first
 * @param {Record<string, import("./stories.js").Answer>} answers by the key of the step
 * @param {string} language of the person who fills in
 * @returns {{message: object, button: object}|{say: string}|null} what comes next; null when that is not known
 */
export function nextMove(messages, answers, language) {
  const screen = asked(messages);
  if (!screen) return null;
  const tap = (wanted) => {
    const button = screen.buttons.find((one) => wanted(parts(one), one));
    return button ? { message: screen.message, button } : null;
  };
  const finish = tap(({ action }) => action === "form.finish");
  if (finish) return finish;
  // Without a key it is the first step of a form: it has no way back and cannot be skipped.
  const answer = screen.key === undefined ? Object.values(answers)[0] : answers[screen.key];
  if (answer?.say) return { say: spoken(answer.say[language] ?? answer.say.nl) };
  return wanted(answer, tap) ?? onwards(tap);
}

function wanted(answer, tap) {
  const does = (name) => tap(({ action }) => action === name);
  if (answer?.pick) return tap(({ option }) => option === answer.pick);
  if (answer?.toggle) return tap(isChosen) ? does("form.done") : does("form.toggle");
  return null;
}

const isChosen = ({ action }, { label }) => action === "form.toggle" && label.startsWith(CHOSEN);

function onwards(tap) {
  return WAYS_ON.map((way) => tap(({ action }) => action === way)).find(Boolean) ?? null;
}

/** Days of the demo's calendar: "{day+9}" becomes the first day from then on that is no weekend, such as "8/12". */
function spoken(words) {
  return words.replace(/\{day\+(\d+)\}/g, (_, days) => dayAhead(demoNow(), Number(days)));
}
