import { smallTenantQuota } from "../assumptions";
import { startDirectory } from "../startDirectory";
import { checkOptions } from "./checkOptions";
import type { Estate } from "./estateFormat";
import type { JournalEntry } from "./journalEntry";
import { livePages } from "../page/livePages";
import { exampleCallers, exampleTenant } from "../exampleTenant";

export type {
  Estate,
  EstateAttributeSet,
  EstateDefinition,
  EstatePrincipal,
  EstateValue,
} from "./estateFormat";
export type { JournalEntry } from "./journalEntry";

export interface SimulatorOptions {
  /** Where to listen, on this machine only. @default any free port */
  port?: number;
  /**
   * The tenant to begin with, as `pulumi-custom-security-attributes export --format json` writes it. It is taken as it is,
   * whatever its definitions say of its values. Definitions that it has not got are made from the values.
   *
   * @default a small tenant with the attribute sets of Microsoft's own examples, two users and two service principals
   */
  seed?: Estate;
  /** Milliseconds before each answer. @default 0 */
  latency?: number;
  /** How many replicas take turns in answering. With more than one, each knows a write two seconds after the one that took it. @default 1 */
  replicas?: number;
  /** Whether an app is throttled as Graph documents it for a small tenant: 3,000 writes in 150 seconds, for example. @default false */
  throttle?: boolean;
  /** Told every request to the tenant once it is answered. */
  onRequest?: (entry: JournalEntry) => void;
  /** Told what the simulator does not know. @default a line on stderr */
  warn?: (text: string) => void;
  /** How the live page shows the tenant: a page that stands by itself. @default a plain table */
  renderTenant?: (estate: Estate) => string;
}

/** Every request to the tenant and its token endpoint, in the order of arrival. Secrets are not kept. */
export interface SimulatorJournal {
  readonly requests: readonly JournalEntry[];
  /** The PATCH requests to Graph. */
  writes(): JournalEntry[];
  /** The requests for a token. */
  tokens(): JournalEntry[];
  clear(): void;
}

/** A simulated Microsoft Entra tenant, as far as custom security attributes need one. */
export interface Simulator {
  /** `https://localhost:{port}`: the root of Graph and of the token endpoint, and in a browser the live page. */
  readonly url: string;
  readonly tenantId: string;
  readonly journal: SimulatorJournal;
  /** What a process needs in its environment to reach the tenant, to trust it, and to sign in as an app that may do everything. */
  environment(): Record<string, string>;
  /** What a Pulumi stack needs in its configuration to use the tenant. */
  pulumiConfig(): Record<string, string>;
  /** What the tenant holds at this moment. */
  estate(): Estate;
  close(): Promise<void>;
}

/** Milliseconds until a replica knows what another one took. */
const replicationLag = 2000;

/**
 * Starts a simulated tenant on this machine, for tests and for trying things out.
 *
 * ```ts
 * const simulator = await startSimulator();
 * // Run something with { env: { ...process.env, ...simulator.environment() } }, and look:
 * assert.equal(simulator.journal.writes().length, 1);
 * await simulator.close();
 * ```
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { seed, replicas = 1, throttle = false, onRequest, renderTenant, ...others } = options;
  checkOptions(options);
  const pages = livePages(() => directory.estate(), renderTenant);
  const otherAuthorities = process.env["NODE_EXTRA_CA_CERTS"];
  const directory = await startDirectory({
    ...(seed ? { estate: seed } : exampleTenant),
    callers: exampleCallers,
    ...others,
    ...(throttle && { quota: smallTenantQuota }),
    replicas,
    replicationLag: replicas > 1 ? replicationLag : 0,
    ...(otherAuthorities !== undefined && { otherAuthorities }),
    pages: pages.respond,
    onAnswer: (entry) => {
      pages.add(entry);
      onRequest?.(entry);
    },
  });
  return {
    url: directory.graphEndpoint,
    tenantId: directory.tenantId,
    journal: directory.journal,
    environment: () => ({ ...withoutOtherIdentity(process.env), ...directory.environment() }),
    pulumiConfig: () => directory.pulumiConfig(),
    estate: () => directory.estate(),
    close: () => directory.close(),
  };
}

/** Variables of this kind name an identity too, which would be taken before the one of the simulated tenant. */
function withoutOtherIdentity(environment: NodeJS.ProcessEnv): Record<string, string> {
  const names = Object.keys(environment).filter((name) => name.startsWith("ARM_"));
  return Object.fromEntries(names.map((name) => [name, ""]));
}
