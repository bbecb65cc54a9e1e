import * as pulumi from "@pulumi/pulumi";
import * as csa from "pulumi-custom-security-attributes";

/** Checked by the compiler alone: look-ups without a file of the tenant's definitions. */
declare const text: string;
const later = pulumi.output("Engineering");
const user = { principalType: "User", principalId: "alice@contoso.example" } as const;

export async function accepted(): Promise<void> {
  const all = await csa.getCustomSecurityAttributes(user);
  const anything: csa.AttributeValue | undefined = all.attributes[text]?.[text];
  const one = await csa.getCustomSecurityAttributes({ ...user, attributeSet: "Engineering" });
  const project: csa.AttributeValue | undefined = one.attributes.Engineering["Project"];
  const named = await csa.getCustomSecurityAttributes({ ...user, attributeSet: text });
  const values: Record<string, csa.AttributeValue> | undefined = named.attributes[text];
  const [found] = await csa.getPrincipals({
    principalType: "User",
    where: {
      Engineering: { Project: "Baker", Level: { startsWith: "S", ne: "Senior" }, Certification: true },
    },
  });
  const name: string | undefined = found?.userPrincipalName;
  const [app] = await csa.getPrincipals({
    principalType: "ServicePrincipal",
    where: { [text]: { [text]: 4 } },
  });
  const clientId: string | undefined = app?.clientId;
  const set: csa.GetAttributeSetResult = await csa.getAttributeSet({ name: text });
  const sets: string[] = (await csa.getAttributeSets()).map((each) => each.name);
  const [definition] = await csa.getCustomSecurityAttributeDefinitions({ attributeSet: text });
  const active: boolean | undefined = definition?.allowedValues[0]?.isActive;
  void [anything, project, values, name, clientId, set, sets, active];
}

const component = new pulumi.ComponentResource("x:index:X", "x");

export const outputs = [
  csa
    .getCustomSecurityAttributesOutput({ ...user, attributeSet: later })
    .attributes.apply((sets) => sets["E"]?.["A"]),
  csa.getCustomSecurityAttributesOutput({ ...user, attributeSet: "E" }).attributes.E.apply((set) => set["A"]),
  csa.getCustomSecurityAttributesOutput({
    principalType: pulumi.output("User" as const),
    principalId: later,
  }),
  csa.getAttributeSetOutput({ name: later }, { dependsOn: component, parent: component }).maxAttributesPerSet,
  csa.getAttributeSetsOutput({ dependsOn: [component, pulumi.output(component)] }),
  csa.getCustomSecurityAttributeDefinitionsOutput({ attributeSet: later }),
  csa.getCustomSecurityAttributeDefinitionsOutput(),
  csa.getPrincipalsOutput({ principalType: "User", where: { E: { A: later, B: { ne: later } } } }),
  csa.getPrincipalsOutput({ principalType: "User", where: pulumi.output({ E: { A: "x" } }) }),
  csa.getPrincipalsOutput({ principalType: "User", where: { E: pulumi.secret({ A: 4 }) } }),
];
export const names: pulumi.Output<string[]> = csa
  .getPrincipalsOutput({ principalType: "User", where: { E: { A: "x" } } })
  .apply((all) => all.map(({ userPrincipalName }) => userPrincipalName));

export const refused = [
  // @ts-expect-error The look-up that gives a promise takes what is known.
  csa.getCustomSecurityAttributes({ ...user, attributeSet: later }),
  // @ts-expect-error Nor does a condition wait for another resource.
  csa.getPrincipals({ principalType: "User", where: { E: { A: later } } }),
  // @ts-expect-error Groups have no values.
  csa.getPrincipals({ principalType: "Group", where: { E: { A: "x" } } }),
  // @ts-expect-error Without conditions it would find all principals.
  csa.getPrincipals({ principalType: "User" }),
  // @ts-expect-error There is no such condition.
  csa.getPrincipals({ principalType: "User", where: { E: { A: { contains: "x" } } } }),
  // @ts-expect-error One value at a time.
  csa.getPrincipals({ principalType: "User", where: { E: { A: ["x", "y"] } } }),
  // @ts-expect-error A set that was not asked for.
  csa.getCustomSecurityAttributes({ ...user, attributeSet: "E" }).then(({ attributes }) => void attributes.F),
  // @ts-expect-error The name is required.
  csa.getAttributeSet({}),
  // @ts-expect-error It runs in the program, with the configuration of the stack.
  csa.getAttributeSets({ provider: undefined }),
];
