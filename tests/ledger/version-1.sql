-- A ledger of version 1, as it was made before claims had contexts, with one report and its claim.
PRAGMA application_id = 1398362959;
PRAGMA user_version = 1;
CREATE TABLE texts (
    sha256 TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (sha256)
);
CREATE TABLE failures (
    location TEXT NOT NULL,
    stage TEXT NOT NULL,
    message TEXT NOT NULL,
    tries INTEGER NOT NULL,
    failed_at TEXT NOT NULL,
    PRIMARY KEY (location)
);
CREATE TABLE reports (
    id TEXT NOT NULL,
    outlet TEXT,
    title TEXT,
    published TEXT,
    url TEXT,
    path TEXT,
    authors TEXT NOT NULL,
    fetched TEXT,
    language TEXT,
    text_sha256 TEXT NOT NULL,
    state TEXT NOT NULL,
    reader TEXT,
    PRIMARY KEY (id),
    FOREIGN KEY(text_sha256) REFERENCES texts (sha256)
);
CREATE TABLE versions (
    report_id TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    kept_at TEXT NOT NULL,
    PRIMARY KEY (report_id, text_sha256),
    FOREIGN KEY(report_id) REFERENCES reports (id) ON DELETE CASCADE,
    FOREIGN KEY(text_sha256) REFERENCES texts (sha256)
);
CREATE TABLE parts (
    report_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    "begin" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,
    author TEXT,
    published TEXT,
    source_begin INTEGER,
    source_end INTEGER,
    source_quote TEXT,
    PRIMARY KEY (report_id, position),
    FOREIGN KEY(report_id) REFERENCES reports (id) ON DELETE CASCADE
);
CREATE TABLE evidence (
    report_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    place TEXT NOT NULL,
    taken INTEGER NOT NULL,
    PRIMARY KEY (report_id, position),
    FOREIGN KEY(report_id) REFERENCES reports (id) ON DELETE CASCADE
);
CREATE TABLE claims (
    id TEXT NOT NULL,
    report_id TEXT NOT NULL,
    event_type TEXT NOT NULL,
    event_mode TEXT,
    status TEXT NOT NULL,
    score FLOAT NOT NULL,
    sentence TEXT NOT NULL,
    trigger_begin INTEGER NOT NULL,
    trigger_end INTEGER NOT NULL,
    trigger_quote TEXT NOT NULL,
    event_date TEXT,
    event_date_end TEXT,
    when_type TEXT,
    when_value TEXT,
    when_grain TEXT,
    when_rule TEXT,
    when_begin INTEGER,
    when_end INTEGER,
    when_quote TEXT,
    place TEXT,
    country TEXT,
    latitude FLOAT,
    longitude FLOAT,
    radius_km FLOAT,
    place_source_id TEXT,
    place_score FLOAT,
    place_rule TEXT,
    place_kind TEXT,
    place_literal INTEGER,
    place_begin INTEGER,
    place_end INTEGER,
    place_quote TEXT,
    PRIMARY KEY (id),
    FOREIGN KEY(report_id) REFERENCES reports (id) ON DELETE CASCADE
);
CREATE INDEX claims_by_report ON claims (report_id, trigger_begin);
CREATE INDEX claims_by_type ON claims (event_type, status);
CREATE TABLE problems (
    report_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    stage TEXT NOT NULL,
    message TEXT NOT NULL,
    location TEXT,
    "begin" INTEGER,
    "end" INTEGER,
    quote TEXT,
    PRIMARY KEY (report_id, position),
    FOREIGN KEY(report_id) REFERENCES reports (id) ON DELETE CASCADE
);
CREATE TABLE parties (
    claim_id TEXT NOT NULL,
    side TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    country TEXT,
    sector TEXT,
    known TEXT,
    rule TEXT NOT NULL,
    score FLOAT NOT NULL,
    "begin" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,
    PRIMARY KEY (claim_id, side, position),
    FOREIGN KEY(claim_id) REFERENCES claims (id) ON DELETE CASCADE
);
CREATE TABLE numbers (
    claim_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    role TEXT NOT NULL,
    low INTEGER,
    high INTEGER,
    counted TEXT,
    rule TEXT NOT NULL,
    "begin" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,
    PRIMARY KEY (claim_id, position),
    FOREIGN KEY(claim_id) REFERENCES claims (id) ON DELETE CASCADE
);
CREATE TABLE links (
    claim_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    rule TEXT NOT NULL,
    score FLOAT NOT NULL,
    "begin" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,
    PRIMARY KEY (claim_id, position),
    FOREIGN KEY(claim_id) REFERENCES claims (id) ON DELETE CASCADE
);
CREATE INDEX links_by_name ON links (name);
CREATE TABLE steps (
    claim_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    field TEXT NOT NULL,
    rule TEXT NOT NULL,
    score FLOAT,
    "begin" INTEGER,
    "end" INTEGER,
    quote TEXT,
    PRIMARY KEY (claim_id, position),
    FOREIGN KEY(claim_id) REFERENCES claims (id) ON DELETE CASCADE
);
CREATE VIRTUAL TABLE claim_words USING fts5(claim_id UNINDEXED, report_id UNINDEXED, title, sentence, sources, parties, place, tokenize='unicode61 remove_diacritics 2');
CREATE VIEW claims_readable AS
    SELECT c.id, r.outlet, r.published, r.title, c.event_type, c.event_mode, c.status,
      (SELECT group_concat(name, '; ') FROM (SELECT name FROM parties WHERE claim_id = c.id AND side = 'actor' ORDER BY position)) AS actors,
      (SELECT group_concat(name, '; ') FROM (SELECT name FROM parties WHERE claim_id = c.id AND side = 'recipient' ORDER BY position)) AS recipients,
      c.place, c.country, c.event_date, c.event_date_end,
      (SELECT group_concat(name, ' < ') FROM (SELECT name FROM links WHERE claim_id = c.id ORDER BY position)) AS chain,
      c.trigger_quote, c.sentence, c.score, c.report_id
    FROM claims c JOIN reports r ON r.id = c.report_id;
