/** Rows beyond the edges, so that scrolling shows no gap. */
const overscan = 8;

/**
 * The rows of a long table, of which only those in sight are in the document. Heights are known beforehand, so that the
 * scroll bar tells the truth. Works in a box that scrolls and in a page that does.
 */
class VirtualRows {
  readonly #box: HTMLElement;
  readonly #body: HTMLTableSectionElement;
  readonly #above = element("tr", { "aria-hidden": "true", class: "spacer" });
  readonly #below = element("tr", { "aria-hidden": "true", class: "spacer" });
  readonly #shown = new Map<number, HTMLTableRowElement>();
  /** Where each row begins, and where the last one ends. */
  #tops = new Float64Array(1);
  #make: (index: number) => HTMLTableRowElement = () => element("tr");
  #showsAll = false;

  constructor(box: HTMLElement, body: HTMLTableSectionElement) {
    this.#box = box;
    this.#body = body;
    let isAsked = false;
    const ask = () => {
      if (isAsked) return;
      isAsked = true;
      requestAnimationFrame(() => {
        isAsked = false;
        this.#draw();
      });
    };
    box.addEventListener("scroll", ask, { passive: true });
    window.addEventListener("scroll", ask, { passive: true });
    new ResizeObserver(ask).observe(box);
  }

  /** Takes other rows, and shows them from the top. */
  show(heights: readonly number[], make: (index: number) => HTMLTableRowElement): void {
    this.#tops = new Float64Array(heights.length + 1);
    heights.forEach((height, index) => (this.#tops[index + 1] = (this.#tops[index] ?? 0) + height));
    this.#make = make;
    this.#clear();
    this.#box.scrollTop = 0;
    this.#draw();
  }

  /** For paper, where nothing scrolls. */
  showAll(isOn: boolean): void {
    if (isOn === this.#showsAll) return;
    this.#showsAll = isOn;
    this.#clear();
    this.#draw();
  }

  #clear(): void {
    this.#shown.clear();
    this.#body.replaceChildren(this.#above, this.#below);
  }

  #draw(): void {
    const count = this.#tops.length - 1;
    const [start, end] = this.#showsAll ? [0, count] : this.#inSight(count);
    for (const [index, row] of this.#shown) {
      if (index >= start && index < end) continue;
      row.remove();
      this.#shown.delete(index);
    }
    // A row that stays is not moved, so that it keeps the focus.
    let next: Element = this.#below;
    for (let index = end - 1; index >= start; index--) {
      const row = this.#shown.get(index) ?? this.#make(index);
      if (row.nextElementSibling !== next) this.#body.insertBefore(row, next);
      this.#shown.set(index, row);
      next = row;
    }
    this.#above.style.height = `${this.#showsAll ? 0 : this.#top(start)}px`;
    this.#below.style.height = `${this.#showsAll ? 0 : this.#top(count) - this.#top(end)}px`;
  }

  #inSight(count: number): [number, number] {
    const box = this.#box.getBoundingClientRect();
    const origin = this.#body.getBoundingClientRect().top;
    const from = Math.max(box.top, 0) - origin;
    const to = Math.min(box.bottom, window.innerHeight) - origin;
    const start = this.#indexAt(from) - overscan;
    const end = this.#indexAt(Math.max(to, from)) + 1 + overscan;
    return [Math.max(0, start), Math.max(0, Math.min(count, end))];
  }

  #indexAt(offset: number): number {
    let low = 0;
    let high = this.#tops.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#top(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #top(index: number): number {
    return this.#tops[index] ?? 0;
  }
}
