-- What people are told on their phones: an outbox like the ERP's, written in the same commit as what caused it.
CREATE TABLE push_messages (
    id TEXT PRIMARY KEY,
    sequence BIGINT NOT NULL,
    kind TEXT NOT NULL,
    person_id TEXT NOT NULL,
    invoice_id TEXT NOT NULL,
    invoice_version INTEGER NOT NULL,
    level INTEGER NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    words TEXT NOT NULL,
    dead TEXT NOT NULL,
    way TEXT NOT NULL,
    asked_at TIMESTAMPTZ NOT NULL,
    not_before TIMESTAMPTZ NOT NULL,
    settled_at TIMESTAMPTZ
);

-- The ways to reach a person, in the order of their preference. `address` is sealed: its key is not in the books.
CREATE TABLE push_channels (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    shown TEXT NOT NULL,
    address TEXT NOT NULL,
    words TEXT NOT NULL,
    failed_at TIMESTAMPTZ
);

CREATE TABLE push_languages (
    person_id TEXT PRIMARY KEY,
    language TEXT NOT NULL
);

-- Reminders given about a step, one and two; three is that somebody else was told. None is given twice: the key.
CREATE TABLE push_nags (
    invoice_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    level INTEGER NOT NULL,
    person_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    digest_id TEXT NOT NULL,
    given_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (invoice_id, version, level, person_id, number)
);
