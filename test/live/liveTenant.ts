import { setTimeout as pause } from "node:timers/promises";
import { RawGraph } from "./rawGraph";
import { NotReady, type LiveSettings } from "./settings";
import { TestPrincipal } from "./testPrincipal";

/** Definitions that the reserved set has to have, as docs/live-tests.md creates them. */
const shapes = [
  { name: "Text", type: "String", isCollection: false },
  { name: "Texts", type: "String", isCollection: true },
  { name: "Number", type: "Integer", isCollection: false },
  { name: "Numbers", type: "Integer", isCollection: true },
  { name: "Flag", type: "Boolean", isCollection: false },
] as const;

const assignmentAdministrator = "58a13ea3-c632-46ae-9ee0-9c0d43cd7f3d";
const writeValues = "CustomSecAttributeAssignment.ReadWrite.All";

/** The tenant as the suite sees it: by raw requests, and through the two principals it may write to. */
export class LiveTenant {
  readonly settings: LiveSettings;
  readonly graph: RawGraph;
  readonly user: TestPrincipal;
  readonly servicePrincipal: TestPrincipal;
  readonly weak: RawGraph | undefined;
  readonly scoped: RawGraph | undefined;

  constructor(settings: LiveSettings) {
    const { attributeSet, watchMilliseconds, weakClient, scopedClient } = settings;
    this.settings = settings;
    this.graph = RawGraph.connect(settings);
    this.weak = weakClient && RawGraph.connect(settings, weakClient);
    this.scoped = scopedClient && RawGraph.connect(settings, scopedClient);
    const principal = (path: string) =>
      new TestPrincipal({ path, graph: this.graph, attributeSet, watchMilliseconds });
    this.user = principal(`users/${settings.userId}`);
    this.servicePrincipal = principal(`servicePrincipals/${settings.servicePrincipalId}`);
  }

  /** Makes sure that no values of others are there. It only reads. @throws NotReady */
  async refuseUnlessReady(): Promise<void> {
    const claims = await this.graph.claims();
    if (String(claims["tid"]).toLowerCase() !== this.settings.tenantId)
      throw new NotReady(
        "The credential belongs to another tenant than CSA_LIVE_TENANT. Nothing was written.",
      );
    // Without the permission every object looks empty, and so would one that holds values.
    if (!seesValues(claims))
      throw new NotReady(
        `The credential's token does not show that it may see values. Grant the app the application permission ${writeValues}. Nothing was written.`,
      );
    await this.#refuseWithoutDefinitions();
    for (const [principal, attributeSet] of this.#places()) {
      const held = Object.keys(await principal.values(attributeSet));
      if (held.length === 0) continue;
      throw new NotReady(
        `${principal.path} already holds values in ${attributeSet}: ${held.join(", ")}. ` +
          "This suite works only where it cannot overwrite anything. Clear them, or name other principals. Nothing was written.",
      );
    }
  }

  /** Takes everything out of the places that were found empty. */
  async clear(): Promise<void> {
    for (const [principal, attributeSet] of this.#places()) await principal.clear(attributeSet);
  }

  /** The same, with a second look: a replica that lags may have hidden what was written last. */
  async clearForGood(): Promise<void> {
    await this.clear();
    await pause(this.settings.watchMilliseconds);
    await this.clear();
  }

  async definitionExists(name: string): Promise<boolean> {
    return (await this.graph.get(this.definitionPath(name))).status === 200;
  }

  definitionPath(name: string): string {
    return `directory/customSecurityAttributeDefinitions/${this.settings.attributeSet}_${name}`;
  }

  /** Who may not read definitions learns of a missing one from the first request that needs it. */
  async #refuseWithoutDefinitions(): Promise<void> {
    for (const { name, ...shape } of shapes) {
      const { status, body } = await this.graph.get(this.definitionPath(name));
      const { type, isCollection } = (body ?? {}) as Partial<typeof shape>;
      const isRight = type === shape.type && isCollection === shape.isCollection;
      if (status === 403 || (status === 200 && isRight)) continue;
      throw new NotReady(
        `The set ${this.settings.attributeSet} needs an attribute ${name} of type ${shape.type}` +
          `${shape.isCollection ? ", with several values" : ", with one value"}: docs/live-tests.md. Nothing was written.`,
      );
    }
  }

  #places(): [TestPrincipal, string][] {
    const { attributeSet, secondSet } = this.settings;
    const sets = secondSet ? [attributeSet, secondSet] : [attributeSet];
    return [this.user, this.servicePrincipal].flatMap((principal) =>
      sets.map((set): [TestPrincipal, string] => [principal, set]),
    );
  }
}

function seesValues({ roles, scp, wids }: Record<string, unknown>): boolean {
  const isIn = (list: unknown, word: string) => Array.isArray(list) && list.includes(word);
  const scopes = typeof scp === "string" ? scp.split(" ") : [];
  return isIn(roles, writeValues) || (scopes.includes(writeValues) && isIn(wids, assignmentAdministrator));
}
