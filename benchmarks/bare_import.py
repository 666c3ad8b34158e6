"""Bare: python-calamine reads the first sheet of a file, COPY puts its rows into a table of as many text columns.

``python -m benchmarks.bare_import FILE``, in a process of its own like the import it is compared with.
"""

from __future__ import annotations

import os
import sys

import psycopg
from python_calamine import CalamineWorkbook


def main(path: str) -> None:
    header, *rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    columns = ", ".join(f"c{number} text" for number in range(len(header)))
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection, connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bare_rows")
        cursor.execute(f"CREATE TABLE bare_rows ({columns})".encode())
        with cursor.copy("COPY bare_rows FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


if __name__ == "__main__":
    main(sys.argv[1])
