/** The second job: the guide's interview, from invitation to what is done with it. */

import { ARRIVAL } from "./story_arrival.js";

const ROUND = { whom: { pick: "all" } };

const FIRST = {
  levendig: { say: { nl: "Als er ook na zes uur nog volk is.", fr: "Quand il y a du monde après 18 heures.", en: "When there are people after six." } },
  waarom_hier: { say: { nl: "Mijn ouders hadden hier een bakkerij.", fr: "Mes parents avaient une boulangerie ici.", en: "My parents had a bakery here." } },
  trots: { pick: "4" },
};

const REST = {
  contact: { pick: "soms" },
  klanten: { say: { nl: "Vooral gezinnen uit de buurt.", fr: "Surtout des familles du quartier.", en: "Mostly families from nearby." } },
  combineren: { pick: "vaak" },
  veranderen: { say: { nl: "Meer bankjes en minder auto’s op het plein.", fr: "Plus de bancs et moins de voitures sur la place.", en: "More benches and fewer cars on the square." } },
  voor_start: { pick: "nee" },
  terecht: { pick: "soms" },
  verwacht: { say: { nl: "Dat iemand antwoordt.", fr: "Que quelqu’un réponde.", en: "That somebody answers." } },
};

const FEEDBACK = {
  heard: { say: { nl: "Jullie willen meer bankjes op het plein, en volk na zes uur." } },
  doing: { say: { nl: "We zetten er in april vijf. Over de avonden praten we op het overleg." } },
};

/** @type {import("./stories.js").Story} */
export const INTERVIEW = {
  id: "interview",
  fresh: true,
  steps: [
    ...ARRIVAL,
    { who: "manager", act: "say", hint: "story.interview.open", text: { nl: "/bevragingen" } },
    { who: "manager", act: "tap", hint: "story.interview.new", actions: ["round.new"] },
    { who: "manager", act: "fill", hint: "story.interview.fill", answers: ROUND, actions: ["cast.send"] },
    { who: "manager", act: "tap", hint: "story.cast.send", actions: ["cast.send"] },
    { who: "entrepreneur", act: "clock", due: "interview.", hint: "story.cast.hold", actions: ["interview.begin"] },
    { who: "entrepreneur", act: "tap", hint: "story.interview.begin", actions: ["interview.begin"] },
    { who: "entrepreneur", act: "fill", hint: "story.interview.answer", answers: FIRST, stop: "trots_om" },
    { who: "entrepreneur", act: "tap", hint: "story.interview.pause", actions: ["form.pause"] },
    { who: "entrepreneur", act: "tap", hint: "story.interview.on", actions: ["interview.begin"] },
    { who: "entrepreneur", act: "fill", hint: "story.interview.rest", answers: REST, actions: ["interview.mine"] },
    { who: "manager", act: "say", hint: "story.interview.results", text: { nl: "/bevragingen" } },
    { who: "manager", act: "tap", hint: "story.interview.round", actions: ["round.show"] },
    { who: "manager", act: "tap", hint: "story.interview.look", actions: ["round.page"] },
    { who: "manager", act: "tap", hint: "story.interview.back", actions: ["round.show"] },
    { who: "manager", act: "tap", hint: "story.interview.table", actions: ["round.table"] },
    { who: "manager", act: "tap", hint: "story.interview.feedback", actions: ["round.write", "round.tell"] },
    { who: "manager", act: "fill", hint: "story.interview.feedback_fill", answers: FEEDBACK, actions: ["cast.send"] },
    { who: "manager", act: "tap", hint: "story.cast.send", actions: ["cast.send"] },
    { who: "entrepreneur", act: "clock", due: "interview.", hint: "story.interview.heard", actions: ["settings.mute|interview"], news: true },
  ],
};
