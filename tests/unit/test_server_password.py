"""The password that a server of one's own is given before its first start."""

from kg.graph.server.local import new_password


def test_a_password_is_never_read_as_an_option() -> None:
    """One that begins with a dash would be taken for an option, and the server would not start."""
    made = {new_password() for _ in range(500)}

    assert len(made) == 500
    assert all(one.isalnum() and len(one) >= 32 for one in made)
