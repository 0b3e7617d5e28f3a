PRAGMA user_version=4;
PRAGMA application_id=1397489668;
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
INSERT INTO "attempts" VALUES(1,1,1,10000000000,33000000000,0,'completed',0,20.0);
INSERT INTO "attempts" VALUES(1,3,1,103000000000,33000000000,0,'completed',0,20.0);
INSERT INTO "attempts" VALUES(1,5,1,196000000000,33000000000,0,'completed',0,20.0);
INSERT INTO "attempts" VALUES(2,3,1,30000000000,33000000000,0,'completed',0,20.0);
INSERT INTO "attempts" VALUES(2,5,1,83000000000,33000000000,0,'completed',0,20.0);
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
INSERT INTO "doses" VALUES(2,0,'tip-toe-walking','Tip toe walking','distance',10.0,2,'ft',2,'hands-free',0,2);
INSERT INTO "doses" VALUES(2,1,'my-heel-raise','Bent-knee heel raise','reps',4.0,2,NULL,0,NULL,1,2);
INSERT INTO "doses" VALUES(2,2,'Heel hold','Heel hold','hold',10.0,2,NULL,0,NULL,0,2);
INSERT INTO "doses" VALUES(2,3,'Soleus push-up','Soleus push-up','hold',0.0,2,NULL,0,NULL,0,2);
CREATE TABLE efforts (
            session INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
            place INTEGER NOT NULL,
            sets_done INTEGER NOT NULL,
            done REAL NOT NULL,
            work_time INTEGER NOT NULL,
            PRIMARY KEY (session, place)
        ) STRICT, WITHOUT ROWID;
