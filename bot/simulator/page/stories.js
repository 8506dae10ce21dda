/**
 * The guided stories, as data. A story is a title and steps; words of the page stand in words/*.json under `say`,
 * what the people of the demo type stands here, by the language of the persona.
 *
 * @typedef {object} Step
 * @property {string} who role of the persona who acts
 * @property {"start"|"say"|"reply"|"tap"} act
 * @property {string} hint key of the sentence that tells what to do
 * @property {Record<string, string>} [text] what to type, by language
 * @property {string[]} [actions] callback actions to look for, best first, with the first of their values where it matters
 * @property {RegExp} [label] which of such buttons to prefer; when none asks for it, which words will do
 * @property {boolean} [first] when nothing fits, the first button of the bot's newest answer
 * @property {boolean} [optional] go on quietly when there is no such button
 * @property {"empty"} [when] only when the chat is still empty
 * @property {number} [repeat] tap again as long as a button matches, at most so often
 */

/** @type {{id: string, steps: Step[]}[]} */
export const STORIES = [
  {
    id: "ask",
    steps: [
      { who: "entrepreneur", act: "start", when: "empty", hint: "story.ask.start" },
      {
        who: "entrepreneur", act: "tap", hint: "story.ask.welcome", optional: true, repeat: 6,
        actions: ["welcome.language|{language}", "welcome.accept", "welcome.opt_in|all", "welcome.trade|winkel", "welcome.trade"],
      },
      {
        who: "entrepreneur", act: "say", hint: "story.ask.type",
        text: {
          nl: "Mag mijn terras met de kerstmarkt blijven staan?",
          fr: "Ma terrasse peut-elle rester pendant le marché de Noël ?",
          en: "May my terrace stay during the Christmas market?",
        },
      },
      {
        who: "entrepreneur", act: "tap", hint: "story.ask.topic", first: true,
        actions: ["ask.submit"], label: /terras|terrace/i,
      },
    ],
  },
  {
    id: "answer",
    steps: [
      { who: "manager", act: "start", when: "empty", hint: "story.answer.start" },
      {
        who: "manager", act: "reply", hint: "story.answer.reply",
        actions: ["queue.answer", "queue.show"], label: /antwoord|répond|answer/i,
        text: {
          nl: "Ja, je terras mag blijven staan. Laat 1,5 meter vrij voor voetgangers.",
          fr: "Oui, votre terrasse peut rester. Laissez 1,5 mètre aux piétons.",
          en: "Yes, your terrace may stay. Leave 1.5 metres free for pedestrians.",
        },
      },
      {
        who: "manager", act: "tap", hint: "story.answer.send", optional: true,
        actions: ["answer.send"],
      },
      {
        who: "entrepreneur", act: "tap", hint: "story.answer.thanks", optional: true,
        actions: ["mine.helped"],
      },
    ],
  },
];
