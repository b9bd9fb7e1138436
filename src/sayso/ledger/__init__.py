"""The SQLite store: schema, migrations, writer, reader, search."""
