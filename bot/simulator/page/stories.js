/**
 * The guided stories, as data. A story is a title and steps; words of the page stand in words/*.json under `story`,
 * what the people of the demo type stands with the stories, by the language of the persona.
 *
 * @typedef {{pick: string}|{toggle: true}|{say: Record<string, string>}} Answer the key of an option; the first of several
 *   options; or what is typed, by language, in which "{day+9}" is the first day from then on that is no weekend
 * @typedef {object} Step
 * @property {string} who role of the persona who acts
 * @property {"start"|"say"|"reply"|"tap"|"fill"|"clock"} act
 * @property {string} hint key of the sentence that tells what to do
 * @property {Record<string, string>} [text] what to type, by language
 * @property {string[]} [actions] callback actions to look for, best first, with the values that matter ("*" is any):
 *   of the button to tap, or of the one that is there once a form is filled in or the clock was moved far enough
 * @property {RegExp} [label] which of such buttons to prefer; when none asks for it, which words will do
 * @property {boolean} [optional] go on quietly when there is no such button
 * @property {"new"} [when] only when the chat was empty when the story began
 * @property {number} [repeat] tap again as long as a button matches, at most so often
 * @property {Record<string, Answer>} [answers] of a form, by the key of its step, in order; what is not here is skipped
 * @property {Answer[]} [others] answers to the steps whose keys are not known beforehand, in the order in which they come
 * @property {string} [stop] the key of the step of a form at which to stop
 * @property {string} [due] how the kind begins of what the clock is moved to, e.g. "meeting."; anything where none is planned
 * @property {boolean} [news] only a button of a message that came after this step began
 * @typedef {{id: string, fresh?: boolean, steps: Step[]}} Story `fresh`: nothing from before it was begun is looked at
 */

import { DECIDE } from "./story_decision.js";
import { DEPARTMENT } from "./story_department.js";
import { INTERVIEW } from "./story_interview.js";
import { MEET } from "./story_meeting.js";
import { ANSWER, ASK } from "./story_questions.js";

/** @type {Story[]} */
export const STORIES = [ASK, ANSWER, DEPARTMENT, INTERVIEW, MEET, DECIDE];
