import type { PrincipalRecord } from "../../entra/principalRecord";
import { isAgentIdentity, nameOf, type Estate } from "../estate/estate";
import { countsOf, type Counts } from "./counts";
import { findingsIn, type Finding } from "./findings";

/** What the script of the page works with. Its shape is told again in `page/model.ts`, which can import nothing. */
export function pageData(estate: Estate): object {
  const counts = countsOf(estate);
  const findings = new Map<string, Finding[]>();
  for (const finding of findingsIn(estate)) {
    findings.set(finding.principalObjectId, [...(findings.get(finding.principalObjectId) ?? []), finding]);
  }
  const sets = counts.attributeSets.map((set) => setData(set, estate));
  const most = Math.max(0, ...sets.map(({ carriers }) => carriers));
  return {
    tenantId: estate.tenantId,
    selection: estate.selection,
    definitionsKnown: estate.definitions !== undefined,
    sets,
    opens: Math.max(
      0,
      sets.findIndex(({ carriers }) => carriers === most),
    ),
    principals: estate.principals.map((principal) =>
      principalData(principal, findings.get(principal.principalObjectId) ?? []),
    ),
  };
}

function setData(set: Counts["attributeSets"][number], { attributeSets = [], definitions = [] }: Estate) {
  return {
    name: set.name,
    description: attributeSets.find(({ name }) => name === set.name)?.description,
    carriers: set.principals,
    // What nobody carries stands at the end, where it takes the place of nothing.
    attributes: [...set.attributes]
      .sort((a, b) => Number(a.principals === 0) - Number(b.principals === 0))
      .map(({ name }) => {
        const definition = definitions.find((one) => one.attributeSet === set.name && one.name === name);
        return {
          name,
          description: definition?.description,
          type: definition && `${definition.type}${definition.isCollection ? ", several" : ""}`,
          isDeprecated: definition?.status === "Deprecated",
        };
      }),
  };
}

function principalData(principal: PrincipalRecord, findings: readonly Finding[]) {
  const { principalType, principalObjectId, userPrincipalName, clientId, attributes } = principal;
  return {
    kind: principalType,
    id: principalObjectId,
    name: nameOf(principal),
    signIn: principalType === "User" ? userPrincipalName : clientId,
    marks: marksOf(principal),
    sets: [...attributes].map(([set, values]) => [set, [...values]]),
    findings: findings.map((finding) =>
      "attribute" in finding
        ? [finding.kind, finding.attributeSet, finding.attribute, reasonOf(finding)]
        : [finding.kind],
    ),
  };
}

/** Of a collection, it says which elements it is about. */
function reasonOf({ kind, reason, elements = [] }: Extract<Finding, { attribute: string }>): string {
  return kind === "notAllowed" && elements.length > 0 ? `${elements.join(", ")}: ${reason}` : reason;
}

function marksOf(principal: PrincipalRecord): string[] {
  return [
    ...(isAgentIdentity(principal) ? ["agent identity"] : []),
    ...(principal.servicePrincipalType === "ManagedIdentity" ? ["managed identity"] : []),
    ...(principal.userType === "Guest" ? ["guest"] : []),
    ...(principal.accountEnabled === false ? ["disabled"] : []),
  ];
}
