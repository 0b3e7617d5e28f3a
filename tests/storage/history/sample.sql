BEGIN TRANSACTION;
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
INSERT INTO "attempts" VALUES(1,1,1,10000000000,10000000000,0,'redone',0,0.0);
INSERT INTO "attempts" VALUES(1,1,2,20000000000,33000000000,0,'completed',0,20.0);
INSERT INTO "attempts" VALUES(1,3,1,60000000000,33000000000,0,'completed',0,20.0);
INSERT INTO "attempts" VALUES(1,5,1,153000000000,33000000000,0,'completed',0,20.0);
INSERT INTO "attempts" VALUES(2,3,1,90000000000,10000000000,0,'redone',0,0.0);
INSERT INTO "attempts" VALUES(2,3,2,100000000000,33000000000,0,'completed',0,20.0);
INSERT INTO "attempts" VALUES(3,0,1,0,5000000000,0,'completed',0,0.0);
CREATE TABLE declined (
    workout TEXT NOT NULL,
    what TEXT NOT NULL,
    started INTEGER NOT NULL,
    PRIMARY KEY (workout, what)
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
INSERT INTO "doses" VALUES(1,0,'tip-toe-walking','Tip toe walking','distance',10.0,3,'ft',2,'hands-free',0,3);
INSERT INTO "doses" VALUES(2,0,'Walk','Walk','distance',10.0,1,'ft',2,'hands-free',0,1);
INSERT INTO "doses" VALUES(2,1,'Walk','Walk','distance',10.0,1,'ft',2,'tap',0,1);
INSERT INTO "doses" VALUES(2,2,'Raise','Raise','reps',5.0,1,NULL,0,NULL,0,2);
INSERT INTO "doses" VALUES(2,3,'Push','Push','hold',0.0,1,NULL,0,NULL,0,1);
INSERT INTO "doses" VALUES(2,4,'Hold','Hold','hold',30.0,2,NULL,0,NULL,1,2);
INSERT INTO "doses" VALUES(3,0,'Hold','Hold','hold',5.0,1,NULL,0,NULL,0,1);
CREATE TABLE efforts (
    session INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
    place INTEGER NOT NULL,
    sets_done INTEGER NOT NULL,
    done REAL NOT NULL,
    work_time INTEGER NOT NULL,
    PRIMARY KEY (session, place)
) STRICT, WITHOUT ROWID;
INSERT INTO "efforts" VALUES(1,0,3,60.0,109000000000);
INSERT INTO "efforts" VALUES(2,0,1,20.0,43000000000);
INSERT INTO "efforts" VALUES(2,1,0,0.0,0);
INSERT INTO "efforts" VALUES(2,2,0,0.0,0);
INSERT INTO "efforts" VALUES(2,3,0,0.0,0);
INSERT INTO "efforts" VALUES(2,4,0,0.0,0);
INSERT INTO "efforts" VALUES(3,0,1,5.0,5000000000);
CREATE TABLE journals (
    id TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    modified INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE prescriptions (
    number INTEGER PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL
) STRICT;
INSERT INTO "prescriptions" VALUES(1,'189cdb5b87bda0ceea224a832795107e823348f0210c7ddc2b8f0a999df20a57','{"workout":"w","name":"Tip toe walking","parts":[{"index":0,"kind":"prepare","duration":10000000000},{"index":0,"kind":"work","duration":33000000000,"title":"Tip toe walking","exercise":"tip-toe-walking","sets":3,"block":0,"walk":{"legs":[{"name":"down","duration":15000000000},{"name":"turn","duration":3000000000},{"name":"back","duration":15000000000}],"distance":10.0,"unit":"ft","mode":"hands-free"},"form_cues":[{"show":"Heels 1 to 2 inches up","say":"Heels one to two inches up"},{"show":"Knees soft"},{"show":"Eyes forward"}]},{"index":0,"kind":"rest","duration":60000000000,"sets":3,"block":0}],"steps":[[0,null],[1,1],[2,1],[1,2],[2,2],[1,3]]}');
INSERT INTO "prescriptions" VALUES(2,'7178780f8b48dfa7ab6743be0ce56696859b0c12ddea44cbc0a374b8ab708e85','{"workout":"w","name":"W","parts":[{"index":0,"kind":"prepare","duration":30000000000},{"index":0,"kind":"warm_up","duration":30000000000,"title":"Hold"},{"index":0,"kind":"work","duration":33000000000,"title":"Walk","sets":1,"block":0,"walk":{"legs":[{"name":"down","duration":15000000000},{"name":"turn","duration":3000000000},{"name":"back","duration":15000000000}],"distance":10.0,"unit":"ft","mode":"hands-free"}},{"index":0,"kind":"rest","duration":30000000000},{"index":0,"kind":"work","duration":33000000000,"title":"Walk","sets":1,"block":1,"estimated":true,"walk":{"legs":[{"name":"down","duration":15000000000},{"name":"turn","duration":3000000000},{"name":"back","duration":15000000000}],"distance":10.0,"unit":"ft","mode":"tap"}},{"index":0,"kind":"work","duration":30000000000,"title":"Raise","sets":1,"block":2,"reps":{"count":5,"phases":[["up",2000000000],["hold",1000000000],["down",3000000000]]}},{"index":0,"kind":"work","duration":20000000000,"title":"Raise","sets":1,"block":3,"estimated":true,"reps":{"count":5,"phases":[]}},{"index":0,"kind":"work","duration":60000000000,"title":"Push","sets":1,"block":4,"estimated":true},{"index":0,"kind":"work","duration":30000000000,"title":"Hold","sets":2,"side":"left","block":5},{"index":0,"kind":"switch","duration":30000000000,"title":"Hold","sets":2,"side":"right","block":5},{"index":0,"kind":"work","duration":30000000000,"title":"Hold","sets":2,"side":"right","block":5,"is_second_side":true},{"index":0,"kind":"rest","duration":30000000000,"sets":2,"block":5},{"index":0,"kind":"cool_down","duration":30000000000,"title":"Hold"}],"steps":[[0,null],[1,null],[0,null],[2,1],[3,null],[4,1],[3,null],[5,1],[3,null],[6,1],[3,null],[7,1],[3,null],[8,1],[9,1],[10,1],[11,1],[8,2],[9,2],[10,2],[12,null]]}');
INSERT INTO "prescriptions" VALUES(3,'040e165e0e776666c17a5a7c03bf38987509ae245733c296c6ac3774b56cf7cb','{"workout":"w","name":"W","parts":[{"index":0,"kind":"work","duration":5000000000,"title":"Hold","sets":1,"block":0}],"steps":[[0,1]]}');
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
INSERT INTO "sessions" VALUES(1,'session-0','w','Tip toe walking',1,'{}',1772436600000000,0,1772436786000000,0,'2026-03-02',1,0,186000000000,0,109000000000,3,3,3,6,'wind
…',NULL);
INSERT INTO "sessions" VALUES(2,'session-1','w','W',2,'{}',1772523000000000,0,1772523163000000,0,'2026-03-03',0,0,163000000000,0,43000000000,7,1,NULL,NULL,'',NULL);
INSERT INTO "sessions" VALUES(3,'session-2','w','W',3,'{}',1772609400000000,0,1772609405000000,0,'2026-03-04',1,0,5000000000,0,5000000000,1,1,NULL,NULL,'',NULL);
CREATE INDEX sessions_by_time ON sessions (started);
CREATE INDEX sessions_by_workout ON sessions (workout, day) WHERE deleted IS NULL;
CREATE INDEX sessions_by_day ON sessions (day, sets_done, work_time, pain)
    WHERE deleted IS NULL;
COMMIT;
