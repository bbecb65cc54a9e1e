type Child = Node | string | undefined;

/** Makes an element. What comes from the directory is always set as text or as an attribute, and never as HTML. */
function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string | boolean | undefined>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(attribute, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

function button(
  attributes: Readonly<Record<string, string | boolean | undefined>>,
  onClick: () => void,
  ...children: readonly Child[]
) {
  const made = element("button", { type: "button", ...attributes }, ...children);
  made.addEventListener("click", onClick);
  return made;
}

function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}.`);
  return found;
}

function number(count: number): string {
  return count.toLocaleString("en-US");
}

const kindNames = { User: "user", ServicePrincipal: "service principal" } as const;

const findingNames: Record<FindingKind, { readonly chip: string; readonly cell: string }> = {
  notAllowed: { chip: "with values not allowed", cell: "not allowed" },
  deprecatedInUse: { chip: "with deprecated attributes", cell: "deprecated attribute" },
  notDefined: { chip: "with undefined attributes", cell: "not defined" },
  untagged: { chip: "without values", cell: "no values" },
  agentWithoutTags: { chip: "agent identities without tags", cell: "agent identity without tags" },
};
