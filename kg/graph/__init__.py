"""The graph of an archive: what the records claim, as nodes and edges for one audience."""

from kg.graph.projection import AccountNode, Edge, Naming, Node, Projection, RecordNode, project
from kg.graph.routes import Route, shortest_path
from kg.graph.store import QUESTIONS, GraphStore

__all__ = [
    "QUESTIONS",
    "AccountNode",
    "Edge",
    "GraphStore",
    "Naming",
    "Node",
    "Projection",
    "RecordNode",
    "Route",
    "project",
    "shortest_path",
]
