const rowHeight = 52;
/** In a narrow window a row is a card: its head, and a line for each value. */
const card = { head: 66, line: 26 } as const;
const narrow = window.matchMedia("(max-width: 700px)");

function heightsOf(rows: readonly Row[], set: SetData): number[] {
  if (!narrow.matches) return rows.map(() => rowHeight);
  return rows.map(({ values }) => {
    const own = values.get(set.name);
    return card.head + card.line * set.attributes.filter(({ name }) => own?.has(name)).length;
  });
}

function headerRow(view: View, onSort: (attribute: string | undefined) => void): HTMLTableRowElement {
  const columns = [
    { name: undefined, label: "Principal", title: undefined, isDeprecated: false },
    ...view.set.attributes.map(({ name, description, type, isDeprecated }) => ({
      name,
      label: name,
      title: [description, type].filter(Boolean).join(" · ") || undefined,
      isDeprecated,
    })),
  ];
  const cells = columns.map(({ name, label, title, isDeprecated }) => {
    const isSorted = view.sortBy === name;
    const direction = view.descending ? "descending" : "ascending";
    return element(
      "th",
      { scope: "col", role: "columnheader", "aria-sort": isSorted ? direction : "none" },
      button(
        { class: "sort", title },
        () => onSort(name),
        element(
          "span",
          { class: "label" },
          element("span", { class: "text" }, label),
          isSorted ? arrow(view) : undefined,
        ),
        isDeprecated ? element("span", { class: "badge" }, "deprecated") : undefined,
      ),
    );
  });
  return element("tr", { role: "row", "aria-rowindex": "1" }, ...cells);
}

function arrow({ descending }: View): HTMLElement {
  return element("span", { class: "arrow", "aria-hidden": "true" }, descending ? "↓" : "↑");
}

function principalRow(
  row: Row,
  index: number,
  set: SetData,
  onOpen: (row: Row) => void,
): HTMLTableRowElement {
  const { principal } = row;
  const own = row.values.get(set.name);
  const facts = [kindNames[principal.kind], ...principal.marks, principal.signIn].filter(
    (fact) => fact !== undefined,
  );
  const head = element(
    "th",
    { scope: "row", role: "rowheader" },
    button({ class: "name", "aria-haspopup": "dialog" }, () => onOpen(row), principal.name),
    element("span", { class: "facts" }, facts.join(" · ")),
  );
  const cells = set.attributes.map(({ name }) => valueCell(row, set, name, own?.get(name)));
  return element(
    "tr",
    {
      role: "row",
      "aria-rowindex": String(index + 2),
      class: row.values.size === 0 ? "untagged" : undefined,
    },
    head,
    ...cells,
  );
}

function valueCell(
  row: Row,
  set: SetData,
  attribute: string,
  value: Value | undefined,
): HTMLTableCellElement {
  if (value === undefined) {
    return element("td", { role: "cell", class: "empty" }, element("span", { class: "hidden" }, "not set"));
  }
  const findings = findingsAt(row, set.name, attribute);
  const text = elementsOf(value).map(String).join(", ");
  const reasons = findings.map(([kind, , , reason]) => reason ?? findingNames[kind].cell);
  return element(
    "td",
    { role: "cell", "data-label": attribute, title: [text, ...reasons].map(visible).join("\n") },
    findings.length > 0 ? warning(reasons.join("; ")) : undefined,
    element("span", { class: "value" }, text),
  );
}

function warning(reason: string): HTMLElement {
  return element(
    "span",
    { class: "warning" },
    element("span", { "aria-hidden": "true" }, "!"),
    element("span", { class: "hidden" }, `${reason}: `),
  );
}

/** All that is known of one principal. */
function openDetails({ principal, values }: Row): void {
  const dialog = element("dialog", { "aria-labelledby": "details-name" });
  const close = () => dialog.close();
  const fact = (label: string, text: string | undefined, className?: string) =>
    text === undefined ? [] : [element("dt", {}, label), element("dd", { class: className }, text)];
  const sets = [...values].map(([set, attributes]) =>
    element(
      "section",
      {},
      element("h3", {}, set),
      element(
        "dl",
        {},
        ...[...attributes].flatMap(([name, value]) => {
          const reasons = principal.findings
            .filter(([, s, a]) => s === set && a === name)
            .map(([kind, , , r]) => r ?? findingNames[kind].cell);
          const [term, description] = fact(name, elementsOf(value).map(String).join(", "));
          if (reasons.length > 0)
            description?.append(element("span", { class: "reason" }, reasons.join("; ")));
          return [term, description];
        }),
      ),
    ),
  );
  dialog.append(
    element(
      "header",
      {},
      element("h2", { id: "details-name" }, principal.name),
      button({ class: "close", "aria-label": "Close" }, close, "×"),
    ),
    element(
      "dl",
      {},
      ...fact("Kind", [kindNames[principal.kind], ...principal.marks].join(" · ")),
      ...fact(principal.kind === "User" ? "User principal name" : "Client id", principal.signIn, "mono"),
      ...fact("Object id", principal.id, "mono"),
    ),
    ...(sets.length > 0 ? sets : [element("p", {}, "No values in any attribute set.")]),
  );
  dialog.addEventListener("click", (event) => event.target === dialog && close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
