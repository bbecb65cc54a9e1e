// Runs the providers of stories, one after the other in one process, with Pulumi's SDK and the libraries of this package
// loaded once. Each has this package, its environment, its folder and its output as if the process were its own. Prints the
// port on which it is asked for one, and ends with its standard input.
//
// A request is the folder, the address of the engine and the lines of the environment, each with a NUL at its end, and one
// NUL more. The answer is a line: `taken`, or `busy` where the provider needs a process of its own. Then come the lines that
// the provider prints, after `out ` or `err `. The end of the connection is the end of the provider.
const { readFileSync } = require("node:fs");
const Module = require("node:module");
const { createServer } = require("node:net");
const { dirname, join, sep } = require("node:path");
const tls = require("node:tls");
const vm = require("node:vm");

const [installation] = process.argv.slice(2);
const pulumiHost = "@pulumi/pulumi/cmd/dynamic-provider";
const { createRequire } = Module;
const inProject = createRequire(join(installation, "package.json"));
const inSdk = createRequire(inProject.resolve("@pulumi/pulumi/package.json"));
const grpc = inSdk("@grpc/grpc-js");
const { grpcClientOptions } = inSdk("./runtime/settings");
const { LocalStore, getStore } = inSdk("./runtime/state");

// What was loaded for a provider stays in memory.
const mostProviders = 60;
// Node and the libraries read these once.
const readOnce =
  /^(NODE_(?!EXTRA_CA_CERTS$).*|.*_PROXY|DEBUG|AZURE_LOG_LEVEL|TZ|IDENTITY_ENDPOINT|AZURE_POD_IDENTITY_AUTHORITY_HOST)$/i;
// Wherever it is installed.
const ownFolder = join(dirname(inProject.resolve("pulumi-custom-security-attributes")), sep);
const emitters = [process, process.stdout, process.stderr];
const ownEnvironment = { ...process.env };

let current;
let providers = 0;

class Provider {
  #socket;
  #server;
  #calls = 0;
  #listeners = emitters.map((emitter) => [emitter, listenersOf(emitter)]);
  #writes = [process.stdout, process.stderr].map((stream) => [stream, stream.write]);

  constructor(socket, { folder, engine, environment }) {
    this.#socket = socket;
    this.authorities = readFileSync(environment.NODE_EXTRA_CA_CERTS);
    replaceEnvironment(environment);
    process.chdir(folder);
    process.argv.splice(1, Infinity, "", engine);
    // The SDK reads its part of the environment when it is loaded.
    Object.assign(getStore(), new LocalStore());
    process.stdout.write = this.#printing("out");
    process.stderr.write = this.#printing("err");
  }

  start() {
    const file = inProject.resolve(pulumiHost);
    forget((one) => one === file || one.startsWith(ownFolder));
    require(file);
  }

  /** A server of the SDK's that is to serve it. */
  serves(server, service) {
    this.#server = server;
    const counted = (method) => (call, callback) => {
      this.#calls++;
      return method.call(service, call, (...answer) => {
        this.#calls--;
        callback(...answer);
      });
    };
    return new Proxy(service, { get: (_, name) => service[name] && counted(service[name]) });
  }

  /** Leaves nothing of it behind. What it is still about would go on, so the whole process ends with it. */
  end() {
    if (this.#calls > 0) process.kill(process.pid, "SIGKILL");
    this.#server?.forceShutdown();
    for (const [stream, write] of this.#writes) stream.write = write;
    for (const [emitter, listeners] of this.#listeners) {
      for (const [event, listener] of listenersOf(emitter)) {
        if (!listeners.some(([, known]) => known === listener)) emitter.removeListener(event, listener);
      }
    }
  }

  #printing(name) {
    let begun = "";
    return (chunk, ...rest) => {
      const lines = (begun + chunk).split("\n");
      begun = lines.pop();
      if (!this.#socket.destroyed) for (const line of lines) this.#socket.write(`${name} ${line}\n`);
      rest.find((one) => typeof one === "function")?.();
      return true;
    };
  }
}

// Connections to different engines share nothing: the port of one that was killed may be given to another.
grpcClientOptions["grpc.use_local_subchannel_pool"] = 1;

const { addService } = grpc.Server.prototype;
grpc.Server.prototype.addService = function (definition, service) {
  return addService.call(this, definition, current.serves(this, service));
};

// The package is run for every provider, and compiled once.
const scripts = new Map();
const loadScript = Module._extensions[".js"];
Module._extensions[".js"] = (module, file) => {
  if (!file.startsWith(ownFolder)) return loadScript(module, file);
  const script = scripts.get(file) ?? compiled(file);
  const run = script.runInThisContext();
  run.call(module.exports, module.exports, createRequire(file), module, file, dirname(file));
};

function compiled(file) {
  const script = new vm.Script(Module.wrap(readFileSync(file, "utf8")), { filename: file });
  scripts.set(file, script);
  return script;
}

// Node reads the file of authorities once.
const { createSecureContext } = tls;
tls.createSecureContext = (options) =>
  createSecureContext({ ...options, ca: options?.ca ?? current?.authorities });

createServer((socket) => {
  let text = "";
  let own;
  socket.on("error", () => undefined);
  socket.on("close", () => {
    if (!own) return;
    own.end();
    current = undefined;
    if (++providers >= mostProviders) process.exit();
  });
  socket.on("data", (chunk) => {
    if (own) return;
    text += chunk;
    if (!text.endsWith("\0\0")) return;
    const request = parsed(text);
    if (current || !fitsHere(request)) return socket.end("busy\n");
    socket.write("taken\n");
    own = current = new Provider(socket, request);
    own.start();
  });
}).listen(0, "127.0.0.1", function () {
  process.stdout.write(`${this.address().port}\n`);
});
process.stdin.resume().on("end", () => process.exit());

function parsed(text) {
  const [folder, engine, ...lines] = text.slice(0, -2).split("\0");
  const entries = lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]);
  return { folder, engine, environment: Object.fromEntries(entries) };
}

function fitsHere({ folder, environment }) {
  const names = Object.keys({ ...ownEnvironment, ...environment }).filter((name) => readOnce.test(name));
  return (
    names.every((name) => environment[name] === ownEnvironment[name]) &&
    environment.NODE_EXTRA_CA_CERTS !== undefined &&
    createRequire(join(folder, "package.json")).resolve(pulumiHost) === inProject.resolve(pulumiHost)
  );
}

function replaceEnvironment(environment) {
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  Object.assign(process.env, environment);
}

/** Has files loaded anew. */
function forget(isMeant) {
  for (const [file, module] of Object.entries(require.cache)) {
    if (isMeant(file)) delete require.cache[file];
    else module.children = module.children.filter(({ filename }) => !filename || !isMeant(filename));
  }
}

function listenersOf(emitter) {
  return emitter
    .eventNames()
    .flatMap((event) => emitter.listeners(event).map((listener) => [event, listener]));
}
