type Child = Node | string | undefined;

/**
 * What nobody sees, or what turns the text around it the other way. A directory may hold it by mistake, or to make one name
 * look like another. Joiners stay: they belong to some scripts, and to pictures.
 */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu;

/** A text in which all can be seen. */
function visible(text: string): string {
  return text.replace(
    unseen,
    (character) => `⟨U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`,
  );
}

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
  for (const child of children) {
    if (child !== undefined) made.append(typeof child === "string" ? visible(child) : child);
  }
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
