import { createRequire } from "node:module";
import { join } from "node:path";
import { programError } from "./programError";

const runtimeModule = "pulumi-custom-security-attributes/runtime";

let runtimeFound = false;

/**
 * Makes sure that Pulumi will find the provider, which it looks for from the folder of the program, and says what to
 * install otherwise. It would fail later, and darkly, on its own.
 */
export function requireRuntime(): void {
  if (runtimeFound) return;
  if (process.versions.bun) {
    throw programError(
      "pulumi-custom-security-attributes needs Node.js: Pulumi's dynamic providers do not run under Bun.",
    );
  }
  try {
    // From a file of the program's folder: this module would always find its own package.
    createRequire(join(process.cwd(), "program.js")).resolve(runtimeModule);
  } catch {
    throw programError(
      `${runtimeModule} cannot be found from the folder of this Pulumi program, ${process.cwd()}. Run ` +
        "`npm install pulumi-custom-security-attributes` there. A component library that uses the package must name it " +
        "in its peerDependencies; an inline program needs `workDir` to be the folder that has it installed.",
    );
  }
  runtimeFound = true;
}
