-- What routing learns and how well it does; rules that staff made; the words of questions, to find earlier ones.

INSERT INTO counters (name, value) VALUES ('lessons', 0), ('learning_anew', 0), ('rule', 0);

-- A log: every teaching and every undoing is a row, in the order of revision; what stands is marked. What is taught in
-- the place of a lesson names that one's revision, so that undoing finds the way back; 0 for none.
CREATE TABLE lessons (
  revision BIGINT PRIMARY KEY,
  enquiry_id BIGINT NOT NULL REFERENCES enquiries (id),
  person_id BIGINT NOT NULL REFERENCES contacts (id),
  text TEXT NOT NULL,
  topic TEXT NOT NULL,
  source TEXT NOT NULL,
  taught_by BIGINT NOT NULL,
  taught_at TEXT NOT NULL,
  undone INTEGER NOT NULL DEFAULT 0,
  stands INTEGER NOT NULL DEFAULT 0,
  in_place_of BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX lessons_of_enquiry ON lessons (enquiry_id);
CREATE INDEX lessons_of_person ON lessons (person_id);
CREATE UNIQUE INDEX lessons_standing ON lessons (enquiry_id) WHERE stands = 1;
CREATE INDEX lessons_newest ON lessons (revision) WHERE stands = 1;

CREATE TABLE forecasts (
  enquiry_id BIGINT PRIMARY KEY REFERENCES enquiries (id),
  band TEXT NOT NULL,
  proposed TEXT NOT NULL,
  shown TEXT NOT NULL,
  at TEXT NOT NULL
);
CREATE INDEX forecasts_in_time ON forecasts (at);

CREATE TABLE staff_rules (
  number BIGINT PRIMARY KEY,
  topic TEXT NOT NULL,
  forbids INTEGER NOT NULL,
  words TEXT NOT NULL,
  zones TEXT NOT NULL DEFAULT '',
  staff_id BIGINT NOT NULL,
  made_at TEXT NOT NULL,
  ended_at TEXT
);
CREATE INDEX staff_rules_held ON staff_rules (number) WHERE ended_at IS NULL;

-- The first letters of the words of a question that was sent; they find a word in its plural and in a compound.
CREATE TABLE enquiry_words (
  word TEXT NOT NULL,
  enquiry_id BIGINT NOT NULL REFERENCES enquiries (id),
  PRIMARY KEY (word, enquiry_id)
);
CREATE INDEX enquiry_words_of_enquiry ON enquiry_words (enquiry_id);

-- Questions up to this number were sent before their words were noted; it comes down to 0 as that is made good.
INSERT INTO counters (name, value) SELECT 'unindexed', value FROM counters WHERE name = 'enquiry';
