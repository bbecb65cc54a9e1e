/** A program with fleets by name, in plain JavaScript. Each is the text of its arguments. */
export function fleetProgram(
  fleets: Readonly<Record<string, string>>,
  { head = "", options = {} }: { head?: string; options?: Readonly<Record<string, string>> } = {},
): Record<string, string> {
  const resources = Object.entries(fleets).map(
    ([name, args]) =>
      `new CustomSecurityAttributeAssignments(${JSON.stringify(name)}, ${args}, ${options[name] ?? "{}"});`,
  );
  return {
    "index.js": [
      `const pulumi = require("@pulumi/pulumi");`,
      `const { CustomSecurityAttributeAssignment, CustomSecurityAttributeAssignments } =`,
      `  require("pulumi-custom-security-attributes");`,
      head,
      ...resources,
    ].join("\n"),
  };
}

/** Users of a simulated tenant by number, each with an object id of its own. */
export function numberedUsers(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    id: `f1ee7000-0000-4000-8000-${String(index).padStart(12, "0")}`,
    userPrincipalName: `user${index}@contoso.example`,
  }));
}
