// Loaded with `--require` into the processes of a program and of a provider. The first of them keeps what Node finds out about
// the modules in node_modules: in which file each is, and its compiled code. Those that follow need not find it out again.
// Node does the like by itself from release 22 on, with NODE_COMPILE_CACHE.
const { Buffer } = require("node:buffer");
const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const { setTimeout } = require("node:timers");
const vm = require("node:vm");

const quietMilliseconds = 100;
// Of more than this, such as TypeScript, reading back the code takes as long as compiling what is used of it.
const largestSource = 1e6;

const kept = openStore();
const { _resolveFilename: resolve, _extensions: extensions } = Module;
const { _compile: compile } = Module.prototype;
const loadScript = extensions[".js"];

Module._resolveFilename = function (request, parent, isMain, options) {
  if (options || !isInstalled(parent?.filename)) return resolve.call(this, request, parent, isMain, options);
  return kept.fileOf(`${path.dirname(parent.filename)} ${request}`, () =>
    resolve.call(this, request, parent, isMain),
  );
};

// Whether a file is a CommonJS module has been found out when its code was kept.
extensions[".js"] = (module, file) =>
  kept.codeOf(file) ? module._compile(fs.readFileSync(file, "utf8"), file) : loadScript(module, file);

Module.prototype._compile = function (source, file, ...rest) {
  const isPlain = isInstalled(file) && source.length < largestSource && !/^#!|\bimport\(/.test(source);
  if (!isPlain) return compile.call(this, source, file, ...rest);
  const cachedData = kept.codeOf(file);
  const script = new vm.Script(Module.wrap(source), {
    filename: file,
    columnOffset: -Module.wrapper[0].length,
    cachedData,
  });
  if (!cachedData || script.cachedDataRejected) kept.keep(file, script);
  const { exports } = this;
  return script.runInThisContext().call(exports, exports, requireOf(this), this, file, path.dirname(file));
};

function isInstalled(file) {
  return file !== undefined && /[\\/]node_modules[\\/]/.test(file);
}

/** The `require` that Node gives to a module. */
function requireOf(module) {
  const require = (request) => module.require(request);
  require.resolve = (request, options) => Module._resolveFilename(request, module, false, options);
  require.resolve.paths = (request) => Module._resolveLookupPaths(request, module);
  return Object.assign(require, { main: process.mainModule, extensions, cache: Module._cache });
}

/**
 * What earlier processes of this kind have kept. One that has compiled something new adds it when it has been quiet for a
 * while, for a provider is killed, or when it ends.
 */
function openStore() {
  const file = path.join(process.env["CSA_TEST_KEPT_MODULES"], `${kindOfProcess()}.bin`);
  const old = readStore(file);
  const files = new Map();
  const scripts = new Map();
  const save = () => {
    if (scripts.size === 0) return;
    const codes = new Map([...scripts].map(([name, script]) => [name, script.createCachedData()]));
    scripts.clear();
    for (const [name, code] of codes) old.codes.set(name, code);
    writeStore(file, new Map([...old.files, ...files]), old.codes);
  };
  const timer = setTimeout(save, quietMilliseconds).unref();
  process.on("exit", save);
  return {
    fileOf(request, find) {
      const known = old.files.get(request) ?? files.get(request) ?? find();
      files.set(request, known);
      return known;
    },
    codeOf: (name) => old.codes.get(name),
    keep(name, script) {
      scripts.set(name, script);
      timer.refresh();
    },
  };
}

/** Programs and providers use other parts of the same modules. The scripts of tests are one kind together. */
function kindOfProcess() {
  const { argv, execArgv } = process;
  const isText = execArgv.includes("-e");
  const script = isText ? execArgv[execArgv.indexOf("-e") + 1] : argv[1];
  return (isText || isInstalled(script) ? script : "other").replace(/\W+/g, "-").slice(-60);
}

/** A store is a header in JSON, the length of which stands before it, and the codes one after the other. */
function readStore(file) {
  try {
    const bytes = fs.readFileSync(file);
    const start = 4 + bytes.readUInt32LE(0);
    const { files, places } = JSON.parse(bytes.toString("utf8", 4, start));
    const codes = places.map(([name, from, to]) => [name, bytes.subarray(start + from, start + to)]);
    return { files: new Map(files), codes: new Map(codes) };
  } catch {
    return { files: new Map(), codes: new Map() };
  }
}

function writeStore(file, files, codes) {
  let end = 0;
  const places = [...codes].map(([name, code]) => [name, end, (end += code.length)]);
  const header = Buffer.from(JSON.stringify({ files: [...files], places }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  // Others may be reading, or writing too.
  const temporary = `${file}.${process.pid}`;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(temporary, Buffer.concat([length, header, ...codes.values()]));
  fs.renameSync(temporary, file);
}
