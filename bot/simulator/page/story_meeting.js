/** The third job: a meeting from its form to its report. */

import { ARRIVAL } from "./story_arrival.js";

const MEETING = {
  kind: { pick: "consultation" },
  title: { say: { nl: "Kerstmarkt op het Kerkplein" } },
  day: { say: { nl: "{day+10}" } },
  start: { say: { nl: "19.30" } },
  minutes: { say: { nl: "90" } },
  place: { say: { nl: "Zaal De Molen, Kerkplein 3" } },
  decided: { say: { nl: "Er komt een kerstmarkt, van 12 tot 20 december." } },
  open: { say: { nl: "Waar de kramen staan, en waar je laadt en lost." } },
  rung: { pick: "advise" },
  "item.1.kind": { pick: "look_back" },
  "item.1.title": { say: { nl: "Terugblik op vorig jaar" } },
  "item.1.minutes": { say: { nl: "15" } },
  "item.1.more": { pick: "yes" },
  "item.2.kind": { pick: "discussion" },
  "item.2.title": { say: { nl: "Plaats van de kramen" } },
  "item.2.minutes": { say: { nl: "60" } },
  "item.2.owner": { say: { nl: "Amira" } },
  "item.2.more": { pick: "yes" },
  "item.3.kind": { pick: "look_ahead" },
  "item.3.title": { say: { nl: "Wie wat doet" } },
  "item.3.minutes": { say: { nl: "15" } },
  "item.3.more": { pick: "no" },
  whom: { pick: "all" },
};

const REPORT = [
  { say: { nl: "Vorig jaar stonden de kramen te dicht bij de winkels." } },
  { say: { nl: "De kramen komen in het midden van het plein. Laden en lossen kan tot 10 uur." } },
  { say: { nl: "Amira tekent het plan uit. Karel vraagt de buren." } },
];

/** @type {import("./stories.js").Story} */
export const MEET = {
  id: "meet",
  fresh: true,
  steps: [
    ...ARRIVAL,
    { who: "manager", act: "say", hint: "story.meet.open", text: { nl: "/agenda" } },
    { who: "manager", act: "tap", hint: "story.meet.new", actions: ["meeting.new"] },
    { who: "manager", act: "fill", hint: "story.meet.fill", answers: MEETING, actions: ["cast.send"] },
    { who: "manager", act: "tap", hint: "story.cast.send", actions: ["cast.send"] },
    { who: "entrepreneur", act: "clock", due: "meeting.", hint: "story.cast.hold", actions: ["meeting.come"] },
    { who: "entrepreneur", act: "tap", hint: "story.meet.yes", actions: ["meeting.come|*|*|yes"] },
    { who: "entrepreneur", act: "tap", hint: "story.meet.calendar", actions: ["meeting.calendar"] },
    { who: "entrepreneur_fr", act: "tap", hint: "story.meet.no", actions: ["meeting.come|*|*|no"] },
    {
      who: "entrepreneur_fr", act: "say", hint: "story.meet.input",
      text: { nl: "Denk aan stroom voor de kramen.", fr: "Pensez au courant pour les stands." },
    },
    { who: "entrepreneur", act: "clock", due: "meeting.", hint: "story.meet.day", actions: ["meeting.come"], news: true },
    { who: "manager", act: "clock", due: "meeting.", hint: "story.meet.after", actions: ["meeting.write_report"], news: true },
    { who: "manager", act: "tap", hint: "story.meet.report", actions: ["meeting.write_report"] },
    { who: "manager", act: "fill", hint: "story.meet.report_fill", answers: {}, others: REPORT, actions: ["cast.send"] },
    { who: "manager", act: "tap", hint: "story.cast.send", actions: ["cast.send"] },
    { who: "entrepreneur", act: "clock", due: "meeting.", hint: "story.meet.reported", actions: ["meeting.report_whole", "ask.invite"], news: true },
  ],
};
