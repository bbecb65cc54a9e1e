import assert from "node:assert/strict";
import { Gate } from "../../simulator";
import { alice, connected } from "./connected";
import { errorOf, type GraphConnection } from "./graphConnection";

const path = `/v1.0/users/${alice.id}`;
const write = (graph: GraphConnection) => graph.assign(path, "Engineering", { Level: "Senior" });
const written = { Engineering: { Level: "Senior" } };

describe("faults", () => {
  it("are played as often as they are meant to be, after as many as are to pass", () =>
    connected({}, async ({ directory, graph }) => {
      const fault = directory.faults.add({
        match: { method: "PATCH", after: 1, times: 2 },
        respond: { status: 503 },
      });
      const statuses = [];
      for (let turn = 0; turn < 5; turn += 1) statuses.push((await write(graph)).status);
      assert.deepEqual(statuses, [204, 503, 503, 204, 204]);
      assert.equal(fault.hits, 2);
    }));

  it("match by a part of the URL or by a pattern, decoded", () =>
    connected({}, async ({ directory, graph }) => {
      directory.faults.add({ match: { path: "alice@contoso" }, respond: { status: 500 } });
      directory.faults.add({ match: { path: /select=id$/g, times: 2 }, respond: { status: 502 } });
      assert.equal((await graph.get(path)).status, 200);
      assert.equal((await graph.get("/v1.0/users/alice%40contoso.example")).status, 500);
      assert.equal((await graph.get(`${path}?%24select=id`)).status, 502);
      assert.equal((await graph.get(`${path}?$select=id`)).status, 502);
    }));

  it("can be taken back", () =>
    connected({}, async ({ directory, graph }) => {
      const fault = directory.faults.add({ match: { times: Infinity }, respond: { status: 503 } });
      assert.equal((await graph.get(path)).status, 503);
      fault.remove();
      assert.equal((await graph.get(path)).status, 200);
      directory.faults.add({ match: {}, respond: { status: 503 } });
      directory.faults.clear();
      assert.equal((await graph.get(path)).status, 200);
    }));

  it("throttle with any Retry-After, or none", () =>
    connected({}, async ({ directory, graph }) => {
      const date = new Date(Date.now() + 1000).toUTCString();
      for (const value of ["10", "2.128", date, undefined]) {
        const headers: Record<string, string> = value === undefined ? {} : { "Retry-After": value };
        directory.faults.add({ match: {}, respond: { status: 429, headers } });
        const reply = await graph.get(path);
        assert.deepEqual([reply.status, reply.headers["retry-after"]], [429, value]);
        assert.deepEqual(errorOf(reply), { code: "TooManyRequests", message: "Please retry again later." });
      }
    }));

  it("have Graph's usual text for a status, unless another one is given", () =>
    connected({}, async ({ directory, graph }) => {
      const codes = {
        400: "Request_BadRequest",
        401: "InvalidAuthenticationToken",
        403: "Authorization_RequestDenied",
        404: "Request_ResourceNotFound",
        409: "Directory_ConcurrencyViolation",
        500: "Service_InternalServerError",
        502: "UnknownError",
        503: "serviceNotAvailable",
        504: "UnknownError",
      };
      for (const [status, code] of Object.entries(codes)) {
        directory.faults.add({ match: {}, respond: { status: Number(status) } });
        const reply = await graph.get(path);
        assert.deepEqual([reply.status, errorOf(reply).code], [Number(status), code]);
      }
      const code = "Directory_ConcurrencyViolation";
      directory.faults.add({ match: {}, respond: { kind: "status", status: 503, code, message: "Wait." } });
      assert.deepEqual(errorOf(await graph.get(path)), { code, message: "Wait." });
      directory.faults.add({
        match: {},
        respond: { status: 502, body: "<html>", headers: { "Content-Type": "text/html" } },
      });
      const page = await graph.get(path);
      assert.deepEqual([page.status, page.headers["content-type"], page.body], [502, "text/html", "<html>"]);
    }));

  it("reset the connection before anything happens, or after the write", () =>
    connected({}, async ({ directory, graph }) => {
      directory.faults.add({ match: { method: "PATCH" }, respond: { kind: "reset" } });
      await assert.rejects(write(graph), { code: "ECONNRESET" });
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {});
      directory.faults.add({ match: { method: "PATCH" }, respond: { kind: "resetAfterWrite" } });
      await assert.rejects(write(graph), { code: "ECONNRESET" });
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes, written);
      assert.deepEqual(
        directory.journal.writes().map(({ status, fault }) => [status, fault]),
        [
          [undefined, "reset"],
          [undefined, "resetAfterWrite"],
        ],
      );
    }));

  it("say 204 and change nothing", () =>
    connected({}, async ({ directory, graph }) => {
      directory.faults.add({ match: { method: "PATCH" }, respond: { kind: "dropWrite" } });
      assert.equal((await write(graph)).status, 204);
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {});
    }));

  it("give no answer, and do not keep the directory from closing", () =>
    connected({}, async ({ directory, graph }) => {
      directory.faults.add({ match: {}, respond: { kind: "hang" } });
      const answer = graph.get(path).then(
        () => "answered",
        () => "closed",
      );
      const silence = new Promise((resolve) => setTimeout(() => resolve("silent"), 60));
      assert.equal(await Promise.race([answer, silence]), "silent");
      await directory.close();
      assert.equal(await answer, "closed");
    }));

  it("answer late", () =>
    connected({}, async ({ directory, graph }) => {
      directory.faults.add({ match: {}, respond: { kind: "delay", milliseconds: 60 } });
      const start = Date.now();
      assert.equal((await graph.get(path)).status, 200);
      assert.ok(Date.now() - start >= 55);
    }));

  it("hold a request before anything happens, or when only its answer is missing", () =>
    connected({}, async ({ directory, graph }) => {
      for (const [when, meanwhile] of [
        ["before", {}],
        ["after", written],
      ] as const) {
        const gate = new Gate();
        directory.assign(alice.id, "Engineering", { Level: null });
        directory.faults.add({ match: { method: "PATCH" }, respond: { kind: "hold", gate, when } });
        const answer = write(graph);
        await gate.reached;
        assert.deepEqual(directory.user(alice.id).customSecurityAttributes, meanwhile);
        gate.open();
        assert.equal((await answer).status, 204);
        assert.deepEqual(directory.user(alice.id).customSecurityAttributes, written);
      }
    }));

  it("answer bit by bit", () =>
    connected({}, async ({ directory, graph }) => {
      const whole = await graph.get(path);
      directory.faults.add({ match: {}, respond: { kind: "trickle", parts: 5, milliseconds: 20 } });
      const start = Date.now();
      assert.deepEqual((await graph.get(path)).body, whole.body);
      assert.ok(Date.now() - start >= 95);
    }));

  it("break the body off, garble it, or put another in its place", () =>
    connected({}, async ({ directory, graph }) => {
      directory.faults.add({ match: {}, respond: { kind: "truncate" } });
      await assert.rejects(graph.get(path), { code: "ECONNRESET" });
      directory.faults.add({ match: {}, respond: { kind: "invalidJson" } });
      const garbled = await graph.get(path);
      assert.deepEqual([garbled.status, typeof garbled.body], [200, "string"]);
      directory.faults.add({ match: {}, respond: { kind: "contentType", contentType: "text/html" } });
      const page = await graph.get(path);
      assert.deepEqual([page.status, page.headers["content-type"]], [200, "text/html"]);
    }));

  it("ask for a token with more claims", () =>
    connected({}, async ({ directory, graph }) => {
      directory.faults.add({ match: {}, respond: { kind: "claimsChallenge" } });
      const { status, headers } = await graph.get(path);
      assert.equal(status, 401);
      const [, claims = ""] =
        /error="insufficient_claims", claims="([^"]+)"/.exec(headers["www-authenticate"] ?? "") ?? [];
      assert.ok("access_token" in (JSON.parse(Buffer.from(claims, "base64").toString()) as object));
    }));

  it("apply to the token endpoint by its path, and only to Graph without one", () =>
    connected({}, async ({ directory, graph }) => {
      const token = () =>
        graph.send({ method: "POST", path: `/${directory.tenantId}/oauth2/v2.0/token`, body: "" });
      directory.faults.add({ match: {}, respond: { status: 503 } });
      assert.equal((await token()).status, 400);
      directory.faults.add({
        match: { path: /oauth2/ },
        respond: { status: 429, headers: { "Retry-After": "1" } },
      });
      const { status, body } = await token();
      assert.equal(status, 429);
      assert.ok("error_description" in (body as object));
    }));
});

