"""A Neo4j Community server of one's own on this machine, without Docker."""

from kg.graph.server.local import (
    USER,
    VERSION,
    RunningServer,
    default_cache,
    missing_parts,
    start,
    status,
    stop,
)

__all__ = ["USER", "VERSION", "RunningServer", "default_cache", "missing_parts", "start", "status", "stop"]