INSERT INTO "efforts" VALUES(1,0,3,60.0,99000000000);
INSERT INTO "efforts" VALUES(2,0,2,40.0,66000000000);
INSERT INTO "efforts" VALUES(2,1,0,0.0,0);
INSERT INTO "efforts" VALUES(2,2,0,0.0,0);
INSERT INTO "efforts" VALUES(2,3,0,0.0,0);
CREATE TABLE journals (
            id TEXT PRIMARY KEY,
            size INTEGER NOT NULL,
            modified INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
INSERT INTO "journals" VALUES('20261130T214810Z-120507',3364,1796075296940642837);
CREATE TABLE prescriptions (
            number INTEGER PRIMARY KEY,
            digest TEXT NOT NULL UNIQUE,
            document TEXT NOT NULL
        ) STRICT;
INSERT INTO "prescriptions" VALUES(1,'3be368ede0ecf2df34488a71a7eef5ec4fc338db0d7613a12ab2a9717ff97467','{"workout":"tip-toe-walking","name":"Tip toe walking","parts":[{"index":0,"kind":"prepare","duration":10000000000},{"index":0,"kind":"work","duration":33000000000,"title":"Tip toe walking","exercise":"tip-toe-walking","sets":3,"block":0,"walk":{"legs":[{"name":"down","duration":15000000000},{"name":"turn","duration":3000000000},{"name":"back","duration":15000000000}],"distance":10.0,"unit":"ft","mode":"hands-free"},"form_cues":[{"show":"Heels 1–2 inches up","say":"Heels one to two inches up"},{"show":"Knees soft","say":"Keep your knees soft"},{"show":"Small steps","say":"Short, slow steps"},{"show":"Eyes forward"},{"show":"Feet hip-wide","say":"Feet hip width apart"},{"show":"Ankles steady","say":"Keep your ankles steady"}]},{"index":0,"kind":"rest","duration":60000000000,"sets":3,"block":0}],"steps":[[0,null],[1,1],[2,1],[1,2],[2,2],[1,3]]}');
INSERT INTO "prescriptions" VALUES(2,'84294449e2dfa3c043ec1eb8e5055c5b5b282896d3a425e8a23514dd455cb30f','{"workout":"every-dose","name":"Every dose at home","parts":[{"index":0,"kind":"prepare","duration":5000000000},{"index":0,"kind":"warm_up","duration":20000000000,"title":"Easy walk"},{"index":0,"kind":"work","duration":33000000000,"title":"Tip toe walking","exercise":"tip-toe-walking","sets":2,"block":0,"walk":{"legs":[{"name":"down","duration":15000000000},{"name":"turn","duration":3000000000},{"name":"back","duration":15000000000}],"distance":10.0,"unit":"ft","mode":"hands-free"},"form_cues":[{"show":"Heels 1–2 inches up","say":"Heels one to two inches up"},{"show":"Knees soft","say":"Keep your knees soft"},{"show":"Small steps","say":"Short, slow steps"},{"show":"Eyes forward"},{"show":"Feet hip-wide","say":"Feet hip width apart"},{"show":"Ankles steady","say":"Keep your ankles steady"}]},{"index":0,"kind":"rest","duration":20000000000,"sets":2,"block":0},{"index":0,"kind":"rest","duration":40000000000},{"index":0,"kind":"work","duration":24000000000,"title":"Bent-knee heel raise","exercise":"my-heel-raise","sets":2,"side":"left","block":1,"reps":{"count":4,"phases":[["up",2000000000],["hold",1000000000],["down",3000000000]]},"form_cues":[{"show":"Keep the bend","say":"Keep the bend in your knees"},{"show":"Knees to toes","say":"Knees over your second toes"},{"show":"Full height","say":"Rise to full height"},{"show":"Hips still","say":"Keep your hips still"},{"show":"Lower slowly"}]},{"index":0,"kind":"switch","duration":5000000000,"title":"Bent-knee heel raise","exercise":"my-heel-raise","sets":2,"side":"right","block":1},{"index":0,"kind":"work","duration":24000000000,"title":"Bent-knee heel raise","exercise":"my-heel-raise","sets":2,"side":"right","block":1,"reps":{"count":4,"phases":[["up",2000000000],["hold",1000000000],["down",3000000000]]},"form_cues":[{"show":"Keep the bend","say":"Keep the bend in your knees"},{"show":"Knees to toes","say":"Knees over your second toes"},{"show":"Full height","say":"Rise to full height"},{"show":"Hips still","say":"Keep your hips still"},{"show":"Lower slowly"}],"is_second_side":true},{"index":0,"kind":"rest","duration":20000000000,"sets":2,"block":1},{"index":0,"kind":"work","duration":10000000000,"title":"Heel hold","sets":2,"block":2},{"index":0,"kind":"work","duration":60000000000,"title":"Soleus push-up","sets":2,"block":2,"estimated":true,"beats_per_minute":60},{"index":0,"kind":"rest","duration":10000000000,"sets":2,"block":2},{"index":0,"kind":"cool_down","duration":10000000000,"title":"Stand still"}],"steps":[[0,null],[1,null],[0,null],[2,1],[3,1],[2,2],[4,null],[5,1],[6,1],[7,1],[8,1],[5,2],[6,2],[7,2],[4,null],[9,1],[10,1],[11,1],[9,2],[10,2],[12,null]]}');
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
INSERT INTO "sessions" VALUES(1,'20261130T214740Z-cf43eb','tip-toe-walking','Tip toe walking',1,'{}',1796075260143645,0,1796075489143645,0,'2026-11-30',1,0,229000000000,0,99000000000,3,3,2,6,'Left calf tight, <b>not</b> sore',NULL);
INSERT INTO "sessions" VALUES(2,'20261130T214810Z-120507','every-dose','Every dose at home',2,'{}',1796075290538000,0,1796075418635341,0,'2026-11-30',0,1,128097340680,0,66000000000,8,2,NULL,NULL,'',NULL);
CREATE INDEX sessions_by_time ON sessions (started);
CREATE INDEX sessions_by_workout ON sessions (workout, day) WHERE deleted IS NULL;
CREATE INDEX sessions_by_day ON sessions (day, sets_done, work_time, pain)
        WHERE deleted IS NULL;
COMMIT;
