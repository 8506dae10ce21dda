/** Turns what /sim/chats answers into what the phones draw. The only place that knows those shapes. */

const OTHER_KINDS = ["venue", "location", "contact", "poll"];

/**
 * @param {object[]} rows answer of /sim/chats/{id}
 * @param {{blocked?: boolean, keyboard?: object|null}|undefined} summary this chat's entry in /sim/chats
 * @param {number} readerId the person who looks at it
 */
export function chatFrom(rows, summary, readerId) {
  return {
    messages: rows.filter((row) => !row.deleted).map((row) => messageFrom(row, readerId)),
    blocked: Boolean(summary?.blocked),
    keyboard: summary?.keyboard ?? null,
  };
}

function messageFrom(row, readerId) {
  const reactions = row.reactions ?? [];
  return {
    message_id: row.message_id,
    by: row.by,
    author: row.from.name,
    text: row.text,
    entities: row.entities,
    buttons: row.buttons,
    reply_to: row.reply_to,
    edited: row.edited,
    pinned: row.pinned,
    silent: row.silent,
    forwarded: row.forwarded,
    media: mediaFrom(row),
    date: new Date(row.at),
    reactions: reactions.map((one) => ({ emoji: one.emoji, by: one.from.name })),
    mine: reactions.find((one) => one.from.id === readerId)?.emoji ?? "",
  };
}

function mediaFrom(row) {
  if (row.media) {
    const { type, url, file_name: name, file_size: size, emoji, width, height } = row.media;
    return { kind: type, url, name, size, emoji, width, height };
  }
  const kind = OTHER_KINDS.find((one) => row[one]);
  return kind ? OTHER[kind](row[kind]) : null;
}

const OTHER = {
  location: ({ latitude, longitude }) => ({ kind: "location", latitude, longitude }),
  venue: ({ location, title, address }) => ({ kind: "venue", ...location, title, address }),
  contact: (one) => ({
    kind: "contact", phone: one.phone_number, name: [one.first_name, one.last_name].filter(Boolean).join(" "),
  }),
  poll: ({ question, options, is_closed: closed }) => ({
    kind: "poll", question, closed, options: options.map((one) => ({ text: one.text, votes: one.voter_count })),
  }),
};
