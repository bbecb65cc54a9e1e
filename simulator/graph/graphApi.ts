import { Access, type Caller } from "../directory/access";
import type { Directory } from "../directory/directory";
import { Refusal } from "../directory/refusal";
import { jsonAnswer, type Answer, type Request } from "../server/exchange";
import { diagnosticHeaders, graphErrorAnswer } from "./errorAnswer";
import { noSuchSegment, parseGraphUrl } from "./graphUrl";
import { NotSimulated } from "../directory/notSimulated";
import { principalRoutes } from "./principalRoutes";
import { applicationRoutes } from "./applicationRoutes";
import { allowedValueRoutes } from "./allowedValueRoutes";
import { attributeSetRoutes } from "./attributeSetRoutes";
import { batchRoutes } from "./batchRoutes";
import { creationRoutes } from "./creationRoutes";
import { definitionRoutes } from "./definitionRoutes";
import { listRoutes } from "./listRoutes";
import { roleRoutes } from "./roleRoutes";
import { tenantRoutes } from "./tenantRoutes";
import { matchPath, type GraphAnswer, type GraphCall, type Route } from "./route";

/** Everything of Graph that the simulator knows. */
const routes: readonly Route[] = [
  // Before the objects, none of which is called `$count`.
  ...listRoutes,
  ...principalRoutes,
  ...creationRoutes,
  ...applicationRoutes,
  ...attributeSetRoutes,
  ...definitionRoutes,
  ...allowedValueRoutes,
  ...roleRoutes,
  ...tenantRoutes,
  ...batchRoutes,
];

export interface GraphApiParts {
  readonly directory: Directory;
  readonly tenantId: string;
  /** Known only once the server listens. */
  readonly root: () => string;
  readonly authenticate: (authorization: string | undefined) => Caller;
  readonly now: () => number;
  /** Sends a request of a batch through the front door, where faults and the journal are. */
  readonly dispatch: (request: Request) => Promise<Answer>;
  readonly warn: (text: string) => void;
}

/** Answers one request to Graph on a replica. */
export type GraphApi = (request: Request, replica: number) => Promise<Answer>;

export function createGraphApi(parts: GraphApiParts): GraphApi {
  return async (request, replica) => {
    const headers = { ...diagnosticHeaders(request, replica), "Cache-Control": "no-cache" };
    try {
      const { status, headers: own, body, text } = await answer(request, replica, parts);
      const all = { ...headers, "x-ms-resource-unit": "1", ...own };
      if (text !== undefined)
        return { status, headers: { ...all, "Content-Type": "text/plain" }, body: text };
      if (body === undefined) return { status, headers: all, body: "" };
      return jsonAnswer(status, body, { ...all, "OData-Version": "4.0", "Content-Type": jsonOfGraph });
    } catch (error) {
      if (error instanceof Refusal) return refusalAnswer(error, headers, parts);
      if (error instanceof NotSimulated) return notSimulatedAnswer(error, request, headers, parts);
      throw error;
    }
  };
}

const jsonOfGraph =
  "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";

async function answer(request: Request, replica: number, parts: GraphApiParts): Promise<GraphAnswer> {
  const { directory } = parts;
  const caller = parts.authenticate(request.headers["authorization"]);
  const { version, segments, query } = parseGraphUrl(request.url);
  const call: GraphCall = {
    method: request.method,
    url: request.url,
    root: `${parts.root()}/${version}`,
    version,
    tenantId: parts.tenantId,
    segments,
    query,
    headers: request.headers,
    body: parseBody(request),
    directory,
    access: new Access(caller, directory.roleAssignments, directory.assume),
    replica,
    at: parts.now(),
    dispatch: parts.dispatch,
  };
  const candidates = routes.flatMap((route) => {
    const named = matchPath(route.path, segments);
    return named ? [{ route, named }] : [];
  });
  const found = candidates.find(({ route }) => route.method === request.method);
  if (found) return found.route.answer(call, found.named);
  if (candidates.length > 0) {
    throw new NotSimulated(`${request.method} on this resource`, "simulator/graph/graphApi.ts (its routes)");
  }
  const [first] = segments;
  if (first && versions.includes(first.text)) throw noSuchSegment(first);
  throw new NotSimulated("this resource", "simulator/graph/graphApi.ts (its routes)");
}

/** A batch knows its version already: [R] a step whose URL names one as well is refused. */
const versions: readonly string[] = ["v1.0", "beta"];

/** Undefined, too, for what is not JSON or does not say so: `readJsonBody` refuses that. */
function parseBody({ body, headers }: Request): unknown {
  try {
    return body === "" || !headers["content-type"]?.includes("json")
      ? undefined
      : (JSON.parse(body) as unknown);
  } catch {
    return undefined;
  }
}

function refusalAnswer(refusal: Refusal, headers: Record<string, string>, { root }: GraphApiParts): Answer {
  if (refusal.status !== 401) return graphErrorAnswer(refusal, headers);
  const challenge = `Bearer realm="", authorization_uri="${root()}/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"`;
  return graphErrorAnswer(refusal, { ...headers, "WWW-Authenticate": challenge });
}

function notSimulatedAnswer(
  error: NotSimulated,
  request: Request,
  headers: Record<string, string>,
  { warn }: GraphApiParts,
): Answer {
  const message = `${error.message}\n\n${request.method} ${request.url}\n${request.body}`.trimEnd();
  warn(message);
  return graphErrorAnswer({ status: 501, code: "NotSimulated", message }, headers);
}
