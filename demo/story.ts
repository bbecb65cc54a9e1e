import type { Scene, Stage } from "./scene";
import { say, showProof, styled } from "./screen";
import { alice, letOtherTeamsTag, ordersApi, type ProgramValues, tenantOf, tenantWith } from "./tenant";

const assigned: ProgramValues = {
  ordersApi: {
    Certification: true,
    CostCenter: [1001, 1003],
    NumVendors: 4,
    Project: ["Baker", "Cascade"],
    ProjectDate: "2022-10-01",
  },
  alice: { Ambassador: true, AppCountry: ["Canada", "Germany"] },
};

const changed: ProgramValues = {
  ordersApi: { Certification: true, NumVendors: 8, Project: ["Baker", "Alpine"] },
  alice: { AppCountry: ["Canada", "Germany"] },
};

/** How many sets and attributes the program defines. */
const defined = 9;

const nothing: ProgramValues = { ordersApi: {}, alice: {} };

export const story: readonly Scene[] = [
  {
    title: "1  From a tenant without attribute sets to tagged principals, in one update",
    why:
      "Sets, attributes, allowed values and the tags that access policies rely on come from one program and one code review, " +
      "in the right order.",
    async play({ stack }) {
      await stack.configure({
        defineSchema: "true",
        "servicePrincipal.id": ordersApi.id,
        ...paths("servicePrincipal.attributes", assigned.ordersApi),
        "user.id": alice.id,
        ...paths("user.attributes", assigned.alice),
      });
      return stack.up();
    },
    changes: { create: 2 + defined },
    tenant: tenantOf(assigned),
    sent: { ordersApi: Object.keys(assigned.ordersApi), alice: Object.keys(assigned.alice) },
    proof:
      "Two sets and seven attributes are defined; strings, integers, booleans and both kinds of list are there, after one " +
      "PATCH for each principal.",
  },
  {
    title: "2  Other teams tag in the same sets; run the same program again: nothing to do",
    why: "A pipeline may run it on every commit. Graph is not written to unless something of ours has changed.",
    play(stage) {
      letOtherTeamsTag(stage.directory);
      say();
      say(
        styled(
          "yellow",
          "In the portal: other teams add Datacenter and EmployeeId to the sets, and tag with them.",
        ),
      );
      return stage.stack.up();
    },
    changes: { same: 2 + defined },
    tenant: tenantWith(assigned),
    sent: {},
    proof: "No PATCH was sent.",
  },
  {
    title: "3  Change some attributes, and take others out of the program",
    why: "Only what differs is sent. An attribute that the program no longer names is cleared, not forgotten.",
    async play({ stack }) {
      await stack.configure({
        "servicePrincipal.attributes.NumVendors": "8",
        "servicePrincipal.attributes.Project[1]": "Alpine",
      });
      await stack.unconfigure([
        "servicePrincipal.attributes.ProjectDate",
        "servicePrincipal.attributes.CostCenter",
        "user.attributes.Ambassador",
      ]);
      return stack.up();
    },
    changes: { update: 2, same: defined },
    tenant: tenantWith(changed),
    sent: { ordersApi: ["NumVendors", "Project", "ProjectDate", "CostCenter"], alice: ["Ambassador"] },
    proof: "Changed and cleared in one PATCH each; Certification and AppCountry, which stay, were not sent.",
  },
  {
    title: "4  A colleague edits the tenant by hand; a preview shows it",
    why: "A tag changed in the portal can open a door. With --refresh, Pulumi looks before it compares.",
    play: (stage) => {
      editByHand(stage);
      return stage.stack.preview("--refresh", "--diff");
    },
    changes: { update: 2, same: defined },
    tenant: tenantWith({
      ordersApi: { ...changed.ordersApi, NumVendors: 99 },
      alice: {},
    }),
    sent: {},
    proof: "Both edits were found, and a preview changes nothing.",
  },
  {
    title: "5  Repair it",
    why: "The same program puts back exactly what drifted, and nothing else.",
    play: ({ stack }) => stack.up("--refresh"),
    changes: { update: 2, same: defined },
    tenant: tenantWith(changed),
    sent: { ordersApi: ["NumVendors"], alice: ["AppCountry"] },
    proof: "The tenant holds again what the program says.",
  },
  {
    title: "6  Destroy the stack",
    why:
      "Taking the app down takes its tags along. What other teams have put on the same principals stays; Entra deletes neither " +
      "sets nor attributes, so ours are deactivated.",
    play: ({ stack }) => stack.destroy(),
    changes: { delete: 2 + defined },
    tenant: tenantWith(nothing),
    sent: { ordersApi: Object.keys(changed.ordersApi), alice: Object.keys(changed.alice) },
    proof: "All that our stack had assigned is cleared, and its attributes can be assigned no more.",
  },
];

function editByHand({ directory }: Stage): void {
  directory.assign(ordersApi.id, "Engineering", { NumVendors: 99 });
  directory.assign(alice.id, "Marketing", { AppCountry: [] });
  say();
  say(
    styled("yellow", "In the portal: NumVendors of orders-api is set to 99, AppCountry of Alice is cleared."),
  );
}

/** Values as `pulumi config set-all --path` takes them: `prefix.Project[0]=Baker`. */
function paths(prefix: string, attributes: ProgramValues["alice"]): Record<string, string> {
  const entries = Object.entries(attributes).flatMap(([name, value]) =>
    Array.isArray(value)
      ? value.map((element, index) => [`${prefix}.${name}[${index}]`, String(element)])
      : [[`${prefix}.${name}`, String(value)]],
  );
  return Object.fromEntries(entries) as Record<string, string>;
}

/** What to do with a tenant of one's own. */
export function showNextSteps(seconds: number): void {
  showProof(`Every step did what it said, in ${seconds} s altogether. The temporary folder is gone.`);
  say();
  say(styled("bold", "With your own tenant"));
  for (const line of nextSteps) say(line);
}

const nextSteps = [
  "  1. Give an app registration these application permissions of Microsoft Graph, with admin consent:",
  "       CustomSecAttributeAssignment.ReadWrite.All",
  "       CustomSecAttributeDefinition.ReadWrite.All   to define sets and attributes",
  "       Application.Read.All   for service principals",
  "       User.Read.All          for users",
  "  2. In your Pulumi project:",
  "       npm install pulumi-custom-security-attributes",
  "  3. Tell the stack how to sign in, unless the environment does so already by AZURE_*:",
  "       pulumi config set customSecurityAttributes:tenantId <tenant id>",
  "       pulumi config set customSecurityAttributes:clientId <client id>",
  "       pulumi config set --secret customSecurityAttributes:clientSecret",
  "  4. Start from examples/quickstart/index.ts with the sets and attributes of your tenant:",
  "       pulumi config set --path servicePrincipal.id <object id of the enterprise application>",
  "       pulumi config set --path 'servicePrincipal.attributes.Project[0]' Baker",
  "       pulumi config set --path user.id <object id, or name@your.domain>",
  "       pulumi config set --path 'user.attributes.AppCountry[0]' Germany",
  "       pulumi up",
];
