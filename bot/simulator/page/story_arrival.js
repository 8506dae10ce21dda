/** How a newcomer gets in: the steps with which most stories begin. */

const WELCOME = [
  "welcome.language|{language}", "welcome.accept", "welcome.opt_in|all",
  "welcome.trade|winkel", "welcome.trade", "welcome.zone|kerkplein", "welcome.zone",
];

/** @type {import("./stories.js").Step[]} */
export const ARRIVAL = [
  { who: "entrepreneur", act: "start", when: "new", hint: "story.ask.start" },
  { who: "entrepreneur", act: "tap", when: "new", hint: "story.ask.welcome", optional: true, repeat: 8, actions: WELCOME },
];
