/** The fourth job: a decision with its why, and what people say of it. */

import { ARRIVAL } from "./story_arrival.js";

const DECISION = {
  what: { say: { nl: "Terrassen mogen tijdens de kerstmarkt blijven staan, achter de kramen niet" } },
  outcome: { pick: "partly" },
  why: { say: { nl: "Wie met een kinderwagen of rolstoel komt, moet 1,5 meter vrij hebben. Achter de kramen is die er niet." } },
  then: { say: { nl: "Amira tekent met krijt op het plein waar je terras kan staan." } },
  enquiries: { toggle: true },
  legal: { pick: "informative" },
  group: { pick: "zone" },
  zone: { pick: "kerkplein" },
};

/** @type {import("./stories.js").Story} */
export const DECIDE = {
  id: "decide",
  fresh: true,
  steps: [
    ...ARRIVAL,
    { who: "manager", act: "say", hint: "story.decide.open", text: { nl: "/beslissingen" } },
    { who: "manager", act: "tap", hint: "story.decide.new", actions: ["decision.new"] },
    { who: "manager", act: "fill", hint: "story.decide.fill", answers: DECISION, actions: ["cast.send"] },
    { who: "manager", act: "tap", hint: "story.cast.send", actions: ["cast.send"] },
    { who: "entrepreneur", act: "clock", due: "decision.", hint: "story.cast.hold", actions: ["decision.react"] },
    { who: "entrepreneur", act: "tap", hint: "story.decide.react", actions: ["decision.react"] },
    {
      who: "entrepreneur", act: "say", hint: "story.decide.words",
      text: {
        nl: "Mag ik dan warmtelampen zetten?",
        fr: "Puis-je alors mettre des chauffages ?",
        en: "May I put heaters there, then?",
      },
    },
    { who: "entrepreneur", act: "tap", hint: "story.decide.submit", actions: ["ask.submit"] },
  ],
};
