"""What the database itself refuses, on both engines: changing, deleting, posting what does not balance, un-posting, a
leg that comes late, and a row put in the place of another.

They are no migration's work: SQLite drops a table's triggers whenever it rebuilds the table, and cannot rebuild one
that another table's trigger reads. So ``cunli migrate`` takes them all away before and installs them all after, and
``missing`` says which do not stand.
"""

from __future__ import annotations

from typing import Any, NamedTuple

TABLES = ("ledgers_account", "ledgers_transaction", "ledgers_leg")
SUM = "(SELECT SUM(amount) FROM ledgers_leg WHERE transaction_id = NEW.id)"
COUNT = "(SELECT COUNT(*) FROM ledgers_leg WHERE transaction_id = NEW.id)"
NOT_THE_REVERSE = """NEW.reverses_id IS NOT NULL AND (
    (SELECT state FROM ledgers_transaction WHERE id = NEW.reverses_id) <> 'posted'
    OR EXISTS (SELECT 1 FROM ledgers_leg WHERE transaction_id IN (NEW.id, NEW.reverses_id)
        GROUP BY account_id HAVING SUM(amount) <> 0))"""
OTHER_BOOK = """(SELECT book FROM ledgers_account WHERE id = NEW.account_id)
    <> (SELECT book FROM ledgers_transaction WHERE id = NEW.transaction_id)"""
LATE = "(SELECT state FROM ledgers_transaction WHERE id = NEW.transaction_id) <> 'drafted'"
WAS_POSTED = "(SELECT state FROM ledgers_transaction WHERE id = OLD.transaction_id) = 'posted'"
REBOOKED = "NEW.id <> OLD.id OR NEW.book <> OLD.book OR NEW.county_id <> OLD.county_id"
ANOTHER_SOURCE = "NEW.source <> OLD.source OR COALESCE(NEW.reverses_id, 0) <> COALESCE(OLD.reverses_id, 0)"
STANDS = "EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR {once})"
"""SQLite's ``INSERT OR REPLACE`` takes away the row it meets and asks no trigger: so no row may meet one."""
SAME_KEY = "(county_id = NEW.county_id AND book = NEW.book AND key = NEW.key)"
SAME_SOURCE = "(county_id = NEW.county_id AND book = NEW.book AND source = NEW.source) OR reverses_id = NEW.reverses_id"


class Rule(NamedTuple):
    """``act`` on a row of ``table`` is refused when ``refused`` holds; ``says`` is for whoever tried."""

    name: str
    table: str
    act: str
    refused: str
    says: str


ACCOUNT, TRANSACTION, LEG = TABLES
RULES = (
    Rule("account_no_edit", ACCOUNT, "UPDATE", f"NEW.key <> OLD.key OR {REBOOKED}", "an account stays whose it is"),
    Rule(
        "account_no_replace",
        ACCOUNT,
        "INSERT",
        STANDS.format(table=ACCOUNT, once=SAME_KEY),
        "an account stands already",
    ),
    Rule("account_no_delete", ACCOUNT, "DELETE", "1 = 1", "an account is not deleted"),
    Rule("begins_drafted", TRANSACTION, "INSERT", "NEW.state <> 'drafted'", "a transaction begins as a draft"),
    Rule("posted_no_edit", TRANSACTION, "UPDATE", "OLD.state = 'posted'", "what is posted stays as it is"),
    Rule("keeps_its_book", TRANSACTION, "UPDATE", REBOOKED, "a transaction stays in its book"),
    Rule("keeps_its_source", TRANSACTION, "UPDATE", ANOTHER_SOURCE, "a transaction stays what it was booked for"),
    Rule(
        "no_replace",
        TRANSACTION,
        "INSERT",
        STANDS.format(table=TRANSACTION, once=SAME_SOURCE),
        "a transaction stands already",
    ),
    Rule(
        "balances",
        TRANSACTION,
        "UPDATE",
        f"NEW.state = 'posted' AND ({COUNT} < 2 OR {SUM} <> 0)",
        "the legs do not sum to zero",
    ),
    Rule(
        "reverses",
        TRANSACTION,
        "UPDATE",
        f"NEW.state = 'posted' AND {NOT_THE_REVERSE}",
        "a reversal takes back exactly what was posted",
    ),
    Rule("posted_no_delete", TRANSACTION, "DELETE", "OLD.state = 'posted'", "what is posted is not deleted"),
    Rule("leg_not_late", LEG, "INSERT", LATE, "the transaction is posted"),
    Rule("leg_of_its_book", LEG, "INSERT", OTHER_BOOK, "the account is of another book"),
    Rule(
        "leg_no_replace", LEG, "INSERT", "EXISTS (SELECT 1 FROM ledgers_leg WHERE id = NEW.id)", "a leg stands already"
    ),
    Rule("leg_no_edit", LEG, "UPDATE", "1 = 1", "a leg is not changed"),
    Rule("leg_no_delete", LEG, "DELETE", WAS_POSTED, "a posted leg is not deleted"),
)

