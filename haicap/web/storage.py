"""Static files under names that hold their hash, once they have been collected."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class CollectedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """
    Hashed names after ``collectstatic``, plain names before it.

    So a fresh clone, the tests and a development server need no collecting, and what was
    set up properly is cached for ever by browsers.
    """

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """Give the name under which a file is served."""
        return str(super().stored_name(name)) if self.hashed_files else name
