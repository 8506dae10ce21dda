-- Departments and the queue: who was given a question and for how long, what was said inside, what was done to whom.

ALTER TABLE enquiries ADD COLUMN promises INTEGER NOT NULL DEFAULT 0;
ALTER TABLE enquiries ADD COLUMN resumes TEXT;
ALTER TABLE enquiries ADD COLUMN paused_until TEXT;
ALTER TABLE enquiries ADD COLUMN follows BIGINT NOT NULL DEFAULT 0;
ALTER TABLE enquiries ADD COLUMN busy_id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE enquiries ADD COLUMN busy_until TEXT;
ALTER TABLE enquiries ADD COLUMN missed_on TEXT;
UPDATE enquiries SET promises = 1 WHERE promised_on IS NOT NULL;
CREATE INDEX enquiries_followers ON enquiries (follows) WHERE follows <> 0;

-- The queue in its order, whole and by what it can be narrowed to; the conditions stand in the queries as they do here.
DROP INDEX enquiries_queue;
CREATE INDEX enquiries_queue ON enquiries (
  (CASE WHEN status IN ('new', 'offered', 'accepted', 'snoozed', 'reopened') THEN 0 ELSE 1 END),
  (COALESCE(missed_on, promised_on, '9999-12-31')), number
) WHERE status IN ('new', 'offered', 'accepted', 'asked', 'snoozed', 'elsewhere', 'answered', 'reopened');
CREATE INDEX enquiries_queue_of_owner ON enquiries (
  owner_id,
  (CASE WHEN status IN ('new', 'offered', 'accepted', 'snoozed', 'reopened') THEN 0 ELSE 1 END),
  (COALESCE(missed_on, promised_on, '9999-12-31')), number
) WHERE status IN ('new', 'offered', 'accepted', 'asked', 'snoozed', 'elsewhere', 'answered', 'reopened');
CREATE INDEX enquiries_queue_of_department ON enquiries (
  department,
  (CASE WHEN status IN ('new', 'offered', 'accepted', 'snoozed', 'reopened') THEN 0 ELSE 1 END),
  (COALESCE(missed_on, promised_on, '9999-12-31')), number
) WHERE status IN ('new', 'offered', 'accepted', 'asked', 'snoozed', 'elsewhere', 'answered', 'reopened');
-- Of one state; as an expression, so that the whole queue, which names eight of them, comes out of its own index.
CREATE INDEX enquiries_queue_by_status ON enquiries ((status || ''), (COALESCE(missed_on, promised_on, '9999-12-31')), number)
WHERE status IN ('new', 'offered', 'accepted', 'asked', 'snoozed', 'elsewhere', 'answered', 'reopened');

-- A question as a department has it: offered until accept_by, taken by a colleague, refused, come back, or answered.
-- An advice leaves the question with the manager, who puts one answer together.
CREATE TABLE assignments (
  id {{serial}},
  enquiry_id BIGINT NOT NULL REFERENCES enquiries (id),
  department TEXT NOT NULL,
  is_advice INTEGER NOT NULL DEFAULT 0,
  offered_by BIGINT NOT NULL,
  offered_at TEXT NOT NULL,
  accept_by TEXT NOT NULL,
  asked TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL,
  person_id BIGINT NOT NULL DEFAULT 0,
  ended_at TEXT,
  reason TEXT NOT NULL DEFAULT '',
  advice TEXT NOT NULL DEFAULT ''
);
CREATE INDEX assignments_of_enquiry ON assignments (enquiry_id, id);
CREATE INDEX assignments_of_department ON assignments (department, state, id);
CREATE INDEX assignments_of_person ON assignments (person_id, state) WHERE person_id <> 0;
CREATE UNIQUE INDEX assignments_once ON assignments (enquiry_id, department) WHERE state IN ('offered', 'accepted');

