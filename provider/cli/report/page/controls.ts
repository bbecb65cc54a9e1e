/** So many tabs fit above a table; more sets are for a list to choose from. */
const mostTabs = 6;
/** Values that a filter shows before it is asked for more, and at all: what is rarer, the search finds. */
const firstValues = 6;
const mostValues = 200;

function setChoice(sets: readonly SetData[], chosen: SetData, onChoose: (set: SetData) => void): HTMLElement {
  if (sets.length > mostTabs) return setList(sets, chosen, onChoose);
  const tabs = sets.map((set) =>
    button(
      {
        role: "tab",
        "aria-selected": String(set === chosen),
        "aria-controls": "rows",
        tabindex: set === chosen ? "0" : "-1",
        title: set.description,
      },
      () => onChoose(set),
      element("span", {}, set.name),
      element("span", { class: "count" }, number(set.carriers)),
    ),
  );
  const list = element("div", { role: "tablist", "aria-label": "Attribute set" }, ...tabs);
  list.addEventListener("keydown", ({ key }) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (step === undefined) return;
    const next = sets[(sets.indexOf(chosen) + step + sets.length) % sets.length];
    if (!next) return;
    onChoose(next);
    document.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus();
  });
  return list;
}

function setList(sets: readonly SetData[], chosen: SetData, onChoose: (set: SetData) => void): HTMLElement {
  const options = sets.map((set, index) =>
    element(
      "option",
      { value: String(index), selected: set === chosen },
      `${set.name} (${number(set.carriers)})`,
    ),
  );
  const select = element("select", { id: "set" }, ...options);
  select.addEventListener("change", () => {
    const set = sets[Number(select.value)];
    if (set) onChoose(set);
  });
  return element("div", { class: "setlist" }, element("label", { for: "set" }, "Attribute set"), select);
}

/** The values of each attribute of a set, to choose from. */
function valueFilters(
  all: readonly Row[],
  view: View,
  onToggle: (place: string, text: string) => void,
): HTMLElement[] {
  return view.set.attributes.map(({ name, isDeprecated }) => {
    const place = placeOf(view.set.name, name);
    const chosen = view.chosen.get(place);
    const counts = valueCounts(all, view.set.name, name);
    const shown = counts.filter(([text], index) => index < mostValues || text === notSet);
    const items = shown.map(([text, count]) => {
      const label =
        text === notSet ? element("i", {}, "not set") : element("span", {}, text === "" ? "(empty)" : text);
      const toggle = button(
        { class: "filter", "aria-pressed": String(chosen?.has(text) ?? false) },
        () => onToggle(place, text),
        label,
        " ",
        element("span", { class: "count" }, number(count)),
      );
      return element("li", {}, toggle);
    });
    const later = items.slice(firstValues).filter((item) => !item.querySelector('[aria-pressed="true"]'));
    // The last line is for principals without the attribute, which is worth a look in any case.
    const hidden = later.filter((item) => !item.querySelector("i"));
    for (const item of hidden) item.hidden = true;
    const rest = counts.length - shown.length;
    const note = element(
      "p",
      { class: "rest", hidden: true },
      `The search finds ${number(rest)} rarer values.`,
    );
    const more = button(
      { class: "more" },
      () => {
        for (const item of hidden) item.hidden = false;
        note.hidden = rest === 0;
        more.remove();
      },
      `Show ${number(hidden.length)} more`,
    );
    return element(
      "fieldset",
      {},
      element(
        "legend",
        {},
        name,
        isDeprecated ? element("span", { class: "badge" }, "deprecated") : undefined,
      ),
      element("ul", {}, ...items),
      hidden.length > 0 ? more : undefined,
      note,
    );
  });
}

const findingKinds: readonly FindingKind[] = [
  "notAllowed",
  "deprecatedInUse",
  "notDefined",
  "untagged",
  "agentWithoutTags",
];

/** What was found, each kind with its principals. */
function findingChips(all: readonly Row[], view: View, onChoose: (kind: FindingKind) => void): HTMLElement[] {
  return findingKinds.flatMap((kind) => {
    const count = all.filter(({ principal }) => principal.findings.some(([found]) => found === kind)).length;
    if (count === 0) return [];
    return [
      button(
        { class: `chip ${kind}`, "aria-pressed": String(view.finding === kind) },
        () => onChoose(kind),
        element("strong", {}, number(count)),
        ` ${findingNames[kind].chip}`,
      ),
    ];
  });
}

/** The chosen values, each with a way to let go of it. */
function chosenChips(view: View, onToggle: (place: string, text: string) => void): HTMLElement[] {
  return [...view.chosen].flatMap(([place, texts]) => {
    const [set = "", attribute = ""] = place.split(notSet);
    return [...texts].map((text) => {
      const condition = `${set === view.set.name ? "" : `${set} · `}${attribute}: ${text === notSet ? "not set" : text}`;
      return button(
        { class: "chosen", "aria-label": `Remove the filter ${condition}` },
        () => onToggle(place, text),
        condition,
        element("span", { "aria-hidden": "true" }, " ×"),
      );
    });
  });
}
