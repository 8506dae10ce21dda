/** Finds the button that a story step is about: by what it asks the bot to do, and only then by its words. */

/** Callback data is a version, an action and its values, with bars between them; what is wanted has no version. */
function asksFor(data, wanted) {
  const given = data.split("|").slice(1);
  return wanted.split("|").every((part, place) => part === "*" || part === given[place]);
}

/**
 * @param {object[]} messages oldest first
 * @param {import("./stories.js").Step} step
 * @param {string} language of the person who acts
 * @param {Set<string>} [tapped] names of buttons that were had already
 * @returns {{message: object, button: object, name: string}|null} the button that asks for what is meant, in the newest message
 *   that has one; else, among what the bot said since the person last spoke, the button with fitting words
 */
export function seek(messages, step, language, tapped = new Set()) {
  const actions = (step.actions ?? []).map((action) => action.replace("{language}", language));
  const newestFirst = [...messages].reverse();
  const left = (message) => targetsIn(message).filter((one) => !tapped.has(one.name));
  const meant = newestFirst.map((message) => best(left(message), actions, step.label)).find(Boolean);
  if (meant) return meant;
  const answers = messages.slice(messages.findLastIndex((one) => one.by === "person") + 1).reverse().flatMap(left);
  return answers.find((one) => step.label?.test(one.button.label)) ?? null;
}

function targetsIn(message) {
  const buttons = (message.buttons ?? []).flat().filter((one) => one.data !== undefined);
  return buttons.map((button) => ({ message, button, name: `${message.message_id} ${button.data}` }));
}

/** The button with the best action; of those with the same one, that with the preferred label. */
function best(targets, actions, label) {
  const rank = ({ button }) => {
    const found = actions.findIndex((action) => asksFor(button.data, action));
    return found < 0 ? Infinity : found - (label?.test(button.label) ? 0.5 : 0);
  };
  return targets.filter((one) => rank(one) < Infinity).sort((a, b) => rank(a) - rank(b))[0];
}
