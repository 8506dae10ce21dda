-- The first door: who talks with us, what they ask, what came in, what goes out.
-- Times are UTC in one fixed width (2026-11-23T09:12:05.123456Z), so that they sort as text on every engine.
-- {{id}} is a primary key that we are given, {{serial}} one that the engine counts.

CREATE TABLE contacts (
  id {{id}},
  name TEXT NOT NULL,
  language TEXT NOT NULL,
  language_chosen INTEGER NOT NULL DEFAULT 0,
  welcome TEXT NOT NULL,
  proactive TEXT,
  trade TEXT NOT NULL DEFAULT '',
  expects TEXT,
  expects_subject BIGINT NOT NULL DEFAULT 0,
  expects_topic TEXT NOT NULL DEFAULT '',
  expects_since TEXT,
  unreachable_since TEXT,
  first_seen_at TEXT NOT NULL
);

CREATE TABLE staff (
  person_id {{id}} REFERENCES contacts (id),
  role TEXT NOT NULL,
  department TEXT NOT NULL DEFAULT '',
  since TEXT NOT NULL,
  revoked_at TEXT
);

-- The link itself is never kept, only its SHA-256: whoever reads the database cannot come in with it.
CREATE TABLE invites (
  token_hash TEXT PRIMARY KEY,
  role TEXT NOT NULL,
  department TEXT NOT NULL DEFAULT '',
  issued_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  claimed_by BIGINT,
  claimed_at TEXT
);

CREATE TABLE enquiries (
  id {{serial}},
  asker_id BIGINT NOT NULL REFERENCES contacts (id),
  status TEXT NOT NULL,
  language TEXT NOT NULL,
  summary TEXT NOT NULL,
  started_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  number BIGINT UNIQUE,
  topic TEXT NOT NULL DEFAULT '',
  department TEXT NOT NULL DEFAULT '',
  owner_id BIGINT NOT NULL DEFAULT 0,
  asked_at TEXT,
  promised_on TEXT,
  satisfied INTEGER,
  nudged_at TEXT
);
CREATE INDEX enquiries_of_asker ON enquiries (asker_id, id);
-- The queue in its order, so that its first page and its count cost as little with a thousand questions as with ten.
CREATE INDEX enquiries_queue ON enquiries (
  (CASE WHEN status IN ('new', 'reopened') THEN 0 ELSE 1 END), (COALESCE(promised_on, '9999-12-31')), number
) WHERE status IN ('new', 'answered', 'reopened');
CREATE UNIQUE INDEX enquiries_one_draft ON enquiries (asker_id) WHERE status = 'draft';

CREATE TABLE enquiry_parts (
  id {{serial}},
  enquiry_id BIGINT NOT NULL REFERENCES enquiries (id),
  author TEXT NOT NULL,
  author_id BIGINT NOT NULL,
  text TEXT NOT NULL,
  attachment TEXT,
  message_id BIGINT NOT NULL DEFAULT 0,
  album TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 1,
  at TEXT NOT NULL
);
CREATE INDEX enquiry_parts_of_enquiry ON enquiry_parts (enquiry_id, id);
CREATE UNIQUE INDEX enquiry_parts_once ON enquiry_parts (author_id, message_id, version) WHERE message_id <> 0;
CREATE INDEX enquiry_parts_of_album ON enquiry_parts (author_id, album) WHERE album <> '';

CREATE TABLE enquiry_events (
  id {{serial}},
  enquiry_id BIGINT NOT NULL REFERENCES enquiries (id),
  at TEXT NOT NULL,
  step TEXT NOT NULL,
  actor_id BIGINT NOT NULL,
  status TEXT NOT NULL,
  detail TEXT NOT NULL DEFAULT ''
);
CREATE INDEX enquiry_events_of_enquiry ON enquiry_events (enquiry_id, id);

CREATE TABLE answers (
  id {{serial}},
  enquiry_id BIGINT NOT NULL DEFAULT 0,
  author_id BIGINT NOT NULL,
  text TEXT NOT NULL,
  attachment TEXT,
  drafted_at TEXT NOT NULL,
  sent_at TEXT,
  closes INTEGER NOT NULL DEFAULT 0,
  message_id BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX answers_by_message ON answers (author_id, message_id) WHERE message_id <> 0;
CREATE INDEX answers_of_enquiry ON answers (enquiry_id, id);

CREATE TABLE counters (
  name TEXT PRIMARY KEY,
  value BIGINT NOT NULL
);
INSERT INTO counters (name, value) VALUES ('enquiry', 0);

-- Every update as it came, committed before Telegram is told that we have it.
CREATE TABLE inbox (
  update_id {{id}},
  chat_id BIGINT NOT NULL,
  raw TEXT NOT NULL,
  received_at TEXT NOT NULL,
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  outcome TEXT NOT NULL DEFAULT '',
  handled_at TEXT
);
CREATE INDEX inbox_waiting ON inbox (update_id) WHERE state = 'waiting';
CREATE INDEX inbox_of_chat ON inbox (chat_id);
CREATE INDEX inbox_by_age ON inbox (received_at);

-- Every message that we owe somebody, in the same transaction as the reason why.
CREATE TABLE outbox (
  id {{serial}},
  chat_id BIGINT NOT NULL,
  lane INTEGER NOT NULL,
  message TEXT NOT NULL,
  language TEXT NOT NULL,
  edits BIGINT NOT NULL DEFAULT 0,
  reply_to BIGINT NOT NULL DEFAULT 0,
  subject TEXT NOT NULL DEFAULT '',
  merge_key TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  message_id BIGINT NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  ended_at TEXT,
  error TEXT NOT NULL DEFAULT ''
);
CREATE INDEX outbox_pending ON outbox (id) WHERE state = 'pending';
CREATE UNIQUE INDEX outbox_merging ON outbox (chat_id, merge_key) WHERE merge_key <> '' AND state = 'pending';
CREATE INDEX outbox_of_chat ON outbox (chat_id, id);
CREATE INDEX outbox_delivered ON outbox (chat_id, message_id) WHERE message_id <> 0;
CREATE INDEX outbox_by_subject ON outbox (subject) WHERE subject <> '';

-- Who runs: one holder at a time; the token only ever grows.
CREATE TABLE leases (
  name TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  token BIGINT NOT NULL,
  expires_at TEXT NOT NULL
);
