import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** The folder of the Pulumi project that a folder belongs to. */
export function findProject(folder: string): string | undefined {
  if (projectFile(folder) !== undefined) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : findProject(parent);
}

/**
 * The ESC environments that a stack's file names. `pulumi up` opens them and sets their variables; a command beside it
 * does not have these.
 */
export function readStackEnvironments(project: string, stack: string): string[] {
  const file = projectFile(project);
  const [, configured] =
    /^stackConfigDir:\s*["']?([^"'#\n]+)/m.exec(file ? readFileSync(file, "utf8") : "") ?? [];
  const folder = resolve(project, configured?.trim() ?? ".");
  const name = stack.split("/").at(-1) ?? stack;
  const path = ["yaml", "yml"].map((ending) => join(folder, `Pulumi.${name}.${ending}`)).find(existsSync);
  return path === undefined ? [] : environmentsIn(readFileSync(path, "utf8"));
}

/** The names below `environment` (or its `imports`) in a stack's file, each by itself or as the key of its options. */
export function environmentsIn(yaml: string): string[] {
  const [, block = ""] = /^environment:([^\n]*(?:\n(?:[ \t-][^\n]*|#[^\n]*)?)*)/m.exec(yaml) ?? [];
  const lines = block.split(/\r?\n/).map((line) => line.replace(/(^|\s)#.*$/, ""));
  const [inline = ""] = lines;
  const start = lines.findIndex((line) => /^\s+imports:/.test(line));
  const list = start < 0 ? lines.slice(1) : lines.slice(start + 1);
  const flow = /\[([^\]]*)\]/.exec(start < 0 ? inline : (lines[start] ?? ""))?.[1];
  if (flow !== undefined) return flow.split(",").map(nameIn).filter(Boolean);
  const names: string[] = [];
  for (const line of list.filter((text) => text.trim() !== "")) {
    const [, item] = /^\s*-\s+(.+)$/.exec(line) ?? [];
    if (item !== undefined) names.push(nameIn(item));
    else if (/^\s{0,2}\S/.test(line)) break;
  }
  return names.filter(Boolean);
}

function nameIn(item: string): string {
  const text = item.trim().replace(/:(\s.*)?$/, "");
  return text.replace(/^(["'])(.*)\1$/, "$2");
}

function projectFile(folder: string): string | undefined {
  return ["Pulumi.yaml", "Pulumi.yml"].map((file) => join(folder, file)).find(existsSync);
}
