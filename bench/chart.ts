import { contestants, type ContestantId } from "./contestants";
import { steps } from "./life";
import { median, type Results } from "./medians";

const size = 100;

const colours: Readonly<Record<ContestantId, string>> = {
  package: "#0b6bcb",
  graphClient: "#d97706",
  fetch: "#e3b341",
  nothing: "#8b949e",
  shared: "#6e7781",
  sleep: "#bcc3cb",
};

const bar = { height: 14, gap: 3 };
const group = { gap: 22, label: 130 };
const plot = { width: 520, top: 34 };

/** Bars of CPU seconds for 100 resources: one group for each step, one bar for each contestant. */
export function chartOf(results: Results): string {
  const cpu = (contestant: ContestantId, step: (typeof steps)[number]) =>
    median(results, { contestant, size, step }, "cpuSeconds") ?? 0;
  const most = Math.max(1, ...steps.flatMap((step) => contestants.map(({ id }) => cpu(id, step))));
  const groupHeight = contestants.length * (bar.height + bar.gap) + group.gap;
  const groups = steps.map((step, index) => {
    const top = plot.top + index * groupHeight;
    const bars = contestants.map(({ id }, row) => {
      const y = top + row * (bar.height + bar.gap);
      const width = Math.max(1, Math.round((cpu(id, step) / most) * plot.width));
      return (
        `<rect x="${group.label}" y="${y}" width="${width}" height="${bar.height}" rx="2" fill="${colours[id]}"/>` +
        text(group.label + width + 6, y + 11, `${cpu(id, step).toFixed(1)} s`, "number")
      );
    });
    const middle = top + (groupHeight - group.gap) / 2 + 4;
    return text(group.label - 12, middle, step, "step") + bars.join("");
  });
  const legendTop = plot.top + steps.length * groupHeight;
  const legend = contestants.map(
    ({ id, title }, row) =>
      `<rect x="${group.label}" y="${legendTop + row * 20}" width="12" height="12" rx="2" fill="${colours[id]}"/>` +
      text(group.label + 20, legendTop + row * 20 + 10, title, "legend"),
  );
  const height = legendTop + contestants.length * 20 + 14;
  const width = group.label + plot.width + 70;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>CPU seconds for 100 resources, by step and contestant</title>
<style>text{font:12px system-ui,sans-serif;fill:#57606a}.step{text-anchor:end;font-weight:600}.head{font-size:14px;font-weight:600}@media(prefers-color-scheme:dark){text{fill:#adbac7}}</style>
${text(group.label, 20, "CPU seconds of engine, program and plugin, 100 resources: less is better", "head")}
${groups.join("\n")}
${legend.join("\n")}
</svg>
`;
}

function text(x: number, y: number, content: string, style: string): string {
  return `<text x="${x}" y="${y}" class="${style}">${content}</text>`;
}
