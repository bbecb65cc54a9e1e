import { join } from "node:path";
import type TypeScript from "typescript";

type Compiler = typeof TypeScript;
type SourceFile = TypeScript.SourceFile | undefined;

export interface Compilation {
  /** The folder of the package `typescript`. */
  readonly compiler: string;
  /** The one in which the compiler looks for packages, and in which the files are. */
  readonly folder: string;
  readonly files: readonly string[];
  /** What the command `tsc` takes, besides the common options. */
  readonly options: readonly string[];
}

const common = ["--noEmit", "--strict", "--skipLibCheck", "--types", "node", "--target", "es2022"];

/**
 * What `tsc` would print about the programs: nothing, if it found no mistake. Compilations of one process parse the
 * declarations of packages only once, and these are nearly all that a small program costs.
 */
export function compile({ compiler, folder, files, options: own }: Compilation): string {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- it is the compiler of an installation.
  const ts = require(compiler) as Compiler;
  const { options, errors } = ts.parseCommandLine([...common, ...own]);
  const host = {
    ...ts.createCompilerHost(options),
    getCurrentDirectory: () => folder,
    // As `tsc` does: only an editor shows comments.
    jsDocParsingMode: ts.JSDocParsingMode.ParseForTypeErrors,
  };
  const rootNames = files.map((file) => join(folder, file));
  const program = ts.createProgram({ rootNames, options, host: keepingDeclarations(ts, host) });
  return ts.formatDiagnostics([...errors, ...ts.getPreEmitDiagnostics(program)], host);
}

/** Files of packages by compiler, path and kind of module. They do not change while tests run. */
const parsed = new Map<Compiler, Map<string, SourceFile>>();

function keepingDeclarations(ts: Compiler, host: TypeScript.CompilerHost): TypeScript.CompilerHost {
  const kept = parsed.get(ts) ?? new Map<string, SourceFile>();
  parsed.set(ts, kept);
  return {
    ...host,
    getSourceFile: (file, kind, ...rest) => {
      if (!file.includes("/node_modules/")) return host.getSourceFile(file, kind, ...rest);
      const key = JSON.stringify([file, kind]);
      if (!kept.has(key)) kept.set(key, host.getSourceFile(file, kind, ...rest));
      return kept.get(key);
    },
  };
}
