import { randomUUID } from "node:crypto";
import { Access, type Caller } from "./directory/access";
import type { AttributeDefinition, AttributeSet, DefinitionSeed } from "./directory/attributeDefinition";
import type { AttributeValue, AttributeValues } from "./directory/attributeValue";
import { checkSeededValues, patchBody } from "./directory/colleague";
import type { Directory } from "./directory/directory";
import {
  newApplication,
  newDevice,
  newGroup,
  newServicePrincipal,
  newUser,
  type ApplicationSeed,
  type DeviceSeed,
  type GroupSeed,
  type NewPrincipal,
  type Principal,
  type PrincipalKind,
  type ServicePrincipalSeed,
  type UserSeed,
} from "./directory/principal";
import { attributeSetScope, directoryRoles } from "./directory/roleAssignments";
import { estateOf } from "./estate";
import type { Estate } from "./published/estateFormat";
import type { Faults } from "./server/faults";
import type { Journal } from "./server/journal";
import { clientAppFromSeed, type CallerSeed, type ClientApp } from "./token/clientApp";
import type { ManagedIdentities } from "./token/managedIdentities";
import type { WorkflowTokens } from "./token/workflowTokens";

export interface RunningParts {
  readonly origin: string;
  readonly tenantId: string;
  readonly caFile: string;
  readonly directory: Directory;
  readonly apps: Map<string, ClientApp>;
  readonly managedIdentities: ManagedIdentities;
  readonly workflowTokens: WorkflowTokens;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly now: () => number;
  readonly close: () => Promise<void>;
}

/** A principal as a test compares it: plain values, without sets that are empty. */
export interface PlainPrincipal {
  readonly id: string;
  readonly customSecurityAttributes: AttributeValues;
}

export interface DirectorySeed {
  users?: readonly UserSeed[];
  servicePrincipals?: readonly ServicePrincipalSeed[];
  applications?: readonly ApplicationSeed[];
  groups?: readonly GroupSeed[];
  devices?: readonly DeviceSeed[];
}

export interface Visibility {
  /** Milliseconds until the first replica finds the object; the others follow after the replication lag. @default 0 */
  visibleAfter?: number;
}

/** The portal's own, in effect: it may write to every set. */
const colleague: Caller = {
  clientId: "",
  objectId: "",
  roles: ["CustomSecAttributeAssignment.ReadWrite.All"],
  scopes: undefined,
  wids: [],
};

/** A directory that answers requests, seen from the side of the test: what it holds, and hands to change it. */
export class RunningDirectory {
  readonly #parts: RunningParts;
  readonly tenantId: string;
  readonly graphEndpoint: string;
  readonly authorityHost: string;
  readonly caFile: string;
  readonly journal: Journal;
  readonly faults: Faults;

  constructor(parts: RunningParts) {
    this.#parts = parts;
    this.tenantId = parts.tenantId;
    this.graphEndpoint = parts.origin;
    this.authorityHost = parts.origin;
    this.caFile = parts.caFile;
    this.journal = parts.journal;
    this.faults = parts.faults;
    for (const app of parts.apps.values()) this.#assignRoles(app);
  }

  /** Of the first caller. */
  get clientId(): string {
    return this.caller().clientId;
  }

  get clientSecret(): string {
    return [...this.caller().secrets][0] ?? "";
  }

  /** What a process needs to sign in as a caller, the first one unless another is named. */
  environment(clientId?: string): Record<string, string> {
    const caller = this.caller(clientId);
    return {
      AZURE_TENANT_ID: this.tenantId,
      AZURE_CLIENT_ID: caller.clientId,
      AZURE_CLIENT_SECRET: [...caller.secrets][0] ?? "",
      AZURE_AUTHORITY_HOST: this.authorityHost,
      NODE_EXTRA_CA_CERTS: this.caFile,
      ...aroundProxies(process.env),
    };
  }

  /** What a process on one of Azure's machines has in its environment, to sign in as a managed identity. */
  managedIdentityEnvironment(kind: "machine" | "appService"): Record<string, string> {
    return this.#parts.managedIdentities.environment(kind, this.#parts.origin);
  }

  /** What a run of a GitHub workflow with this subject has in its environment. */
  workflowEnvironment(subject: string): Record<string, string> {
    return this.#parts.workflowTokens.environment(subject, this.#parts.origin);
  }

  /** What a step of an Azure pipeline has in its environment. */
  pipelineEnvironment(): Record<string, string> {
    return this.#parts.workflowTokens.pipelineEnvironment(this.#parts.origin);
  }

  pulumiConfig(): Record<string, string> {
    return { "customSecurityAttributes:graphEndpoint": this.graphEndpoint };
  }

