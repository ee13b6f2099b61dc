"""Runs the desktop's migrations on the connection that ``asi_desktop.storage.migrations`` gives.

There is no other way in: the vault's key is never written into a configuration.
"""

from alembic import context

from asi_desktop.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
