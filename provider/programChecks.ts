import { createRequire } from "node:module";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";

const runtimeModule = "pulumi-custom-security-attributes/runtime";

/** Pulumi's SDK copies objects key by key, and these keys vanish on the way without a word. */
const lostKeys = ["__proto__", "constructor", "prototype"] as const;

let runtimeFound = false;

/**
 * Makes sure that Pulumi will find the provider, which it looks for from the folder of the program, and says what to
 * install otherwise. It would fail later, and darkly, on its own.
 */
export function requireRuntime(): void {
  if (runtimeFound) return;
  if (process.versions.bun) {
    throw new Error(
      "pulumi-custom-security-attributes needs Node.js: Pulumi's dynamic providers do not run under Bun.",
    );
  }
  try {
    // From a file of the program's folder: this module would always find its own package.
    createRequire(join(process.cwd(), "program.js")).resolve(runtimeModule);
  } catch (cause) {
    throw new Error(
      `${runtimeModule} cannot be found from the folder of this Pulumi program, ${process.cwd()}. Run ` +
        "`npm install pulumi-custom-security-attributes` there. A component library that uses the package must name it " +
        "in its peerDependencies; an inline program needs `workDir` to be the folder that has it installed.",
      { cause },
    );
  }
  runtimeFound = true;
}

/** Refuses attribute names that would be lost between the program and the engine. */
export function refuseLostKeys<T extends object>(attributes: pulumi.Input<T>): pulumi.Input<T> {
  if (attributes instanceof Promise) return attributes.then(refused);
  if (!pulumi.Output.isInstance(attributes)) return refused(attributes);
  return attributes.apply((known) => {
    refused(known as object);
    return known;
  });
}

function refused<T extends object>(attributes: T): T {
  if (typeof attributes !== "object" || attributes === null) return attributes;
  const lost = lostKeys.find((key) => Object.hasOwn(attributes, key));
  if (!lost) return attributes;
  throw new Error(`attributes.${lost}: an attribute of this name cannot be assigned through Pulumi.`);
}