  /** All that the tenant holds, as a file of it would. */
  estate(): Estate {
    return estateOf(this.#parts.directory, this.tenantId);
  }

  user(idOrUpn: string): PlainPrincipal {
    return plain(this.#find(idOrUpn, "user"));
  }

  servicePrincipal(idOrAppId: string): PlainPrincipal {
    return plain(this.#find(idOrAppId, "servicePrincipal"));
  }

  /** A colleague edits values in the portal, under the usual rules; `null` and `[]` clear. */
  assign(idOrName: string, attributeSet: string, values: Record<string, AttributeValue | null>): void {
    const { directory, now } = this.#parts;
    const access = new Access(colleague, directory.roleAssignments, directory.assume);
    directory.patchValues(this.#find(idOrName), patchBody(attributeSet, values), {
      access,
      replica: 0,
      at: now(),
    });
  }

  /** Adds what was there from the start: every replica knows it. */
  seed({ users = [], servicePrincipals = [], applications = [], ...others }: DirectorySeed): void {
    const principals = [
      ...users.map(newUser),
      ...servicePrincipals.map(newServicePrincipal),
      ...applications.map(newApplication),
      ...(others.groups ?? []).map(newGroup),
      ...(others.devices ?? []).map(newDevice),
    ];
    for (const principal of principals) this.#add(principal, -Infinity);
  }

  addUser(seed: UserSeed, visibility?: Visibility): void {
    this.#add(newUser(seed), this.#visibleFrom(visibility));
  }

  addServicePrincipal(seed: ServicePrincipalSeed, visibility?: Visibility): void {
    this.#add(newServicePrincipal(seed), this.#visibleFrom(visibility));
  }

  addApplication(seed: ApplicationSeed, visibility?: Visibility): void {
    this.#add(newApplication(seed), this.#visibleFrom(visibility));
  }

  removePrincipal(idOrName: string): void {
    const { directory, now } = this.#parts;
    directory.principals.remove(this.#find(idOrName), now());
  }

  renameUser(idOrUpn: string, userPrincipalName: string): void {
    this.#find(idOrUpn, "user").properties["userPrincipalName"] = userPrincipalName;
  }

  defineAttribute(seed: DefinitionSeed): void {
    this.#parts.directory.catalogue.define(seed);
  }

  /** A colleague edits a set. */
  describeSet(name: string, properties: Partial<Omit<AttributeSet, "id">>): void {
    const set = this.#parts.directory.catalogue.set(name);
    if (!set) throw new Error(`The directory has no attribute set ${name}`);
    Object.assign(set, properties);
  }

  /** A colleague edits a definition. */
  describeAttribute(attributeSet: string, name: string, description: string): void {
    this.#definition(attributeSet, name).description = description;
  }

  /** Deactivates a definition. Objects keep the values they have. */
  deprecate(attributeSet: string, name: string): void {
    this.#definition(attributeSet, name).status = "Deprecated";
  }

  reactivate(attributeSet: string, name: string): void {
    this.#definition(attributeSet, name).status = "Available";
  }

  /** Adds a predefined value, or changes whether it is active. */
  setAllowedValue(attributeSet: string, name: string, value: string, isActive: boolean): void {
    this.#definition(attributeSet, name).allowedValues.set(value, isActive);
  }

  addCaller(seed: CallerSeed): ClientApp {
    const app = clientAppFromSeed(seed);
    this.#parts.apps.set(app.clientId.toLowerCase(), app);
    this.#assignRoles(app);
    return app;
  }

  /** An app that can ask for tokens. Its `secrets` can be added to and deleted from. */
  caller(clientId?: string): ClientApp {
    const { apps } = this.#parts;
    const app = clientId === undefined ? [...apps.values()][0] : apps.get(clientId.toLowerCase());
    if (!app) throw new Error(`The directory has no caller ${clientId ?? ""}`);
    return app;
  }

  /** Gives a caller app roles, or scopes if it is a delegated one. They show in its next token, as with Entra. */
  grant(clientId: string, ...permissions: string[]): void {
    const { scopes, roles } = this.caller(clientId);
    for (const permission of permissions) (scopes ?? roles).add(permission);
  }

  /** The opposite of `grant`; a token that is out already keeps what it says. */
  revoke(clientId: string, ...permissions: string[]): void {
    const { scopes, roles } = this.caller(clientId);
    for (const permission of permissions) (scopes ?? roles).delete(permission);
  }

  close(): Promise<void> {
    return this.#parts.close();
  }

  #add(principal: NewPrincipal, from: number): void {
    const { catalogue, assume, principals } = this.#parts.directory;
    checkSeededValues(principal.values, catalogue, assume);
    principals.add(principal, { from, replica: 0 });
  }

  #visibleFrom({ visibleAfter = 0 }: Visibility = {}): number {
    return this.#parts.now() + visibleAfter;
  }

  #assignRoles({ objectId, attributeSetScopes }: ClientApp): void {
    for (const attributeSet of attributeSetScopes) {
      this.#parts.directory.roleAssignments.add({
        id: randomUUID(),
        roleDefinitionId: directoryRoles.assignmentAdministrator,
        principalId: objectId,
        directoryScopeId: attributeSetScope(attributeSet),
      });
    }
  }

  #find(idOrName: string, kind?: PrincipalKind): Principal {
    const principal = this.#parts.directory.principals.find(idOrName, kind);
    if (!principal) throw new Error(`The directory has no ${kind ?? "principal"} ${idOrName}`);
    return principal;
  }

  #definition(attributeSet: string, name: string): AttributeDefinition {
    const definition = this.#parts.directory.catalogue.definition(`${attributeSet}_${name}`);
    if (!definition) throw new Error(`The directory defines no attribute ${name} in the set ${attributeSet}`);
    return definition;
  }
}

function plain({ id, values }: Principal): PlainPrincipal {
  const sets = Object.entries(values.latest()).filter(([, attributes]) => Object.keys(attributes).length > 0);
  return { id, customSecurityAttributes: structuredClone(Object.fromEntries(sets)) };
}

/** On a machine behind a proxy: no proxy can reach what listens here. */
function aroundProxies(environment: NodeJS.ProcessEnv): Record<string, string> {
  const value = (name: string) => environment[name] ?? environment[name.toLowerCase()];
  const isBehindProxy = ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"].some(value);
  if (!isBehindProxy) return {};
  return { NO_PROXY: [value("NO_PROXY"), "localhost,127.0.0.1"].filter(Boolean).join(",") };
}
