/** The paperclip: a file of the reader's own, or a sample that is ready at one tap. */

import { h, icon, iconButton, popover } from "./dom.js";
import { t } from "./words.js";

/** The market square of the example town; any point will do. */
const SQUARE = { latitude: 50.9325, longitude: 4.0361 };
const SAMPLE_SIZE = { width: 640, height: 420 };
const SAMPLE_SECONDS = 1;
const SAMPLE_RATE = 8000;

/** @param {(what: object) => void} send @returns {HTMLElement} the toggle with its menu */
export function attachMenu(send) {
  const toggle = iconButton("attach", t("attach.title"), () => {});
  const list = h("div.menu.attachments", { role: "group", "aria-label": t("attach.title") });
  const menu = popover(toggle, list);
  const item = (name, key, act) => h("button", {
    type: "button",
    onclick: () => {
      menu.close();
      act();
    },
  }, icon(name), h("span", {}, t(key)));
  list.append(
    item("photo", "attach.sample_photo", () => send({ photo: samplePhoto() })),
    item("photo", "attach.photo", () => pick("image/*", (file) => send({ photo: file }))),
    item("voice", "attach.sample_voice", async () => send({ voice: await sampleVoice() })),
    item("voice", "attach.voice", () => pick("audio/*", (file) => send({ voice: file }))),
    item("place", "attach.location", () => send({ location: SQUARE })),
    item("file", "attach.document", () => pick("", (file) => send({ document: file }))),
  );
  return h("div.menu-anchor", {}, toggle, list);
}

function pick(accept, use) {
  const input = h("input", { type: "file", accept });
  input.addEventListener("change", async () => {
    const [file] = input.files;
    if (file) use(await described(file, file.name));
  });
  input.click();
}

/** @returns {Promise<{name: string, data: string}>} what /sim/message takes for a file */
async function described(blob, name) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let binary = "";
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return { name, data: btoa(binary) };
}

/** Draws a terrace in the rain-grey town; our own picture, so that no photo has to travel with the page. */
function samplePhoto() {
  const canvas = h("canvas", SAMPLE_SIZE);
  const { width, height } = SAMPLE_SIZE;
  const draw = canvas.getContext("2d");
  const box = (colour, x, y, w, high) => {
    draw.fillStyle = colour;
    draw.fillRect(x, y, w, high);
  };
  box("#c9d6dc", 0, 0, width, height);
  for (const [x, colour, top] of [[20, "#a4553d", 90], [190, "#d8c3a0", 60], [360, "#7c8f86", 100], [510, "#b98a5e", 75]]) {
    box(colour, x, top, 150, 250);
    for (const [dx, dy] of [[25, 40], [90, 40], [25, 120], [90, 120]]) box("#eef3f2", x + dx, top + dy, 35, 45);
  }
  box("#8a8f8c", 0, 340, width, 80);
  for (const x of [90, 250, 410]) {
    box("#5d4632", x, 330, 90, 8);
    box("#5d4632", x + 41, 338, 8, 45);
    draw.fillStyle = "#1d5c57";
    draw.beginPath();
    draw.moveTo(x - 30, 265);
    draw.lineTo(x + 45, 215);
    draw.lineTo(x + 120, 265);
    draw.fill();
    box("#5d4632", x + 43, 250, 4, 80);
  }
  // Not toBlob: it waits for an idle moment, which a busy machine may not have for seconds.
  return { name: "terras.jpg", data: canvas.toDataURL("image/jpeg", 0.85).split(",")[1] };
}

/** One soft tone as a WAV file: enough to hear that a voice message travels. */
async function sampleVoice() {
  const count = SAMPLE_RATE * SAMPLE_SECONDS;
  const view = new DataView(new ArrayBuffer(44 + count));
  const text = (at, words) => [...words].forEach((letter, index) => view.setUint8(at + index, letter.charCodeAt(0)));
  text(0, "RIFF");
  view.setUint32(4, 36 + count, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, SAMPLE_RATE, true);
  view.setUint32(28, SAMPLE_RATE, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  text(36, "data");
  view.setUint32(40, count, true);
  for (let at = 0; at < count; at += 1) {
    const fade = Math.sin((Math.PI * at) / count);
    view.setUint8(44 + at, 128 + Math.round(30 * fade * Math.sin((2 * Math.PI * 330 * at) / SAMPLE_RATE)));
  }
  return described(new Blob([view]), "spraakbericht.wav");
}
