import { withoutMarks } from "../engine/withoutMarks";
import type { CallError, Properties } from "./providerProcess";

/** What the engine keeps of a resource whose create or update went wrong half-way. */
export interface InitFailed {
  readonly id: string;
  readonly properties: Properties;
  readonly reasons: readonly string[];
}

interface Detail {
  getId(): string;
  getProperties(): { toJavaScript(): Properties };
  getReasonsList(): string[];
}

/* Pulumi's generated protocol code has no types. */
/* eslint-disable @typescript-eslint/no-require-imports */
const { Status } = require("@pulumi/pulumi/proto/status_pb") as {
  Status: { deserializeBinary(bytes: Uint8Array): { getDetailsList(): Any[] } };
};
const { ErrorResourceInitFailed } = require("@pulumi/pulumi/proto/provider_pb") as {
  ErrorResourceInitFailed: { deserializeBinary(bytes: Uint8Array): Detail };
};
/* eslint-enable @typescript-eslint/no-require-imports */

interface Any {
  getTypeName(): string;
  getValue_asU8(): Uint8Array;
}

/** Reads the details of an error as the engine does. Undefined when it keeps no state. */
export function initFailed({ metadata }: CallError): InitFailed | undefined {
  const [bytes] = metadata.get("grpc-status-details-bin");
  if (!(bytes instanceof Uint8Array)) return undefined;
  const [detail] = Status.deserializeBinary(bytes).getDetailsList();
  if (detail?.getTypeName() !== "pulumirpc.ErrorResourceInitFailed") return undefined;
  const failed = ErrorResourceInitFailed.deserializeBinary(detail.getValue_asU8());
  const properties = withoutMarks(failed.getProperties().toJavaScript());
  return { id: failed.getId(), properties, reasons: failed.getReasonsList() };
}
