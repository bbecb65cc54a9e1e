import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import * as grpc from "@grpc/grpc-js";
import type { RunningDirectory } from "../../../simulator";
import { savedProvider } from "../../../provider/pulumi/savedProvider";
import { withoutIdentity } from "../identities";
import { quickStart } from "../engine/quickStart";
import { startHostedProvider, startProvider, type StartedProvider } from "./startProvider";
import { withoutMarks } from "../engine/withoutMarks";

const root = join(__dirname, "../../..");

export type Properties = Record<string, unknown>;

/** What the engine sends with every resource: it stands in the inputs, and from there in the state. */
export const registered: Properties = savedProvider.assignment;

const diffNone = 1;

export interface CallError extends Error {
  readonly details: string;
  readonly metadata: grpc.Metadata;
}

interface Struct {
  toJavaScript(): Properties;
}

interface Message {
  getId?(): string;
  getInputs?(): Struct | undefined;
  getProperties?(): Struct | undefined;
  getFailuresList?(): { getProperty(): string; getReason(): string }[];
  getChanges?(): number;
  getReplacesList?(): string[];
}

type Call = (request: unknown, done: (error: CallError | null, answer: Message) => void) => void;

/* Pulumi's generated protocol code has no types. */
/* eslint-disable @typescript-eslint/no-require-imports */
const { ResourceProviderClient } = require("@pulumi/pulumi/proto/provider_grpc_pb") as {
  ResourceProviderClient: new (address: string, credentials: grpc.ChannelCredentials) => Record<string, Call>;
};
const messages = require("@pulumi/pulumi/proto/provider_pb") as Record<
  string,
  new () => Record<string, (value: unknown) => void>
>;
const { Struct } = require("google-protobuf/google/protobuf/struct_pb") as {
  Struct: { fromJavaScript(value: Properties): Struct };
};
/* eslint-enable @typescript-eslint/no-require-imports */

export interface ProcessOptions {
  /** Of the engine, which hears of warnings. Without it there is none. */
  readonly engineAddress?: string;
  /** Takes precedence over what the directory gives; undefined takes a variable away. */
  readonly environment?: Record<string, string | undefined>;
}

/** What Pulumi's engine starts for dynamic providers, spoken to as the engine does. */
export class ProviderProcess {
  readonly #started: StartedProvider;
  readonly #printed: string[];
  readonly #client: Record<string, Call>;

  private constructor(started: StartedProvider, printed: string[]) {
    this.#started = started;
    this.#printed = printed;
    const address = `127.0.0.1:${started.port}`;
    this.#client = new ResourceProviderClient(address, grpc.credentials.createInsecure());
  }

  static async start(
    directory: Pick<RunningDirectory, "environment" | "pulumiConfig">,
    config: Record<string, string> = {},
    { engineAddress = "", environment = {} }: ProcessOptions = {},
  ): Promise<ProviderProcess> {
    const printed: string[] = [];
    const how = {
      engineAddress,
      environment: {
        ...withoutIdentity(process.env),
        ...quickStart({ folder: root }),
        ...directory.environment(),
        ...environment,
      },
      onPrinted: (text: string) => printed.push(text),
    };
    const started = (await startHostedProvider(how)) ?? (await startProvider(how));
    const provider = new ProviderProcess(started, printed);
    await provider.#call("configure", "ConfigureRequest", {
      Args: Struct.fromJavaScript({ ...directory.pulumiConfig(), ...config }),
    });
    return provider;
  }

  async check(news: Properties, olds: Properties = {}): Promise<{ inputs: Properties; failures: string[] }> {
    const answer = await this.#call("check", "CheckRequest", { Olds: struct(olds), News: struct(news) });
    const failures = answer.getFailuresList?.() ?? [];
    if (failures.some((failure) => failure.getProperty() !== ""))
      throw new Error("a failure names a property");
    return { inputs: plain(answer.getInputs?.()), failures: failures.map((failure) => failure.getReason()) };
  }

  async diff(olds: Properties, news: Properties): Promise<{ changes: boolean; replaces: string[] }> {
    const answer = await this.#call("diff", "DiffRequest", {
      Id: "id",
      Olds: struct(olds),
      News: struct(news),
    });
    // Where the provider leaves the comparison to the engine, there is a change to be found.
    return { changes: answer.getChanges?.() !== diffNone, replaces: answer.getReplacesList?.() ?? [] };
  }

  async create(inputs: Properties): Promise<{ id: string; outs: Properties }> {
    const answer = await this.#call("create", "CreateRequest", { Properties: struct(inputs) });
    return { id: answer.getId?.() ?? "", outs: plain(answer.getProperties?.()) };
  }

  async read(
    id: string,
    props: Properties = registered,
  ): Promise<{ id: string; props: Properties; inputs: Properties }> {
    const answer = await this.#call("read", "ReadRequest", { Id: id, Properties: struct(props) });
    return {
      id: answer.getId?.() ?? "",
      props: plain(answer.getProperties?.()),
      inputs: plain(answer.getInputs?.()),
    };
  }

  async update(olds: Properties, news: Properties): Promise<Properties> {
    const answer = await this.#call("update", "UpdateRequest", {
      Id: "id",
      Olds: struct(olds),
      News: struct(news),
    });
    return plain(answer.getProperties?.());
  }

  async delete(props: Properties): Promise<void> {
    await this.#call("delete", "DeleteRequest", { Id: "id", Properties: struct(props) });
  }

  /** What the process wrote on its standard output and error, after its port. */
  get printed(): string {
    return this.#printed.join("");
  }

  /** Reads no more of what it prints, like an engine that was killed. */
  stopReading(): void {
    this.#started.stopReading();
  }

  stop(): void {
    this.#started.end();
  }

  /**
   * Stops it, and gives all that it has ever written: a process that has much to say is still at it when it has answered,
   * and what it was about to write would be lost with it.
   */
  async end(): Promise<string> {
    for (let heard = -1; heard !== this.#printed.length;) {
      heard = this.#printed.length;
      await sleep(250);
    }
    this.stop();
    await this.#started.ended;
    return this.printed;
  }

  #call(method: string, request: string, fields: Record<string, unknown>): Promise<Message> {
    const Request = messages[request];
    if (!Request) throw new Error(`Pulumi's protocol has no ${request}`);
    const message = new Request();
    for (const [field, value] of Object.entries(fields)) message[`set${field}`]?.(value);
    return new Promise((resolve, reject) => {
      this.#client[method]?.(message, (error, answer) => (error ? reject(error) : resolve(answer)));
    });
  }
}

function struct(properties: Properties): Struct {
  return Struct.fromJavaScript(properties);
}

function plain(properties: Struct | undefined): Properties {
  return withoutMarks(properties?.toJavaScript() ?? {});
}
