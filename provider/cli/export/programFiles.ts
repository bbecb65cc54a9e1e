import { basename } from "node:path";
import { name as packageName, version } from "../../manifest";
import type { Estate } from "../estate/estate";
import { estateObject } from "../estate/estateJson";
import { marker, programText } from "./programText";

export interface ProgramFiles {
  /** Texts by file name. */
  readonly files: ReadonlyMap<string, string>;
  readonly leftOut: readonly string[];
}

/** The Pulumi project that adopts an estate. */
export function programFiles(estate: Estate, folder: string): ProgramFiles {
  const { text, data, leftOut } = programText(estate);
  const project = projectName(folder);
  return {
    files: new Map([
      ["Pulumi.yaml", pulumiYaml(project)],
      ["package.json", packageJson(project)],
      ["tsconfig.json", tsconfigJson],
      ["index.ts", text],
      ...(data ? ([["estate.json", dataJson(data)]] as const) : []),
      ["README.md", readme(estate)],
    ]),
    leftOut,
  };
}

/** An estate like any other; JSON has no comment of its own. */
function dataJson(estate: Estate): string {
  return `${JSON.stringify({ $comment: `${marker}.`, ...estateObject(estate) }, undefined, 2)}\n`;
}

/** Pulumi takes letters, digits, hyphens, underscores and periods. */
function projectName(folder: string): string {
  const name = basename(folder)
    .replace(/[^A-Za-z0-9_.-]+/g, "-")
    .replace(/^[-_.]+|[-_.]+$/g, "")
    .slice(0, 100);
  return name === "" ? "custom-security-attributes" : name;
}

function pulumiYaml(project: string): string {
  return `# ${marker}.
name: ${JSON.stringify(project)}
runtime: nodejs
description: Custom security attributes of a Microsoft Entra tenant
`;
}

function packageJson(project: string): string {
  const manifest = {
    "//": `${marker}.`,
    name: project.toLowerCase(),
    private: true,
    main: "index.ts",
    dependencies: { "@pulumi/pulumi": "^3.139.0", [packageName]: `^${version}` },
    devDependencies: { "@types/node": "^20.0.0", typescript: ">=5.0.0 <7" },
  };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

const tsconfigJson = `// ${marker}.
{
  "compilerOptions": {
    "target": "es2022",
    "module": "node16",
    "moduleResolution": "node16",
    "types": ["node"],
    "strict": true,
    "skipLibCheck": true,
    "noEmit": true
  },
  "files": ["index.ts"]
}
`;

function readme({ tenantId }: Estate): string {
  return `<!-- ${marker}. -->

# Custom security attributes of the tenant ${tenantId}

\`index.ts\` contains what was in the tenant when it was written: attribute sets, definitions, and the values of principals.
If many principals have values of one attribute set, they are one resource, whose data is in \`estate.json\`. The first
\`pulumi up\` adopts everything and sends nothing; the second one shows nothing to do.

\`\`\`bash
npm install
pulumi stack init
pulumi up
\`\`\`

Sign in as for the export: the same environment, or the same configuration in this stack.

Every resource is protected, because \`pulumi destroy\` would clear its values in the tenant and deactivate its definitions.
To stop managing a resource and keep its values, remove it from \`index.ts\` and from the state:

\`\`\`bash
pulumi state delete --force <urn>
\`\`\`

Protection is for whole resources: if you remove a principal from \`estate.json\`, its values are cleared.

To clear the values of a resource, set \`protect: false\` for it, run \`pulumi up\`, remove it from \`index.ts\` and run \`pulumi up\` again.
`;
}
