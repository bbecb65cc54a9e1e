import { readFileSync } from "node:fs";
import { join } from "node:path";
import { contestantNamed, type Contestant } from "./contestants";

const ours = contestantNamed("package");

const typescript: Pick<Contestant, "files" | "projectOptions"> = {
  files: {
    "index.ts": readFileSync(join(__dirname, "programs/typescript.ts"), "utf8"),
    "package.json": "{}",
  },
  projectOptions: "name: story\nruntime: nodejs\n",
};

/** What a user can turn, each turned by itself. */
export const knobs: readonly Contestant[] = [
  { ...ours, id: "plain", title: "defaults, in JavaScript" },
  { ...ours, id: "parallel 2", title: "`--parallel 2`", options: ["--parallel", "2"] },
  { ...ours, id: "parallel 32", title: "`--parallel 32`", options: ["--parallel", "32"] },
  {
    ...ours,
    id: "gzip",
    title: "`PULUMI_SELF_MANAGED_STATE_GZIP=true`",
    environment: { PULUMI_SELF_MANAGED_STATE_GZIP: "true" },
  },
  { ...ours, ...typescript, id: "typescript", title: "in TypeScript" },
  {
    ...ours,
    ...typescript,
    id: "transpile only",
    title: "in TypeScript, `PULUMI_NODEJS_TRANSPILE_ONLY=true`",
    environment: { PULUMI_NODEJS_TRANSPILE_ONLY: "true" },
  },
];
