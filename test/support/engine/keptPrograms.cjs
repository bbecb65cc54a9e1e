// Loaded with `--require` into the process of a program. Where it is in TypeScript that is not to be checked, the SDK's ts-node
// compiles it, and the JavaScript is kept: of all the processes of a test run one compiles a program, and those that follow
// start without the compiler, in a third of the time.
const { createHash } = require("node:crypto");
const { readFileSync } = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const { keep, readIfThere } = require("../../../tools/keptText.cjs");

const folder = path.join(path.dirname(process.env["CSA_TEST_KEPT_MODULES"]), "programs");
const sdk = /[\\/]@pulumi[\\/]pulumi[\\/]/;
const load = Module._load;

Module._load = function (request, parent, ...rest) {
  const loaded = () => load.call(this, request, parent, ...rest);
  if (!sdk.test(parent?.filename ?? "")) return loaded();
  if (request === "typescript") return typeScript(manifestOf(request, parent), loaded);
  return request === "ts-node"
    ? tsNode(manifestOf(request, parent), manifestOf("typescript", parent), loaded)
    : loaded();
};

/** What the SDK asks of TypeScript before it hands it to ts-node is answered without. */
function typeScript({ version }, loaded) {
  const own = { version, parseConfigFileTextToJson };
  return new Proxy(own, { get: (_, member) => own[member] ?? loaded()[member] });
  function parseConfigFileTextToJson(file, text) {
    try {
      return { config: JSON.parse(text) };
    } catch {
      return loaded().parseConfigFileTextToJson(file, text);
    }
  }
}

function tsNode({ version }, compiler, loaded) {
  const register = (options) => {
    if (!options.transpileOnly) return loaded().register(options);
    const kind = [version, compiler.version, options, readIfThere(options.project)];
    let service;
    Module._extensions[".ts"] = (module, file) => {
      const source = readFileSync(file, "utf8");
      const hash = createHash("sha256").update(JSON.stringify([kind, source]));
      const kept = path.join(folder, `${hash.digest("hex")}.js`);
      const compile = () => (service ??= loaded().create(options)).compile(source, file);
      module._compile(readIfThere(kept) ?? keep(kept, compile()), file);
    };
  };
  return { VERSION: version, register };
}

function manifestOf(name, parent) {
  return parent.require(`${name}/package.json`);
}
