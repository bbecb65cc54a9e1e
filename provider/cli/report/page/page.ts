/** More rows than this are for a screen: paper gets the counts. */
const mostPrinted = 2_000;
/** With more columns than this, paper gets a list of the values of each principal. */
const mostColumnsOnPaper = 6;

function startPage(): void {
  const readData = () => JSON.parse(byId("data").textContent ?? "") as PageData;
  let data = readData();
  let all = rowsFrom(data);
  const nothing: SetData = { name: "", carriers: 0, attributes: [] };
  const view: View = {
    set: data.sets[data.opens] ?? nothing,
    search: "",
    kind: "all",
    finding: undefined,
    chosen: new Map(),
    sortBy: undefined,
    descending: false,
  };
  const table = byId("table");
  const head = table.querySelector("thead");
  const body = table.querySelector("tbody");
  if (!head || !body) return;
  const virtual = new VirtualRows(byId("rows"), body);
  let rows: Row[] = [];

  const showRows = () => {
    rows = rowsOf(all, view);
    table.setAttribute("aria-rowcount", String(rows.length + 1));
    byId("status").textContent = `${number(rows.length)} of ${number(all.length)} principals`;
    byId("none").hidden = rows.length > 0;
    virtual.show(heightsOf(rows, view.set), (index) => {
      const row = rows[index];
      return row ? principalRow(row, index, view.set, openDetails) : element("tr");
    });
  };

  const toggle = (place: string, text: string) => {
    const texts = view.chosen.get(place) ?? new Set();
    if (!texts.delete(text)) texts.add(text);
    if (texts.size > 0) view.chosen.set(place, texts);
    else view.chosen.delete(place);
    showAll();
  };

  const chooseFinding = (kind: FindingKind) => {
    view.finding = view.finding === kind ? undefined : kind;
    const places = all.flatMap(({ principal }) =>
      principal.findings.filter(([found]) => found === view.finding),
    );
    const sets = data.sets.filter(({ name }) => places.some(([, set]) => set === name));
    // The values that it is about should be in sight.
    if (sets.length > 0 && !sets.includes(view.set)) chooseSet(sets[0] ?? view.set);
    else showAll();
  };

  const chooseSet = (set: SetData) => {
    view.set = set;
    view.sortBy = undefined;
    view.descending = false;
    showAll();
  };

  const sort = (attribute: string | undefined) => {
    view.descending = view.sortBy === attribute && !view.descending;
    view.sortBy = attribute;
    showTable();
  };

  const showTable = () => {
    keepingFocus(head, () => head.replaceChildren(headerRow(view, sort)));
    showRows();
  };

  const showAll = () => {
    const columns = view.set.attributes.length;
    table.style.setProperty("--columns", String(columns));
    table.classList.toggle("wide", columns > mostColumnsOnPaper);
    byId("sets").replaceChildren(setChoice(data.sets, view.set, chooseSet));
    byId("setdescription").textContent = view.set.description ?? "";
    keepingFocus(byId("filters"), () => byId("filters").replaceChildren(...valueFilters(all, view, toggle)));
    keepingFocus(byId("findings"), () =>
      byId("findings").replaceChildren(...findingChips(all, view, chooseFinding)),
    );
    byId("chosen").replaceChildren(...chosenChips(view, toggle));
    byId("clear").hidden =
      view.chosen.size === 0 && view.finding === undefined && view.search === "" && view.kind === "all";
    showTable();
  };

  const search = byId("search") as HTMLInputElement;
  search.addEventListener("input", () => {
    view.search = search.value.trim();
    byId("clear").hidden =
      view.search === "" && view.chosen.size === 0 && view.finding === undefined && view.kind === "all";
    showRows();
  });
  for (const choice of document.querySelectorAll<HTMLInputElement>('input[name="kind"]')) {
    choice.addEventListener("change", () => {
      view.kind = choice.value as View["kind"];
      showAll();
    });
  }
  byId("clear").addEventListener("click", () => {
    view.search = search.value = "";
    view.kind = "all";
    view.finding = undefined;
    view.chosen.clear();
    document.querySelector<HTMLInputElement>('input[name="kind"][value="all"]')?.click();
    showAll();
    search.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    search.focus();
  });
  narrow.addEventListener("change", showRows);
  const filters = byId("filterbox") as HTMLDetailsElement;
  filters.open = !narrow.matches;

  const forPaper = (isPrinting: boolean) => {
    const fits = rows.length <= mostPrinted;
    document.body.classList.toggle("counts-only", isPrinting && !fits);
    byId("papernote").textContent = fits
      ? ""
      : `${number(rows.length)} principals are too many to print. Their counts follow.`;
    if (isPrinting && !fits) byId("papercounts").replaceChildren(...countTables(rows, data.sets));
    else byId("papercounts").replaceChildren();
    virtual.showAll(isPrinting && fits);
  };
  window.addEventListener("beforeprint", () => forPaper(true));
  window.addEventListener("afterprint", () => forPaper(false));
  window.matchMedia("print").addEventListener("change", ({ matches }) => forPaper(matches));

  // The live page of a simulated tenant replaces the data while somebody looks.
  document.addEventListener("datachange", () => {
    data = readData();
    all = rowsFrom(data);
    view.set = data.sets.find(({ name }) => name === view.set.name) ?? data.sets[data.opens] ?? nothing;
    showAll();
  });

  chooseSet(view.set);
}

/** Draws a part anew, and leaves the focus where it was in it. */
function keepingFocus(part: Element, draw: () => void): void {
  const buttons = () => [...part.querySelectorAll("button")];
  const index = buttons().indexOf(document.activeElement as HTMLButtonElement);
  const text = buttons()[index]?.textContent;
  draw();
  const same =
    buttons()[index]?.textContent === text
      ? buttons()[index]
      : buttons().find((one) => one.textContent === text);
  if (index >= 0) (same ?? buttons()[index])?.focus();
}

/** How many principals carry each value, for those that do not fit on paper. */
function countTables(rows: readonly Row[], sets: readonly SetData[]): HTMLElement[] {
  return sets.map(({ name, attributes }) =>
    element(
      "section",
      {},
      element("h2", {}, name),
      ...attributes.map((attribute) =>
        element(
          "p",
          {},
          element("strong", {}, `${attribute.name}: `),
          countLine(valueCounts(rows, name, attribute.name)),
        ),
      ),
    ),
  );
}

/** `Baker (12), Alpine (3), 1,200 rarer values, not set (40)`. */
function countLine(counts: readonly (readonly [text: string, count: number])[]): string {
  const values = counts.filter(([text]) => text !== notSet);
  const shown = values.slice(0, mostValues).map(([text, count]) => `${text} (${number(count)})`);
  const rest = values.length - shown.length;
  const without = counts.find(([text]) => text === notSet);
  return [
    ...shown,
    ...(rest > 0 ? [`${number(rest)} rarer values`] : []),
    ...(without ? [`not set (${number(without[1])})`] : []),
  ].join(", ");
}

startPage();
