/** What travels with a message besides text: photos, files, voice, places, contacts, polls. */

import { h, icon } from "./dom.js";
import { t } from "./words.js";

/** Sizes as people read them. @param {number} bytes */
function sizeText(bytes) {
  if (!bytes) return "";
  if (bytes < 1024) return t("size.bytes", { n: bytes });
  if (bytes < 1024 ** 2) return t("size.kilobytes", { n: Math.round(bytes / 1024) });
  return t("size.megabytes", { n: (bytes / 1024 ** 2).toFixed(1) });
}

/**
 * @param {{kind: string, url?: string, name?: string, size?: number, latitude?: number, longitude?: number}|null} media
 * @param {(label: string) => void} onVote called with the words of a poll's option
 * @returns {HTMLElement|null}
 */
export function mediaNode(media, onVote) {
  if (!media) return null;
  const draw = DRAWN[media.kind];
  return draw ? draw(media, onVote) : h("p.attachment", {}, icon("file"), t("media.other", { kind: media.kind }));
}

const DRAWN = {
  photo: (media) => picture(media, t("media.photo")),
  sticker: (media) => h("p.sticker", { title: t("media.sticker") }, media.emoji || t("media.sticker")),
  voice: (media) => sound(media, t("media.voice")),
  audio: (media) => sound(media, media.name || t("media.audio")),
  video: (media) => file(media, media.name || t("media.video")),
  animation: (media) => file(media, media.name || t("media.video")),
  video_note: (media) => file(media, t("media.video")),
  document: (media) => file(media, media.name || t("media.document")),
  location: place,
  venue: place,
  contact: (media) => h("p.attachment", {}, icon("person"),
    h("span", {}, h("strong", {}, media.name), h("br"), media.phone)),
  poll,
};

function picture(media, alt) {
  const image = h("img", { src: media.url, alt, width: media.width, height: media.height });
  image.addEventListener("error", () => image.replaceWith(h("span.no-picture", {}, icon("photo"), alt)));
  return h("a.photo", { href: media.url, target: "_blank", rel: "noopener", "aria-label": t("media.open", { name: alt }) }, image);
}

function sound(media, name) {
  return h("div.attachment", {}, icon("voice"),
    h("span", {}, h("strong", {}, name), h("br"), h("audio", { controls: true, preload: "none", src: media.url, "aria-label": name })));
}

function file(media, name) {
  return h("a.attachment.file", { href: media.url, download: media.name || "", title: name },
    icon("file"), h("span", {}, h("strong", {}, name), h("br"), h("small", {}, sizeText(media.size), " ", t("media.download"))));
}

function place(media) {
  const point = `${Number(media.latitude).toFixed(4)}, ${Number(media.longitude).toFixed(4)}`;
  return h("div.attachment.place", {}, icon("place"),
    h("span", {}, h("strong", {}, media.title || t("media.location")), h("br"), h("small", {}, media.address || point)));
}

function poll(media, onVote) {
  return h("fieldset.poll", { disabled: Boolean(media.closed) }, h("legend", {}, media.question),
    media.options.map((option) => h("button.key", { type: "button", onclick: () => onVote(option.text) },
      h("span.key-label", {}, option.text), h("span.votes", {}, option.votes))),
    media.closed && h("small", {}, t("media.poll_closed")));
}
