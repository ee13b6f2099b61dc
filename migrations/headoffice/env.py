"""Runs head office's migrations on the connection that the program hands over."""

from alembic import context

from asi_desktop.headoffice.log_store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
