"""Where the product's own files lie: inside the installed package, or at the top of the checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def resource(*parts: str) -> Path:
    """Return the path of a resource, such as ``resource("vocabularies", "country.json")``."""
    return _folder("resources").joinpath(*parts)


def migrations_folder(name: str) -> Path:
    """Return the folder of the Alembic environment ``name``: ``desktop`` or ``headoffice``."""
    return _folder("migrations") / name


def _folder(name: str) -> Path:
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
