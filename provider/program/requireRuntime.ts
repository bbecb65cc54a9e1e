import { createRequire } from "node:module";
import { join } from "node:path";
import { connectedEngine, isInline, startsProviders } from "./engine";
import { inlineProgramFolders } from "./inlineProgramFolders";
import { perStack } from "./perStack";
import { programError } from "./programError";

const runtimeModule = "pulumi-custom-security-attributes/runtime";

const checked = perStack(() => ({ yet: false }));

/**
 * Makes sure that Pulumi will find the provider, which it looks for from the folder of the program, and says what to
 * install otherwise. Without this check it fails later with an unrelated error. A unit test with Pulumi's mocks starts no
 * provider and is not checked.
 */
export function requireRuntime(): void {
  const state = checked();
  if (state?.yet || !startsProviders()) return;
  refusePlatforms();
  refuseFolders();
  if (state) state.yet = true;
}

function refusePlatforms(): void {
  if (process.versions.bun) {
    throw programError(
      "pulumi-custom-security-attributes needs Node.js: Pulumi's dynamic providers do not run under Bun.",
    );
  }
  if (process.versions.pnp) {
    throw programError(
      "pulumi-custom-security-attributes needs a node_modules folder: Pulumi's dynamic providers do not run under Yarn " +
        "Plug'n'Play. Set `nodeLinker: node-modules` in .yarnrc.yml and run `yarn install`.",
    );
  }
}

function refuseFolders(): void {
  const engine = connectedEngine();
  if (!engine || !isInline(engine)) {
    const folder = process.cwd();
    if (findsRuntime(folder)) return;
    throw programError(
      `${runtimeModule} cannot be found from the folder of this Pulumi program, ${folder}. Run ` +
        "`npm install pulumi-custom-security-attributes` there. A component library that uses the package must name it " +
        "in its peerDependencies.",
    );
  }
  const folders = inlineProgramFolders();
  if (folders.length === 0 || folders.some(findsRuntime)) return;
  throw programError(
    `${runtimeModule} cannot be found from ${folders.join(" or ")}, the folder in which Pulumi runs the provider of this ` +
      "inline program. Set `workDir` to a folder that has pulumi-custom-security-attributes installed.",
  );
}

function findsRuntime(folder: string): boolean {
  try {
    // From a file of that folder: this module would always find its own package.
    createRequire(join(folder, "program.js")).resolve(runtimeModule);
    return true;
  } catch {
    return false;
  }
}
