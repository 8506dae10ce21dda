/** The first job: a question comes in, and is answered. */

import { ARRIVAL } from "./story_arrival.js";

/** @type {import("./stories.js").Story} */
export const ASK = {
  id: "ask",
  steps: [
    ...ARRIVAL,
    {
      who: "entrepreneur", act: "say", hint: "story.ask.type",
      text: {
        nl: "Mag mijn terras met de kerstmarkt blijven staan?",
        fr: "Ma terrasse peut-elle rester pendant le marché de Noël ?",
        en: "May my terrace stay during the Christmas market?",
      },
    },
    {
      who: "entrepreneur", act: "tap", hint: "story.ask.topic",
      actions: ["ask.submit"], label: /terras|terrace/i,
    },
  ],
};

/** @type {import("./stories.js").Story} */
export const ANSWER = {
  id: "answer",
  steps: [
    { who: "manager", act: "start", when: "new", hint: "story.answer.start" },
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
};
