-- The tables of each version of the history that is still read, as they were released.
-- A version has those of the ones before, too.

-- version 1
CREATE TABLE prescriptions (
    number INTEGER PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL
) STRICT;
CREATE TABLE sessions (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    workout TEXT NOT NULL,
    name TEXT NOT NULL,
    prescription INTEGER NOT NULL REFERENCES prescriptions,
    choices TEXT NOT NULL,
    started INTEGER NOT NULL,
    started_offset INTEGER NOT NULL,
    ended INTEGER NOT NULL,
    ended_offset INTEGER NOT NULL,
    day TEXT NOT NULL,
    completed INTEGER NOT NULL,
    partial INTEGER NOT NULL,
    duration INTEGER NOT NULL,
    paused INTEGER NOT NULL,
    work_time INTEGER NOT NULL,
    sets INTEGER NOT NULL,
    sets_done INTEGER NOT NULL,
    pain INTEGER,
    effort INTEGER,
    note TEXT NOT NULL,
    deleted INTEGER
) STRICT;
CREATE INDEX sessions_by_time ON sessions (started);
CREATE INDEX sessions_by_workout ON sessions (workout, day) WHERE deleted IS NULL;
CREATE TABLE attempts (
    session INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
    step INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    began INTEGER NOT NULL,
    elapsed INTEGER NOT NULL,
    paused INTEGER NOT NULL,
    reason TEXT NOT NULL,
    reps INTEGER NOT NULL,
    distance REAL NOT NULL,
    PRIMARY KEY (session, step, attempt)
) STRICT, WITHOUT ROWID;
CREATE TABLE doses (
    prescription INTEGER NOT NULL REFERENCES prescriptions ON DELETE CASCADE,
    place INTEGER NOT NULL,
    exercise TEXT NOT NULL,
    title TEXT NOT NULL,
    measure TEXT NOT NULL,
    amount REAL NOT NULL,
    prescribed_sets INTEGER NOT NULL,
    unit TEXT,
    legs INTEGER NOT NULL,
    mode TEXT,
    each_side INTEGER NOT NULL,
    sets INTEGER NOT NULL,
    PRIMARY KEY (prescription, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE efforts (
    session INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
    place INTEGER NOT NULL,
    sets_done INTEGER NOT NULL,
    done REAL NOT NULL,
    work_time INTEGER NOT NULL,
    PRIMARY KEY (session, place)
) STRICT, WITHOUT ROWID;

-- version 2
CREATE INDEX sessions_by_day ON sessions (day, sets_done, work_time, pain)
    WHERE deleted IS NULL;

-- version 3
CREATE TABLE declined (
    workout TEXT NOT NULL,
    what TEXT NOT NULL,
    started INTEGER NOT NULL,
    PRIMARY KEY (workout, what)
) STRICT, WITHOUT ROWID;

-- version 4
CREATE TABLE journals (
    id TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    modified INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
