"""
title: Every post has a role that the program knows
title-vi: Mỗi chức vụ có vai trò mà chương trình biết
severity: error
why: Rights follow from roles, and roles are code: an unknown one gives no right and
  is shown nowhere.
remedy: Give the post one of the roles, or end it.
"""

from collections.abc import Iterator

from haicap.accounts.models import Post
from haicap.accounts.roles import Role


def rows() -> Iterator[tuple[str, ...]]:
    """Give the posts of unknown roles."""
    posts = Post.objects.exclude(role__in=Role.values).select_related("person")
    for post in posts:
        yield post.person.login, post.role, str(post.agency_id)
