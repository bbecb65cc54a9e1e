import type { Directory, Viewpoint } from "../directory/directory";
import { isObject, type JsonObject } from "../directory/json";
import { badRequest } from "../directory/refusal";
import type { Answer, Request } from "../server/exchange";
import type { Segment } from "./graphUrl";

/** One request to Graph, taken apart, and from where it is answered. */
export interface GraphCall extends Viewpoint {
  readonly method: string;
  readonly url: string;
  /** The root with its version, such as `https://localhost:8443/v1.0`. */
  readonly root: string;
  readonly version: string;
  readonly tenantId: string;
  readonly segments: readonly Segment[];
  readonly query: ReadonlyMap<string, string>;
  readonly headers: Request["headers"];
  /** The parsed body; undefined where there was none. */
  readonly body: unknown;
  readonly directory: Directory;
  /** Answers another request of the same caller, for batches. */
  readonly dispatch: (request: Request) => Promise<Answer>;
}

export interface GraphAnswer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: JsonObject;
  /** Instead of JSON, where Graph answers in plain text. */
  readonly text?: string;
}

export interface Route {
  readonly method: string;
  /** Literal words, and `{name}` for a segment that names something. */
  readonly path: string;
  readonly answer: (call: GraphCall, named: readonly Segment[]) => GraphAnswer | Promise<GraphAnswer>;
}

export function matchPath(pattern: string, segments: readonly Segment[]): Segment[] | undefined {
  const parts = pattern.split("/");
  if (parts.length !== segments.length) return undefined;
  const named: Segment[] = [];
  for (const [index, part] of parts.entries()) {
    const segment = segments[index];
    if (!segment) return undefined;
    if (part.startsWith("{")) named.push(segment);
    else if (segment.key !== undefined || segment.text.toLowerCase() !== part.toLowerCase()) return undefined;
  }
  return named;
}

export function readJsonBody({ body }: GraphCall): JsonObject {
  if (isObject(body)) return body;
  throw badRequest(
    "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.",
  );
}
