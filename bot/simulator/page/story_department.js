/** A question that a department answers: the manager hands it on, a colleague takes it, the asker reads who answered. */

import { ARRIVAL } from "./story_arrival.js";

/** @type {import("./stories.js").Story} */
export const DEPARTMENT = {
  id: "department",
  fresh: true,
  steps: [
    ...ARRIVAL,
    {
      who: "entrepreneur", act: "say", hint: "story.department.type",
      text: {
        nl: "Voor mijn deur ligt een stoeptegel los. Wie komt die vastleggen?",
        fr: "Un pavé du trottoir est descellé devant ma porte. Qui vient le refixer ?",
        en: "A paving stone is loose in front of my door. Who will come and fix it?",
      },
    },
    {
      who: "entrepreneur", act: "tap", hint: "story.department.topic",
      actions: ["ask.submit|*|hinder", "ask.submit"], label: /hinder|werken|travaux|works/i,
    },
    { who: "manager", act: "tap", hint: "story.department.hand", actions: ["hand.choose"] },
    { who: "manager", act: "tap", hint: "story.department.choose", actions: ["hand.ask|*|openbaar_domein"] },
    {
      who: "manager", act: "say", hint: "story.department.note",
      text: { nl: "Kan dit nog deze week?", fr: "Est-ce possible cette semaine ?", en: "Can this be done this week?" },
    },
    { who: "staff", act: "tap", hint: "story.department.take", actions: ["hold.take"] },
    {
      who: "staff", act: "reply", hint: "story.department.reply", actions: ["queue.answer"],
      text: {
        nl: "Onze ploeg legt de tegel morgenvoormiddag vast.",
        fr: "Notre équipe refixe le pavé demain matin.",
        en: "Our team will fix the stone tomorrow morning.",
      },
    },
    { who: "staff", act: "tap", hint: "story.department.send", actions: ["answer.send|*|1", "answer.send"] },
    { who: "entrepreneur", act: "tap", hint: "story.department.thanks", actions: ["mine.helped"] },
  ],
};
