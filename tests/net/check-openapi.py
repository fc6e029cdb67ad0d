#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the description of the district API: that it is sound, that it has every field of every record class, and that every
response of a running server is as it says.

check-openapi.py DOCUMENT DISTRICT-PROGRAM MAKE-FEED DESCRIBE-RECORDS
"""

import gzip
import http.client
import json
import re
import subprocess
import sys
import tempfile
import time
import urllib.parse
from pathlib import Path

import yaml
from jsonschema import Draft202012Validator, FormatChecker

PASSWORD = "for this test only"
METHODS = {"get", "put", "post", "delete"}
formats = FormatChecker(formats=["date"])
failures = []
exercised = set()


@formats.checks("date-time")
def is_date_time(value):
    return not isinstance(value, str) or re.fullmatch(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", value
    )


@formats.checks("uri")
def is_uri(value):
    return not isinstance(value, str) or bool(urllib.parse.urlparse(value).scheme)


def fail(message):
    failures.append(message)
    print(f"# {message}")


def validator(document, schema):
    # The schema stands beside the components, so that its references are found in one document.
    return Draft202012Validator({"allOf": [schema], "components": document["components"]}, format_checker=formats)


def validate(document, schema, value, where):
    for error in list(validator(document, schema).iter_errors(value))[:3]:
        fail(f"{where}: {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")


def resolve(document, node):
    while isinstance(node, dict) and "$ref" in node:
        target = document
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        node = target
    return node


def walk(node, path=""):
    yield path, node
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else []
    for key, child in items:
        yield from walk(child, f"{path}/{key}")


def check_document(document):
    if not re.fullmatch(r"3\.1\.\d", document["openapi"]):
        fail("not OpenAPI 3.1")
    for member in ("title", "version"):
        if member not in document["info"]:
            fail(f"info has no {member}")
    for path, node in walk(document):
        if isinstance(node, dict) and "$ref" in node:
            try:
                resolve(document, node)
            except KeyError:
                fail(f"{path}: {node['$ref']} leads nowhere")
        if path.endswith("/schema") or re.fullmatch(r"/components/schemas/\w+", path):
            Draft202012Validator.check_schema(node)
    identifiers = []
    for path, item in document["paths"].items():
        declared = {resolve(document, p)["name"] for p in item.get("parameters", [])}
        if declared != set(re.findall(r"{(\w+)}", path)):
            fail(f"{path}: its parameters are not those of the path")
        for method in METHODS & item.keys():
            identifiers.append(item[method]["operationId"])
            for status, response in item[method]["responses"].items():
                if "description" not in resolve(document, response):
                    fail(f"{method} {path} {status}: no description")
    if len(identifiers) != len(set(identifiers)):
        fail("an operationId is there twice")


def check_records(document, classes):
    kinds = {
        "text": lambda f: {"type": "string", "maxLength": f["maximum"]},
        "code": lambda f: {"$ref": "#/components/schemas/Code", "examples": f["codes"]},
        "ref": lambda f: {"$ref": "#/components/schemas/Id"},
        "integer": lambda f: {"type": "integer", "minimum": f["minimum"], "maximum": f["maximum"]},
        "lon": lambda f: {"type": "number", "minimum": -180, "maximum": 180},
        "lat": lambda f: {"type": "number", "minimum": -90, "maximum": 90},
        "day": lambda f: {"type": "string", "format": "date"},
        "time": lambda f: {"type": "string", "format": "date-time"},
        "geometry": lambda f: {"$ref": "#/components/schemas/Geometry"},
    }
    schemas = document["components"]["schemas"]
    if sorted(schemas["PutLine"]["properties"]["type"]["enum"]) != sorted(classes):
        fail("PutLine does not name the record types")
    for name, fields in classes.items():
        schema = schemas.get(name.capitalize() + "Data")
        if schema is None:
            fail(f"record type {name} has no schema")
            continue
        if list(schema["properties"]) != [f["name"] for f in fields]:
            fail(f"{name}: its fields are not those of the record class, in their order")
        for field in fields:
            expected = kinds[field["kind"]](field)
            if schema["properties"].get(field["name"]) != expected:
                fail(f"{name}.{field['name']}: {schema['properties'].get(field['name'])} is not {expected}")
        if sorted(schema.get("required", [])) != sorted(f["name"] for f in fields if f["required"]):
            fail(f"{name}: what is required is not what the record class requires")


class Server:
    def __init__(self, document, program, *arguments):
        self.document = document
        self.process = subprocess.Popen(
            [program, "serve", "--credentials-stdin", "--die-with-parent", "--allow-faults", "--heartbeat=200", *arguments],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.process.stdin.write(f"tester\n{PASSWORD}\n")
        self.process.stdin.flush()
        self.url = json.loads(self.process.stdout.readline())["url"]
        self.token = None

    def sign_in(self, name="tester"):
        self.token = self.ask(
            "POST", "/oauth/token", **form(grant_type="password", username=name, password=PASSWORD))["access_token"]

    def end(self):
        self.process.stdin.close()
        if self.process.wait(timeout=10) != 0:
            fail("the server did not end well")

    def connect(self):
        return http.client.HTTPConnection(urllib.parse.urlparse(self.url).netloc, timeout=20)

    def send(self, connection, method, path, body=None, headers=None, authorised=True):
        sent = dict(headers or {})
        if authorised and self.token:
            sent["Authorization"] = "Bearer " + self.token
        connection.request(method, path, body=body, headers=sent)
        return connection.getresponse()

    def describe(self, method, template, response, where):
        """What the document says of a response."""
        operation = self.document["paths"][template][method.lower()]
        described = operation["responses"].get(str(response.status))
        exercised.add((operation["operationId"], response.status))
        if described is None:
            fail(f"{where}: {response.status} is not described")
            return None
        described = resolve(self.document, described)
        for name, header in described.get("headers", {}).items():
            header = resolve(self.document, header)
            value = response.getheader(name)
            if value is None:
                if header.get("required"):
                    fail(f"{where}: no header {name}")
                continue
            if resolve(self.document, header["schema"]).get("type") == "integer":
                value = int(value)
            validate(self.document, header["schema"], value, f"{where}: header {name}")
        return described

    def ask(self, method, path, template=None, status=200, **arguments):
        """Sends a request, checks the response against the document, and returns what it held."""
        where = f"{method} {path[:80]}"
        response = self.send(self.connect(), method, path, **arguments)
        content = response.read()
        if response.status != status:
            fail(f"{where}: {response.status} instead of {status}: {content[:200]}")
        described = self.describe(method, template or path.split("?")[0], response, where)
        content_types = (described or {}).get("content", {})
        if not content_types:
            if content:
                fail(f"{where}: a body where none is described")
            return None
        media_type = response.getheader("Content-Type")
        if media_type not in content_types:
            fail(f"{where}: {media_type} is not described")
            return None
        if response.getheader("Content-Encoding") == "gzip":
            content = gzip.decompress(content)
        schema = content_types[media_type]["schema"]
        if media_type == "application/x-ndjson":
            lines = [json.loads(line) for line in content.split(b"\n")[:-1]]
            for line in lines:
                validate(self.document, schema, line, where)
            return lines
        if media_type.endswith("json"):
            value = json.loads(content)
            validate(self.document, schema, value, where)
            if media_type == "application/problem+json" and value["status"] != response.status:
                fail(f"{where}: the problem's status is not that of the answer")
            return value
        return content.decode()


def form(**fields):
    return dict(body=urllib.parse.urlencode(fields), headers={"Content-Type": "application/x-www-form-urlencoded"})


def check_access(server):
    server.ask("GET", "/v1/district", status=401)
    token = server.ask("POST", "/oauth/token", **form(grant_type="password", username="tester", password=PASSWORD))
    server.ask("POST", "/oauth/token", **form(grant_type="refresh_token", refresh_token=token["refresh_token"]))
    server.ask("POST", "/oauth/token", status=400, **form(grant_type="refresh_token", refresh_token=token["refresh_token"]))
    server.ask("POST", "/oauth/token", **form(grant_type="client_credentials", client_id="tester", client_secret=PASSWORD))
    server.ask("POST", "/oauth/token", status=401, **form(grant_type="client_credentials", client_id="x", client_secret="y"))
    server.ask("POST", "/oauth/token", status=400, **form(grant_type="magic"))
    server.ask("POST", "/oauth/token", status=400, body="{}")
    for attempt in range(11):
        server.ask("POST", "/oauth/token", status=429 if attempt >= 10 else 400,
                   **form(grant_type="password", username="guessed", password=str(attempt)))
    server.sign_in()


def check_features(server):
    item = "/collections/{collectionId}/items/{featureId}"
    for path in ("/", "/api"):
        server.ask("GET", path, authorised=False)
    conformance = server.ask("GET", "/conformance", authorised=False)["conformsTo"]
    for name in ("core", "geojson"):
        if f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{name}" not in conformance:
            fail(f"conformance class {name} is not declared")
    relations = {link["rel"] for link in server.ask("GET", "/")["links"]}
    if not {"self", "service-desc", "conformance", "data"} <= relations:
        fail("the landing page lacks a link")
    server.ask("GET", "/conformance?x=1", status=400)
    server.ask("GET", "/api?x=1", status=400)
    server.ask("GET", "/?x=1", status=400)
    server.ask("GET", "/collections?x=1", status=400)
    for collection in server.ask("GET", "/collections")["collections"]:
        name = collection["id"]
        server.ask("GET", f"/collections/{name}", "/collections/{collectionId}")
        items = f"/collections/{name}/items"
        template = "/collections/{collectionId}/items"
        page = server.ask("GET", f"{items}?limit=3&bbox=125,43,126,44&datetime=2022-04-01/..", template)
        if page["numberReturned"] != len(page["features"]) or "self" not in {link["rel"] for link in page["links"]}:
            fail(f"{items}: numberReturned or link self is wrong")
        for bad in ("limit=0", "limit=x", "bbox=1,2,3", "bbox=1,9,2,8", "datetime=yesterday", "datetime=../..", "after=!", "f=html"):
            server.ask("GET", f"{items}?{bad}", template, status=400)
        feature = page["features"][0]["id"]
        server.ask("GET", f"{items}/{feature}", item)
        server.ask("GET", f"{items}/nothing", item, status=404)
        server.ask("GET", f"{items}/{feature}", item, status=401, authorised=False)
        server.ask("GET", f"{items}/{feature}?x=1", item, status=400)
        response = server.send(server.connect(), "GET", f"{items}/{feature}")
        server.ask("GET", f"{items}/{feature}", item, status=304, headers={"If-None-Match": response.getheader("ETag")})
    server.ask("GET", "/collections/none", "/collections/{collectionId}", status=404)
    server.ask("GET", "/collections/none/items", "/collections/{collectionId}/items", status=404)
    server.ask("GET", "/collections/areas", "/collections/{collectionId}", status=401, authorised=False)
    server.ask("GET", "/collections/areas?x=1", "/collections/{collectionId}", status=400)
    server.ask("GET", "/collections/areas/items", "/collections/{collectionId}/items", status=401, authorised=False)
    server.ask("GET", "/collections", status=401, authorised=False)


def check_feed(server, classes):
    district = server.ask("GET", "/v1/district")
    server.ask("GET", "/v1/district?x=1", status=400)
    lines = server.ask("GET", "/v1/changes")
    if server.ask("GET", "/v1/changes?after=0", headers={"Accept-Encoding": "gzip"}) != lines:
        fail("the compressed feed is not the same")
    if lines[-1] != {"op": "end", "seq": district["seq"]}:
        fail("the feed does not end where the district says")
    missing = set(classes) - {line.get("type") for line in lines}
    if missing:
        fail(f"the feed has no {', '.join(missing)} to check")
    server.ask("GET", "/v1/changes?after=-1", status=400)
    server.ask("GET", "/v1/changes?feed=other&after=1", status=410)
    server.ask("GET", "/v1/changes", status=401, authorised=False)
    digest = server.ask("GET", "/v1/digest")
    if sum(entry["count"] for entry in digest["types"].values()) != sum(line["op"] == "put" for line in lines):
        fail("the digest does not count what the feed has")
    server.ask("GET", "/v1/digest?x=1", status=400)
    server.ask("GET", "/v1/digest", status=401, authorised=False)


def read_events(server, path, expected):
    """Reads a stream until every event of those expected has come; ":" is a comment."""
    schemas = {"hello": "StreamHello", "change": "StreamChange", "clock": "Clock", "gap": "StreamGap"}
    response = server.send(server.connect(), "GET", path)
    server.describe("GET", "/v1/stream", response, path)
    if response.getheader("Content-Type") != "text/event-stream":
        fail("the stream is no event stream")
    event, seen, until = None, set(), time.monotonic() + 5
    while time.monotonic() < until and not expected <= seen:
        line = response.readline().decode().rstrip("\n")
        if line.startswith(":"):
            seen.add(":")
        elif line.startswith("event: "):
            event = line.removeprefix("event: ")
        elif line.startswith("data: "):
            seen.add(event)
            schema = {"$ref": f"#/components/schemas/{schemas[event]}"}
            validate(server.document, schema, json.loads(line.removeprefix("data: ")), f"event {event}")
    if not expected <= seen:
        fail(f"{path}: the stream told only of {seen}")


def check_stream(server, seq):
    read_events(server, f"/v1/stream?after={seq - 3}", {"hello", "clock", "change", ":"})
    read_events(server, f"/v1/stream?after={seq + 1}", {"hello", "clock", "gap"})
    server.ask("GET", "/v1/stream?after=x", status=400)
    server.ask("GET", "/v1/stream", status=401, authorised=False)


def check_history(server, path, expected):
    history = server.ask("GET", f"{path}/history", "/v1/records/{type}/{id}/history")
    told = [(version["version"], version.get("who"), version.get("reason")) for version in history["versions"]]
    if told != expected:
        fail(f"{path}: its history is {told} and not {expected}")
    for version in history["versions"]:
        whole = {"type": history["type"], "id": history["id"], **{member: version[member] for member in ("version", "at", "data")}}
        validate(server.document, {"$ref": "#/components/schemas/Record"}, whole, f"{path}: history")


def check_changes(server):
    template, path = "/v1/records/{type}/{id}", "/v1/records/link/new-link"
    data = {"source": "case-1", "target": "nobody", "kind": "transmission", "state": "suspected", "evidence": "同桌"}
    count = iter(range(1000))

    def change(method, status, path=path, key=None, match=None, body=None, reason="电话核实", data=data, **more):
        headers = {"Idempotency-Key": key or f"key-for-this-test-{next(count)}"}
        if match is not None:
            headers["If-None-Match" if match == "*" else "If-Match"] = match
        if body is None:
            body = json.dumps({"data": data, "reason": reason} if method == "PUT" else {"reason": reason})
        headers.update(more.pop("headers", {}))
        return server.ask(method, path, template, status=status, body=body, headers=headers, **more)

    server.ask("GET", path, template, status=404)
    server.ask("GET", f"{path}/history", "/v1/records/{type}/{id}/history", status=404)
    change("PUT", 428)
    change("DELETE", 428)
    change("PUT", 400, match="*", key="short")
    change("PUT", 400, match="12")
    change("PUT", 400, match="*", headers={"If-Match": '"1"'})
    change("DELETE", 400, match="*")
    change("PUT", 400, match="*", body="[" * 30000)
    change("PUT", 400, match="*", body='{"data":{}}')
    change("PUT", 400, match="*", body='{"data":{},"data":{},"reason":"x"}')
    change("PUT", 413, match="*", body=" " * 70000)
    change("DELETE", 413, match='"1"', body=" " * 70000)
    change("PUT", 404, match='"1"')
    change("DELETE", 404, match='"1"')
    change("PUT", 404, path="/v1/records/area/grid-1", match='"1"')
    for field, wrong in (("reason", dict(reason="  ")), ("reason", dict(reason="字" * 1001)), ("state", dict(data={**data, "state": "maybe"})),
                         ("target", dict(data={**data, "target": "case-1"})), ("color", dict(data={**data, "color": 1})),
                         ("first_exposure", dict(data={**data, "first_exposure": "2022-02-30"})),
                         ("kind", dict(data={**data, "kind": None})), ("id", dict(path="/v1/records/link/no%20id"))):
        problem = change("PUT", 422, match="*", **wrong)
        if problem.get("field") != field:
            fail(f"the field {field} is not named but {problem.get('field')}")
    change("DELETE", 422, match='"1"', reason="")

    created = change("PUT", 201, match="*", key="the-key-of-making-it")
    if created["data"] != data or created["version"] != 1:
        fail(f"{created} is not what was put")
    if change("PUT", 201, match="*", key="the-key-of-making-it") != created:
        fail("a change that is sent again is not answered as before")
    change("PUT", 422, match="*", key="the-key-of-making-it", reason="另一个理由")
    if change("PUT", 412, match="*")["current"] != created:
        fail("the current record is not told of")
    confirmed = change("PUT", 200, match='"1"', data={**data, "state": "confirmed"}, reason="基因测序一致")
    if server.ask("GET", path, template) != confirmed or confirmed["version"] != 2:
        fail("the record is not as it was put")
    change("DELETE", 412, match='"1"')
    gone = change("DELETE", 200, match='"2"', reason="重复", key="the-key-of-its-removal")
    if gone["data"] is not None or gone["version"] != 3 or change("DELETE", 200, match='"2"', reason="重复", key="the-key-of-its-removal") != gone:
        fail(f"{gone} is not a deletion, once")
    if change("PUT", 412, match='"2"')["current"] is not None:
        fail("a deleted record is told of as if it were there")
    server.ask("GET", path, template, status=404)
    check_history(server, path, [(3, "tester", "重复"), (2, "tester", "基因测序一致"), (1, "tester", "电话核实")])

    seq = server.ask("GET", "/v1/district")["seq"]
    change("PUT", 201, match="*")
    lines = server.ask("GET", f"/v1/changes?feed={server.ask('GET', '/v1/district')['feed']}&after={seq}")
    if [(line.get("id"), line["op"]) for line in lines] != [("new-link", "put"), (None, "end")]:
        fail("a change is not in the feed")
    case = server.ask("GET", "/v1/records/case/case-1", template)
    change("PUT", 200, path="/v1/records/case/case-1", match='"1"', data={**case["data"], "infector": "case-0"}, reason="流调")
    check_history(server, "/v1/records/case/case-1", [(2, "tester", "流调"), (1, None, None)])

    for method, status in (("GET", 401), ("PUT", 401), ("DELETE", 401)):
        server.ask(method, path, template, status=status, authorised=False)
    for suffix, route in (("", template), ("/history", "/v1/records/{type}/{id}/history")):
        server.ask("GET", f"{path}{suffix}?x=1", route, status=400)
    server.ask("GET", f"{path}/history", "/v1/records/{type}/{id}/history", status=401, authorised=False)


def check_operation(server):
    put = dict(headers={"Content-Type": "application/json"})
    server.ask("GET", "/v1/clock")
    server.ask("GET", "/v1/clock?x=1", status=400)
    server.ask("GET", "/v1/clock", status=401, authorised=False)
    server.ask("PUT", "/v1/clock", status=409, body='{"clock_rate":60}', **put)
    server.ask("PUT", "/v1/clock", status=400, body='{"clock_rate":-1}', **put)
    server.ask("PUT", "/v1/clock", status=400, body="[" * 100000, **put)
    server.ask("PUT", "/v1/clock", status=413, body=" " * 300000, **put)
    server.ask("PUT", "/v1/clock", status=401, body="{}", authorised=False, **put)
    server.ask("GET", "/v1/faults")
    server.ask("GET", "/v1/faults?x=1", status=400)
    server.ask("GET", "/v1/faults", status=401, authorised=False)
    server.ask("PUT", "/v1/faults", status=400, body='{"rules":[{"kind":"magic"}]}', **put)
    server.ask("PUT", "/v1/faults", status=401, body="{}", authorised=False, **put)
    rules = [{"kind": "status", "status": status, "retry_after": 1, "path": "/v1/changes", "count": 1, "skip": skip}
             for skip, status in enumerate((500, 503))]
    server.ask("PUT", "/v1/faults", body=json.dumps({"rules": rules}), **put)
    server.ask("GET", "/v1/changes", status=500)
    server.ask("GET", "/v1/changes", status=503)
    server.ask("PUT", "/v1/faults", body=json.dumps(server.ask("GET", "/v1/faults")), **put)


def check_roles(server):
    server.sign_in("watcher")
    server.ask("GET", "/v1/digest")
    server.ask("PUT", "/v1/clock", status=403, body="{}")
    server.ask("GET", "/v1/faults", status=403)
    server.ask("PUT", "/v1/faults", status=403, body="{}")
    for method in ("PUT", "DELETE"):
        server.ask(method, "/v1/records/case/case-1", "/v1/records/{type}/{id}", status=403, body="{}")
    server.ask("GET", "/v1/records/case/case-1", "/v1/records/{type}/{id}")


def check_simulation(document):
    server = Server(document, sys.argv[2], "--synthetic", "--grids=100", "--persons=2000", "--clock-rate=0")
    server.sign_in()
    before = server.ask("GET", "/v1/clock")
    if before["clock_rate"] != 0:
        fail("the clock does not begin as asked for")
    if server.ask("PUT", "/v1/clock", body='{"clock_rate":86400}')["clock_rate"] != 86400:
        fail("the clock does not take its rate")
    seq = server.ask("GET", "/v1/district")["seq"]
    read_events(server, f"/v1/stream?after={seq}", {"hello", "clock", "change"})
    if server.ask("PUT", "/v1/clock", body='{"clock_rate":0}')["time"] <= before["time"]:
        fail("the clock does not run")
    server.ask("GET", "/v1/changes")
    server.end()


def main():
    document = yaml.safe_load(Path(sys.argv[1]).read_text(encoding="utf-8"))
    classes = json.loads(subprocess.run([sys.argv[4]], check=True, capture_output=True, text=True).stdout)
    check_document(document)
    check_records(document, classes)
    with tempfile.TemporaryDirectory() as folder:
        database = str(Path(folder) / "district.db")
        secret = Path(folder) / "password"
        secret.write_text(PASSWORD + "\n", encoding="utf-8")
        subprocess.run([sys.argv[3], database, "9", "400"], check=True)
        server = Server(document, sys.argv[2], "--database", database, "--user", f"watcher:viewer={secret}")
        check_access(server)
        check_features(server)
        check_feed(server, classes)
        check_stream(server, server.ask("GET", "/v1/district")["seq"])
        check_changes(server)
        check_operation(server)
        check_roles(server)
        server.end()
    check_simulation(document)
    operations = {item[method]["operationId"] for item in document["paths"].values() for method in METHODS & item.keys()}
    never = operations - {operation for operation, _ in exercised}
    if never:
        fail(f"never asked for: {', '.join(sorted(never))}")
    print(f"{len(exercised)} kinds of response checked, {len(failures)} failures")
    sys.exit(1 if failures else 0)


main()
