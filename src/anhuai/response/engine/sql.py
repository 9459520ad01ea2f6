"""The statements with which the ingress writes the room's tables; a test holds them to the models.

Everything may be run again: a row that is there already stays as it is.
"""

# One statement, so one transaction: the alarm, its first timer (due at once: it opens the case),
# the outbox row that tells browsers. Whoever repeats an alarm adds none of the three.
PG_ALARMS = """
WITH given AS (
  SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::bigint[],
    $6::boolean[], $7::text[], $8::text[])
    AS u(device_id, key, kind, pressed_ms, received_ms, is_late, protocol, body)
), fresh AS (
  INSERT INTO response_alarm
    (device_id, key, kind, pressed_ms, received_ms, is_late, protocol, body, committed_ms)
  SELECT g.*, (extract(epoch FROM clock_timestamp()) * 1000)::bigint FROM given g
  ON CONFLICT (device_id, key) DO NOTHING RETURNING id, received_ms
), timers AS (
  INSERT INTO response_timer (alarm_id, step, due_ms, state)
  SELECT id, 0, received_ms, 'waiting' FROM fresh
)
INSERT INTO response_outbox (alarm_id, at_ms) SELECT id, received_ms FROM fresh RETURNING alarm_id
"""
PG_READINGS = """
INSERT INTO response_reading (device_id, key, kind, pressed_ms, received_ms, body)
SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::text[])
ON CONFLICT (device_id, key) DO NOTHING
"""
PG_SEEN = """
UPDATE response_device AS d SET
  last_seen_ms = GREATEST(COALESCE(d.last_seen_ms, 0), u.seen),
  battery = COALESCE(u.battery, d.battery)
FROM unnest($1::bigint[], $2::bigint[], $3::int[]) AS u(id, seen, battery) WHERE d.id = u.id
"""
PG_QUARANTINE = """
INSERT INTO response_quarantine (protocol, reason, peer, sample, count, first_ms, last_ms)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (protocol, reason, peer) DO UPDATE SET
  count = response_quarantine.count + excluded.count, last_ms = excluded.last_ms,
  sample = excluded.sample
"""
PG_BEAT = """
INSERT INTO response_ingressbeat (name, started_ms, beat_ms, counts) VALUES ($1, $2, $3, $4)
ON CONFLICT (name) DO UPDATE SET
  started_ms = excluded.started_ms, beat_ms = excluded.beat_ms, counts = excluded.counts
"""
PG_SENT = (
    "UPDATE response_command SET state = 'sent', sent_ms = $2 WHERE id = $1 AND state = 'waiting'"
)
PG_DONE = "UPDATE response_command SET state = 'done' WHERE id = $1"
PG_SESSION = """
INSERT INTO response_session (device_id, topics, since_ms) VALUES ($1, $2, $3)
ON CONFLICT (device_id) DO UPDATE SET topics = excluded.topics
"""

# The alarm journal of SQLite, in a file of its own: no import and no telemetry makes it wait.
JOURNAL = """
CREATE TABLE IF NOT EXISTS journal (
  id INTEGER PRIMARY KEY, device_id INTEGER NOT NULL, key TEXT NOT NULL, kind TEXT NOT NULL,
  pressed_ms INTEGER, received_ms INTEGER NOT NULL, is_late INTEGER NOT NULL,
  protocol TEXT NOT NULL, body TEXT NOT NULL, committed_ms INTEGER NOT NULL,
  UNIQUE (device_id, key))
"""
JOURNAL_PUT = """
INSERT OR IGNORE INTO journal
  (device_id, key, kind, pressed_ms, received_ms, is_late, protocol, body, committed_ms)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
JOURNAL_NEXT = """
SELECT id, device_id, key, kind, pressed_ms, received_ms, is_late, protocol, body, committed_ms
FROM journal ORDER BY id LIMIT 200
"""
JOURNAL_CARRIED = "DELETE FROM journal WHERE id = ?"
LITE_ALARM = """
INSERT OR IGNORE INTO response_alarm
  (device_id, key, kind, pressed_ms, received_ms, is_late, protocol, body, committed_ms)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
LITE_TIMER = """
INSERT INTO response_timer (alarm_id, step, due_ms, state) VALUES (?, 0, ?, 'waiting')
"""
LITE_OUTBOX = "INSERT INTO response_outbox (alarm_id, at_ms) VALUES (?, ?)"
READINGS = """
CREATE TABLE IF NOT EXISTS response_reading (
  device_id INTEGER NOT NULL, key TEXT NOT NULL, kind TEXT NOT NULL, pressed_ms INTEGER,
  received_ms INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (device_id, key)) WITHOUT ROWID
"""
READINGS_AGE = "CREATE INDEX IF NOT EXISTS reading_age ON response_reading (received_ms)"
LITE_READING = """
INSERT OR IGNORE INTO response_reading (device_id, key, kind, pressed_ms, received_ms, body)
VALUES (?, ?, ?, ?, ?, ?)
"""
LITE_SEEN = """
UPDATE response_device SET last_seen_ms = MAX(COALESCE(last_seen_ms, 0), ?),
  battery = COALESCE(?, battery) WHERE id = ?
"""
LITE_QUARANTINE = """
INSERT INTO response_quarantine (protocol, reason, peer, sample, count, first_ms, last_ms)
VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (protocol, reason, peer) DO UPDATE SET
  count = count + excluded.count, last_ms = excluded.last_ms, sample = excluded.sample
"""
LITE_BEAT = """
INSERT INTO response_ingressbeat (name, started_ms, beat_ms, counts) VALUES (?, ?, ?, ?)
ON CONFLICT (name) DO UPDATE SET
  started_ms = excluded.started_ms, beat_ms = excluded.beat_ms, counts = excluded.counts
"""
LITE_SENT = (
    "UPDATE response_command SET state = 'sent', sent_ms = ? WHERE id = ? AND state = 'waiting'"
)
LITE_DONE = "UPDATE response_command SET state = 'done' WHERE id = ?"
LITE_SESSION = """
INSERT INTO response_session (device_id, topics, since_ms) VALUES (?, ?, ?)
ON CONFLICT (device_id) DO UPDATE SET topics = excluded.topics
"""
END_SESSION = "DELETE FROM response_session WHERE device_id = {0}"

DEVICES = """
SELECT d.id, d.ident, d.kind, d.secret_sealed, d.version, s.topics
FROM response_device d LEFT JOIN response_session s ON s.device_id = d.id
WHERE d.removed_on IS NULL
"""
COMMANDS = """
SELECT id, device_id, command, body FROM response_command
WHERE state IN ('waiting', 'sent') ORDER BY id LIMIT 500
"""
