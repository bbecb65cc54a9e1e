import type { Assumptions } from "./assumptions";
import type { AttributeSetSeed, DefinitionSeed } from "./directory/attributeDefinition";
import type { Estate } from "./published/estateFormat";
import type { DirectorySeed } from "./runningDirectory";
import type { Answer, Request } from "./server/exchange";
import type { JournalEntry } from "./published/journalEntry";
import type { QuotaOptions } from "./server/quota";
import type { CallerSeed } from "./token/clientApp";

/** The tenant to simulate. What is left out has a value with which nothing stands in the way. */
export interface DirectoryOptions extends DirectorySeed {
  /** @default `defaultAttributeSets`, or none where `definitions` are given: each definition brings its set. */
  attributeSets?: readonly (AttributeSetSeed | string)[];
  /** Replaces the default: `[...defaultDefinitions, { attributeSet, name, type }]` adds to it. @default `defaultDefinitions` */
  definitions?: readonly DefinitionSeed[];
  /** Apps that can ask for tokens; the first is the one in `environment()`. @default one app-only caller that may do everything */
  callers?: readonly CallerSeed[];
  /** How many replicas take turns in answering. @default 1 */
  replicas?: number;
  /** Milliseconds until a replica knows what another one took. @default 0 */
  replicationLag?: number;
  /** Milliseconds until a replica knows an object that another one created. @default `replicationLag` */
  newObjectLag?: number;
  /**
   * Milliseconds until a set, a definition or a predefined value that was created or reactivated through Graph is known
   * to other requests. @default 0
   */
  definitionLag?: number;
  /** Throttles each app as Graph does. @default no limits */
  quota?: QuotaOptions;
  /** Chooses replicas by chance, repeatably, where they would take turns otherwise. */
  replicaSeed?: number;
  /** Seconds that a token is good for. @default 3599 */
  tokenLifetime?: number;
  /** Milliseconds before each answer. @default 0 */
  latency?: number;
  /** @default any free port */
  port?: number;
  /** Other possibilities where the documentation leaves some open. */
  assume?: Partial<Assumptions>;
  tenantId?: string;
  /** Instead of the default sets and definitions: a tenant as it is, whatever its definitions say of its values. */
  estate?: Estate;
  /** What a browser sees; undefined for any other request. Such requests stand in no journal. */
  pages?: (request: Request) => Promise<Answer> | undefined;
  /** A PEM file of authorities that clients have to trust besides: the file in `environment()` holds them too. */
  otherAuthorities?: string;
  /** Told what the simulator does not know. @default a line on stderr */
  warn?: (text: string) => void;
  /** Told every request once it is answered. */
  onAnswer?: (entry: JournalEntry) => void;
}
