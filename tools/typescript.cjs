// Loaded with `--require` into a process that runs TypeScript. ts-node compiles it, without checking types, and the JavaScript
// is kept: of all the processes of a test run one compiles a file, and the others start without the compiler, in a fifth of
// the time.
const { createHash } = require("node:crypto");
const { readFileSync } = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const { keep, readIfThere } = require("./keptText.cjs");
const { compilerOptions } = require("../tsconfig.json");
const tsNode = require("ts-node/package.json");
const typescript = require("typescript/package.json");

const root = path.join(__dirname, "..");
const folder = path.join(root, "node_modules/.cache/javascript");
const kind = JSON.stringify([tsNode.version, typescript.version, compilerOptions]);
let service;

process.setSourceMapsEnabled(true);
Module._extensions[".ts"] = (module, file) => module._compile(javaScriptOf(file), file);

function javaScriptOf(file) {
  const source = readFileSync(file, "utf8");
  const hash = createHash("sha256").update(JSON.stringify([kind, file, source]));
  const kept = path.join(folder, `${hash.digest("hex")}.js`);
  return readIfThere(kept) ?? keep(kept, compiled(file, source));
}

function compiled(file, source) {
  // Where ts-node keeps its compiler compiled: by default among the temporary files, which a test may look through.
  process.env.V8_COMPILE_CACHE_CACHE_DIR ??= path.join(root, "node_modules/.cache/typescript");
  service ??= require("ts-node").create({
    cwd: root,
    transpileOnly: true,
    compilerOptions: { noEmit: false },
  });
  return service.compile(source, file);
}
