#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-graphml.py FILE NODES EDGES: reads a GraphML file as strangers do, by an XML parser and, where it is installed, by
networkx, and compares what is in it."""

import sys
import xml.etree.ElementTree as ElementTree

NAMES = "{http://graphml.graphdrawing.org/xmlns}"
NODE_KEYS = {"label", "record", "kind", "classification", "onset", "report", "area", "area_name", "cluster", "setting",
             "generation", "infected", "x", "y"}
EDGE_KEYS = {"kind", "state", "setting", "first_exposure", "last_exposure", "record"}


def check(condition, words):
    if not condition:
        sys.exit(words)


def read(path):
    """Nodes and edges by their attributes, checked against the keys that the file declares."""
    root = ElementTree.parse(path).getroot()
    check(root.tag == NAMES + "graphml", f"the root is {root.tag}")
    keys = {key.get("id"): key for key in root.findall(NAMES + "key")}
    check({key.get("attr.name") for key in keys.values() if key.get("for") == "node"} == NODE_KEYS, "other keys of nodes")
    check({key.get("attr.name") for key in keys.values() if key.get("for") == "edge"} == EDGE_KEYS, "other keys of edges")
    graph = root.find(NAMES + "graph")
    check(graph.get("edgedefault") == "directed", "not directed")

    def attributes(element, kind):
        found = {}
        for data in element.findall(NAMES + "data"):
            key = keys[data.get("key")]
            check(key.get("for") == kind, f"a key of {key.get('for')} at a {kind}")
            found[key.get("attr.name")] = {"int": int, "double": float, "string": str}[key.get("attr.type")](data.text)
        return found

    nodes = {node.get("id"): attributes(node, "node") for node in graph.findall(NAMES + "node")}
    edges = [(edge.get("source"), edge.get("target"), attributes(edge, "edge")) for edge in graph.findall(NAMES + "edge")]
    check(len(nodes) == len(graph.findall(NAMES + "node")), "two nodes of one id")
    for source, target, _ in edges:
        check(source in nodes and target in nodes, f"an edge from {source} to {target}, of whom one is not there")
    return nodes, edges


def main():
    path, n_nodes, n_edges = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    nodes, edges = read(path)
    check((len(nodes), len(edges)) == (n_nodes, n_edges), f"{len(nodes)} nodes and {len(edges)} edges")
    check(all(node["kind"] for node in nodes.values()), "a node without a kind")
    check(all(edge["kind"] and edge["state"] for _, _, edge in edges), "an edge without kind and state")
    try:
        import networkx
    except ImportError:
        print("# networkx is not installed")
        return
    graph = networkx.read_graphml(path, force_multigraph=True)
    check((graph.number_of_nodes(), graph.number_of_edges()) == (n_nodes, n_edges), f"networkx reads {graph}")
    check(all(graph.nodes[node]["kind"] == nodes[node]["kind"] for node in nodes), "networkx reads other kinds")
    print(f"# networkx {networkx.__version__}: {graph}")


if __name__ == "__main__":
    main()