describe("the journal", () => {
  it("shows what came, without tokens and secrets", () =>
    connected({}, async ({ directory, graph }) => {
      await write(graph);
      await graph.get("/v1.0/users/alice%40contoso.example?$select=id,customSecurityAttributes", {
        Prefer: "x",
      });
      const [token, ...others] = directory.journal.tokens();
      assert.deepEqual(others, []);
      assert.equal((token?.body as Record<string, string>)["client_secret"], "(not kept)");
      const [patch] = directory.journal.writes();
      assert.deepEqual([patch?.status, patch?.path, patch?.callerClientId], [204, path, directory.clientId]);
      assert.ok((patch?.answeredAt ?? 0) >= (patch?.time ?? Infinity));
      const last = directory.journal.requests.at(-1);
      assert.equal(last?.path, "/v1.0/users/alice%40contoso.example");
      assert.equal(last?.url, "/v1.0/users/alice@contoso.example?$select=id,customSecurityAttributes");
      assert.deepEqual(last?.query, { $select: "id,customSecurityAttributes" });
      assert.equal(last?.headers["prefer"], "x");
      const text = JSON.stringify(directory.journal.requests);
      assert.equal(text.includes(directory.clientSecret), false);
      assert.equal(text.includes(graph.token), false);
      directory.journal.clear();
      assert.equal(directory.journal.requests.length, 0);
    }));

  it("echoes the caller's own request id, and gives one of its own", () =>
    connected({}, async ({ graph }) => {
      const reply = await graph.get("/v1.0/users/nobody@contoso.example", { "client-request-id": "mine" });
      assert.equal(reply.headers["client-request-id"], "mine");
      const { innerError } = (reply.body as { error: { innerError: Record<string, string> } }).error;
      assert.equal(innerError["client-request-id"], "mine");
      assert.equal(innerError["request-id"], reply.headers["request-id"]);
    }));
});
