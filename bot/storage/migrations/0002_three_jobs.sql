-- The three other jobs: conversations of several steps, meetings, decisions, rounds of interviews, and what comes due.
-- Days and times that somebody chose here are ISO text as they were chosen (2026-12-03, 19:30:00); moments are UTC.

ALTER TABLE contacts ADD COLUMN zone TEXT NOT NULL DEFAULT '';
ALTER TABLE contacts ADD COLUMN engagement TEXT;
-- Sets are keys with a comma between, in order.
ALTER TABLE contacts ADD COLUMN themes TEXT NOT NULL DEFAULT '';
ALTER TABLE contacts ADD COLUMN muted TEXT NOT NULL DEFAULT '';
ALTER TABLE contacts ADD COLUMN paused_until TEXT;

CREATE INDEX enquiries_by_age ON enquiries (asked_at, id) WHERE number IS NOT NULL;

CREATE TABLE conversations (
  id {{serial}},
  form TEXT NOT NULL,
  person_id BIGINT NOT NULL REFERENCES contacts (id),
  subject BIGINT NOT NULL DEFAULT 0,
  step TEXT NOT NULL,
  stage TEXT NOT NULL,
  changing INTEGER NOT NULL DEFAULT 0,
  started_at TEXT NOT NULL,
  changed_at TEXT NOT NULL
);
CREATE INDEX conversations_of_person ON conversations (person_id, form, subject, id);
CREATE INDEX conversations_of_subject ON conversations (form, subject, id);
-- Of those that go on there is one of each kind; two taps at the same moment cannot make a second.
CREATE UNIQUE INDEX conversations_one_unfinished ON conversations (person_id, form, subject)
WHERE stage IN ('open', 'paused');
CREATE INDEX conversations_unfinished ON conversations (form, changed_at, id) WHERE stage IN ('open', 'paused');

CREATE TABLE conversation_answers (
  id {{serial}},
  conversation_id BIGINT NOT NULL REFERENCES conversations (id),
  step TEXT NOT NULL,
  how TEXT NOT NULL,
  value TEXT NOT NULL DEFAULT '',
  words TEXT NOT NULL DEFAULT '',
  attachment TEXT,
  UNIQUE (conversation_id, step)
);

CREATE TABLE meetings (
  id {{serial}},
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  day TEXT NOT NULL,
  start TEXT NOT NULL,
  starts_at TEXT NOT NULL,
  minutes INTEGER NOT NULL,
  place TEXT NOT NULL,
  decided TEXT NOT NULL,
  open TEXT NOT NULL,
  rung TEXT NOT NULL,
  created_by BIGINT NOT NULL,
  status TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 0,
  audience TEXT NOT NULL,
  reported_at TEXT,
  changed_at TEXT
);
CREATE INDEX meetings_in_time ON meetings (starts_at, id);

CREATE TABLE meeting_items (
  id {{serial}},
  meeting_id BIGINT NOT NULL REFERENCES meetings (id),
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  minutes INTEGER NOT NULL,
  owner TEXT NOT NULL DEFAULT '',
  outcome TEXT NOT NULL DEFAULT ''
);
CREATE INDEX meeting_items_of_meeting ON meeting_items (meeting_id, position);

CREATE TABLE attendances (
  id {{serial}},
  meeting_id BIGINT NOT NULL REFERENCES meetings (id),
  person_id BIGINT NOT NULL REFERENCES contacts (id),
  coming TEXT,
  at TEXT NOT NULL,
  UNIQUE (meeting_id, person_id)
);
CREATE INDEX attendances_of_person ON attendances (person_id);

CREATE TABLE meeting_inputs (
  id {{serial}},
  meeting_id BIGINT NOT NULL REFERENCES meetings (id),
  person_id BIGINT NOT NULL REFERENCES contacts (id),
  words TEXT NOT NULL,
  attachment TEXT,
  at TEXT NOT NULL
);
CREATE INDEX meeting_inputs_of_meeting ON meeting_inputs (meeting_id, id);
CREATE INDEX meeting_inputs_of_person ON meeting_inputs (person_id);

CREATE TABLE decisions (
  id {{serial}},
  what TEXT NOT NULL,
  outcome TEXT NOT NULL,
  why TEXT NOT NULL CHECK (TRIM(why) <> ''),
  created_by BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  next_on TEXT,
  next_words TEXT NOT NULL DEFAULT '',
  url TEXT NOT NULL DEFAULT '',
  contact TEXT NOT NULL DEFAULT '',
  legal TEXT NOT NULL,
  appeal TEXT NOT NULL DEFAULT '',
  audience TEXT NOT NULL,
  published_at TEXT
);
CREATE INDEX decisions_published ON decisions (published_at, id) WHERE published_at IS NOT NULL;
CREATE INDEX decisions_untold ON decisions (id) WHERE published_at IS NULL;

-- What a decision answers, and what came of it; ref_id is the row of an enquiry or of an agenda item.
CREATE TABLE decision_links (
  id {{serial}},
  decision_id BIGINT NOT NULL REFERENCES decisions (id),
  kind TEXT NOT NULL,
  ref_id BIGINT NOT NULL,
  UNIQUE (decision_id, kind, ref_id)
);
CREATE INDEX decision_links_back ON decision_links (kind, ref_id, decision_id);

CREATE TABLE campaigns (
  id {{serial}},
  interview TEXT NOT NULL,
  audience TEXT NOT NULL,
  created_by BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  closes_on TEXT NOT NULL,
  results_on TEXT NOT NULL,
  sent_at TEXT,
  feedback TEXT NOT NULL DEFAULT '',
  feedback_at TEXT
);

-- One thing to say, to one person (0: to all whom it concerns), at some moment; each is planned once.
-- A row of a message to many that was stopped gives its key free (freed is then its id), so that it can be sent later.
CREATE TABLE dues (
  id {{serial}},
  what TEXT NOT NULL,
  subject_id BIGINT NOT NULL,
  version INTEGER NOT NULL,
  person_id BIGINT NOT NULL,
  due_at TEXT NOT NULL,
  matter TEXT,
  why TEXT NOT NULL DEFAULT '',
  cast_id BIGINT NOT NULL DEFAULT 0,
  state TEXT NOT NULL,
  ended_at TEXT,
  freed BIGINT NOT NULL DEFAULT 0,
  UNIQUE (what, subject_id, version, person_id, freed)
);
CREATE INDEX dues_ready ON dues (due_at, id) WHERE state = 'waiting';
CREATE INDEX dues_of_person ON dues (person_id, state, ended_at);
CREATE INDEX dues_of_cast ON dues (cast_id, state, id) WHERE cast_id <> 0;

-- A message to many; one that was stopped gives its key free in the same way.
CREATE TABLE casts (
  id {{serial}},
  what TEXT NOT NULL,
  subject_id BIGINT NOT NULL,
  version INTEGER NOT NULL,
  confirmed_by BIGINT NOT NULL,
  confirmed_at TEXT NOT NULL,
  starts_at TEXT NOT NULL,
  state TEXT NOT NULL,
  freed BIGINT NOT NULL DEFAULT 0,
  UNIQUE (what, subject_id, version, freed)
);
CREATE INDEX casts_by_state ON casts (state, id);
