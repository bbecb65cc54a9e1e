import assert from "node:assert/strict";
import { startDirectory, type RunningDirectory } from "../../simulator";
import { isObject, type JsonObject } from "../../simulator/directory/json";
import { assertLike, assertSomeHeaders, graphCases, type GraphCase } from "./graphCase";
import {
  appId,
  servicePrincipalId,
  settings,
  userId,
  userPrincipalName,
  type CaseSetting,
} from "./graphCaseSettings";
import { GraphConnection } from "./graphConnection";

describe("the simulator and the documented requests", () => {
  for (const graphCase of graphCases) {
    it(graphCase.id, () => check(graphCase, settings[graphCase.id] ?? {}));
  }

  it("has settings for no request that is not in the list", () => {
    const known = graphCases.map(({ id }) => id);
    assert.deepEqual(
      Object.keys(settings).filter((id) => !known.includes(id)),
      [],
    );
  });
});

async function check(graphCase: GraphCase, setting: CaseSetting): Promise<void> {
  const directory = await startDirectory({
    users: [{ id: userId, userPrincipalName }],
    servicePrincipals: [{ id: servicePrincipalId, appId }],
    ...setting.options,
  });
  const graph = await GraphConnection.open(directory);
  try {
    setting.prepare?.(directory);
    const id = setting.id ?? (graphCase.path.startsWith("/users") ? userId : servicePrincipalId);
    const fill = (text: string) => fillIn(text, id, directory);
    const body = setting.body ?? fillBody(graphCase.body);
    const reply = await graph.send({
      method: graphCase.method,
      path: `/${graphCase.apiVersion}${fill(graphCase.path).replaceAll(" ", "%20")}`,
      headers: graphCase.headers,
      ...(body !== null && { body }),
    });

    assert.equal(reply.status, graphCase.expectedStatus ?? setting.assumedStatus);
    assertSomeHeaders(reply.headers, graphCase.responseHeaders, "headers");
    if (reply.status === 204) assert.equal(reply.body, "");
    const sample = (setting.responseBody ?? ((same: never) => same))(graphCase.responseBody as never);
    if (sample !== null) assertLike(reply.body, JSON.parse(fill(JSON.stringify(sample))));
    if (reply.status === 204) assertWritten(graphCase, directory);
  } finally {
    graph.close();
    await directory.close();
  }
}

/** A 204 alone could be said without having done anything. */
function assertWritten({ path, body }: GraphCase, directory: RunningDirectory): void {
  const isUser = path.startsWith("/users");
  if (!isUser && !path.startsWith("/servicePrincipals")) return;
  const { customSecurityAttributes } = isUser
    ? directory.user(userId)
    : directory.servicePrincipal(servicePrincipalId);
  for (const [attributeSet, values] of Object.entries(setsOf(body))) {
    for (const [name, value] of Object.entries(values)) {
      if (name.includes("@")) continue;
      const cleared = value === null || (Array.isArray(value) && value.length === 0);
      assert.deepEqual(
        customSecurityAttributes[attributeSet]?.[name],
        cleared ? undefined : value,
        `${attributeSet}.${name}`,
      );
    }
  }
}

function setsOf(body: unknown): Record<string, JsonObject> {
  if (!isObject(body)) return {};
  return (body["customSecurityAttributes"] ?? body) as Record<string, JsonObject>;
}

function fillIn(text: string, id: string, { graphEndpoint }: RunningDirectory): string {
  return text
    .replaceAll("https://graph.microsoft.com", graphEndpoint)
    .replaceAll("{id}", id)
    .replaceAll("{appId}", appId)
    .replaceAll("{userPrincipalName}", userPrincipalName)
    .replaceAll("{value}", "Baker");
}

/** The steps of a batch name objects too. */
function fillBody(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body).replaceAll("{id}", userId));
}