INSERT INTO texts (sha256, text) VALUES ('68e8cc2329e70cf3ceb79c0c6b9c41f93ff28ea7c2a063725b7f886a75097869', 'Army says rebels shelled Telma

TELMA, March 3 (Meridian) - Rebels shelled a market in Telma on Tuesday, killing at least 12 people, the army said in a statement.');
INSERT INTO reports (id, outlet, title, published, url, path, authors, fetched, language, text_sha256, state, reader) VALUES ('r1', 'Kura Post', 'Army says rebels shelled Telma', '2026-03-03', 'https://kurapost.example/r1', 'r1.html', '["Nino Velt"]', NULL, 'en', '68e8cc2329e70cf3ceb79c0c6b9c41f93ff28ea7c2a063725b7f886a75097869', 'read', 'reader-1');
INSERT INTO versions (report_id, text_sha256, kept_at) VALUES ('r1', '68e8cc2329e70cf3ceb79c0c6b9c41f93ff28ea7c2a063725b7f886a75097869', '2026-11-28T03:47:41+00:00');
INSERT INTO parts (report_id, position, kind, begin, end, quote, author, published, source_begin, source_end, source_quote) VALUES ('r1', 0, 'headline', 0, 30, 'Army says rebels shelled Telma', NULL, NULL, NULL, NULL, NULL);
INSERT INTO evidence (report_id, position, field, value, place, taken) VALUES ('r1', 0, 'published', '2026-03-03', 'json-ld datePublished', 1);
INSERT INTO claims (id, report_id, event_type, event_mode, status, score, sentence, trigger_begin, trigger_end, trigger_quote, event_date, event_date_end, when_type, when_value, when_grain, when_rule, when_begin, when_end, when_quote, place, country, latitude, longitude, radius_km, place_source_id, place_score, place_rule, place_kind, place_literal, place_begin, place_end, place_quote) VALUES ('aaaa00000001', 'r1', 'ASSAULT', 'heavy-weapons', 'actual', 0.97, 'TELMA, March 3 (Meridian) - Rebels shelled a market in Telma on Tuesday, killing at least 12 people, the army said in a statement.', 67, 74, 'shelled', '2026-03-03', '2026-03-03', 'DATE', '2026-03-03', 'day', 'weekday', 96, 103, 'Tuesday', 'Telma', 'GEO', 42.1, 43.5, 3.0, 'geonames:1', 0.8, 'only place of this name', 'place', 1, 87, 92, 'Telma');
INSERT INTO parties (claim_id, side, position, name, country, sector, known, rule, score, begin, end, quote) VALUES ('aaaa00000001', 'actor', 0, 'Rebels', 'GEO', 'REB', NULL, 'country in question', 0.5, 60, 66, 'Rebels');
INSERT INTO parties (claim_id, side, position, name, country, sector, known, rule, score, begin, end, quote) VALUES ('aaaa00000001', 'recipient', 0, 'people', 'GEO', 'CVL', NULL, 'as written', 0.3, 125, 131, 'people');
INSERT INTO numbers (claim_id, position, role, low, high, counted, rule, begin, end, quote) VALUES ('aaaa00000001', 0, 'dead', 12, NULL, 'people', 'at least', 113, 124, 'at least 12');
INSERT INTO links (claim_id, position, name, rule, score, begin, end, quote) VALUES ('aaaa00000001', 0, 'statement', 'carried by', 0.9, 150, 161, 'a statement');
INSERT INTO links (claim_id, position, name, rule, score, begin, end, quote) VALUES ('aaaa00000001', 1, 'army', 'attribution head', 0.9, 133, 141, 'the army');
INSERT INTO steps (claim_id, position, field, rule, score, begin, end, quote) VALUES ('aaaa00000001', 0, 'type', 'trigger head', 0.97, 67, 74, 'shelled');
INSERT INTO steps (claim_id, position, field, rule, score, begin, end, quote) VALUES ('aaaa00000001', 1, 'status', 'status head', 0.9, 67, 74, 'shelled');
INSERT INTO claim_words (claim_id, report_id, title, sentence, sources, parties, place) VALUES ('aaaa00000001', 'r1', 'Army says rebels shelled Telma', 'TELMA, March 3 (Meridian) - Rebels shelled a market in Telma on Tuesday, killing at least 12 people, the army said in a statement.', 'statement army', 'Rebels people', 'Telma');