LOCKS = "PERFORM 1 FROM ledgers_transaction WHERE id = {row}.transaction_id FOR NO KEY UPDATE; "
"""On PostgreSQL a leg and the posting of its transaction wait for each other; else both would commit."""


def install(connection: Any) -> None:
    """Make every trigger that does not stand; nothing where the tables do not exist (yet)."""
    with connection.cursor() as cursor:
        if not set(TABLES) <= set(connection.introspection.table_names(cursor)):
            return
        standing = _standing(connection, cursor)
        for rule in RULES:
            if f"ledgers_{rule.name}" not in standing:
                for statement in _made(connection.vendor, rule):
                    cursor.execute(statement)
        for table in TABLES if connection.vendor == "postgresql" else ():
            if f"{table}_no_truncate" not in standing:
                cursor.execute(NO_TRUNCATE)
                cursor.execute(
                    f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}"
                    " FOR EACH STATEMENT EXECUTE FUNCTION ledgers_refuse_truncate()"
                )


def drop(connection: Any) -> None:
    """Take all away that stand, for as long as tables are rebuilt."""
    with connection.cursor() as cursor:
        standing = _standing(connection, cursor)
        for name, table in _all(connection.vendor):
            if name in standing:
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER {name}{on}")


def missing(connection: Any) -> list[str]:
    """Triggers that should stand and do not, by name."""
    with connection.cursor() as cursor:
        standing = _standing(connection, cursor)
    return [name for name, _table in _all(connection.vendor) if name not in standing]


NO_TRUNCATE = """CREATE OR REPLACE FUNCTION ledgers_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'ledgers are not emptied' USING ERRCODE = 'check_violation'; END $$"""


def _all(vendor: str) -> list[tuple[str, str]]:
    rules = [(f"ledgers_{rule.name}", rule.table) for rule in RULES]
    return [*rules, *((f"{table}_no_truncate", table) for table in TABLES if vendor == "postgresql")]


def _standing(connection: Any, cursor: Any) -> set[str]:
    if connection.vendor == "postgresql":
        cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgrelid IN"
                       " (SELECT oid FROM pg_class WHERE relname = ANY(%s) AND pg_table_is_visible(oid))",
                       [list(TABLES)])  # fmt: skip
    else:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    return {name for (name,) in cursor.fetchall()}


def _made(vendor: str, rule: Rule) -> list[str]:
    name = f"ledgers_{rule.name}"
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {name} BEFORE {rule.act} ON {rule.table} WHEN {rule.refused}"
            f" BEGIN SELECT RAISE(ABORT, '{rule.says}'); END"
        ]
    row = "OLD" if rule.act == "DELETE" else "NEW"
    lock = LOCKS.format(row=row) if rule.table == LEG and rule.act != "UPDATE" else ""
    return [
        f"""CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            {lock} IF {rule.refused} THEN RAISE EXCEPTION '{rule.says}' USING ERRCODE = 'check_violation'; END IF;
            RETURN {row}; END $$""",
        f"CREATE TRIGGER {name} BEFORE {rule.act} ON {rule.table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]