-- What staff tell each other. It lies apart from what is said to askers, so that nothing can send it to them.
CREATE TABLE notes (
  id {{serial}},
  enquiry_id BIGINT NOT NULL REFERENCES enquiries (id),
  author_id BIGINT NOT NULL,
  text TEXT NOT NULL,
  at TEXT NOT NULL,
  message_id BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX notes_of_enquiry ON notes (enquiry_id, id);
CREATE INDEX notes_by_message ON notes (author_id, message_id) WHERE message_id <> 0;

-- Answers to use again. With a department they are its own, without one everybody's; "" as topic fits every topic.
CREATE TABLE canned (
  id {{serial}},
  department TEXT NOT NULL DEFAULT '',
  topic TEXT NOT NULL DEFAULT '',
  use_for TEXT NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  made_by BIGINT NOT NULL,
  made_at TEXT NOT NULL,
  used INTEGER NOT NULL DEFAULT 0,
  ended_at TEXT
);
CREATE INDEX canned_held ON canned (topic, used, id) WHERE ended_at IS NULL;

-- What staff write to an asker besides an answer: a question back, or who helps instead; kept until it is sent.
CREATE TABLE letters (
  id {{serial}},
  enquiry_id BIGINT NOT NULL REFERENCES enquiries (id),
  author_id BIGINT NOT NULL,
  use_for TEXT NOT NULL,
  text TEXT NOT NULL,
  drafted_at TEXT NOT NULL,
  party TEXT NOT NULL DEFAULT '',
  sent_at TEXT,
  attachment TEXT,
  message_id BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX letters_of_enquiry ON letters (enquiry_id, use_for, id);
CREATE INDEX letters_by_message ON letters (author_id, message_id) WHERE message_id <> 0;

ALTER TABLE answers ADD COLUMN signed TEXT NOT NULL DEFAULT 'person';
ALTER TABLE answers ADD COLUMN taken_back_at TEXT;
ALTER TABLE answers ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

ALTER TABLE staff ADD COLUMN away_until TEXT;
ALTER TABLE staff ADD COLUMN stand_in_id BIGINT NOT NULL DEFAULT 0;
CREATE INDEX staff_of_department ON staff (department, person_id) WHERE revoked_at IS NULL;
CREATE INDEX staff_left ON staff (person_id) WHERE revoked_at IS NOT NULL;

-- A link has a short code beside it, for those whose Telegram drops the link's end; of both only the hash is kept.
-- Whoever claims comes in once the one who invited them says that it is them; 0: made on the console, confirmed by it.
ALTER TABLE invites ADD COLUMN id BIGINT;
ALTER TABLE invites ADD COLUMN code_hash TEXT;
ALTER TABLE invites ADD COLUMN issued_by BIGINT NOT NULL DEFAULT 0;
ALTER TABLE invites ADD COLUMN confirmed_at TEXT;
ALTER TABLE invites ADD COLUMN ended_at TEXT;
CREATE UNIQUE INDEX invites_by_id ON invites (id) WHERE id IS NOT NULL;
CREATE UNIQUE INDEX invites_by_code ON invites (code_hash) WHERE code_hash IS NOT NULL;
CREATE INDEX invites_by_issuer ON invites (issued_by, issued_at);

-- Acts that somebody may have to account for, without what people wrote; each row's hash covers the one before it.
CREATE TABLE audit (
  id {{id}},
  at TEXT NOT NULL,
  actor_id BIGINT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  outcome TEXT NOT NULL,
  hash TEXT NOT NULL
);

CREATE INDEX audit_of_actor ON audit (actor_id, action, at);

-- Numbers by month, topic and zone, counted as things happen: what a year was like costs the same in every town.
CREATE TABLE tallies (
  month TEXT NOT NULL,
  topic TEXT NOT NULL,
  zone TEXT NOT NULL,
  department TEXT NOT NULL,
  what TEXT NOT NULL,
  count BIGINT NOT NULL,
  PRIMARY KEY (month, topic, zone, department, what)
);

-- The ledger: how many messages of each day ended as what.
CREATE TABLE ledger_days (
  day TEXT NOT NULL,
  kind TEXT NOT NULL,
  count BIGINT NOT NULL,
  PRIMARY KEY (day, kind)
);
CREATE INDEX inbox_handled ON inbox (handled_at) WHERE handled_at IS NOT NULL;

-- The first letters of people's names, to find their questions.
CREATE TABLE name_words (
  word TEXT NOT NULL,
  person_id BIGINT NOT NULL,
  PRIMARY KEY (word, person_id)
);
CREATE INDEX name_words_of_person ON name_words (person_id);

INSERT INTO counters (name, value) VALUES ('audit', 0), ('invite', 0), ('unnamed', 1);
