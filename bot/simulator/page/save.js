/** "Bewaar gesprek": every open chat as JSON, and as text that reads well on paper. */

import { api } from "./api.js";
import { demoNow } from "./clock.js";
import { download } from "./dom.js";
import { persona, state } from "./store.js";

/** Offers two downloads: gesprek-….json and gesprek-….txt. */
export async function saveConversations() {
  const moment = demoNow().toISOString();
  const name = `kernpunt-demo-${moment.slice(0, 16).replace(/[:T]/g, "-")}`;
  const chats = await Promise.all(state.open.map(async (id) => ({
    persona: persona(id),
    messages: await api.chat(id),
    text: await api.transcript(id),
  })));
  const whole = { demo: true, saved_at: moment, chats: chats.map(({ persona: who, messages }) => ({ persona: who, messages })) };
  download(`${name}.json`, new Blob([JSON.stringify(whole, null, 2)], { type: "application/json" }));
  const text = chats.map((chat) => `DEMO · ${chat.persona.name} (${chat.persona.role})\n\n${chat.text.trim()}\n`).join("\n\n");
  download(`${name}.txt`, new Blob([text], { type: "text/plain" }));
}
