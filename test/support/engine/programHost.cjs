// Runs the programs of stories, one process for all of them, as the Automation API runs the functions that it is given: with
// Pulumi's SDK and this package loaded once. Prints the port on which engines find it, and ends with its standard input.
// A program may not print, nor read its environment or working directory: they are those of this process.
const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { join, sep } = require("node:path");

const [installation] = process.argv.slice(2);
const inProject = createRequire(join(installation, "package.json"));
const inSdk = createRequire(inProject.resolve("@pulumi/pulumi/package.json"));
const grpc = inSdk("@grpc/grpc-js");
const { LanguageRuntimeService } = inSdk("./proto/language_grpc_pb");
const { LanguageServer } = inSdk("./automation/server");
const { grpcClientOptions } = inSdk("./runtime/settings");

// Connections of different engines share nothing: the port of one that was killed may be given to another.
grpcClientOptions["grpc.use_local_subchannel_pool"] = 1;

/** The server of the Automation API is made for one program. Which one an engine means, it says when it is to run. */
class Programs extends LanguageServer {
  constructor() {
    super(() => undefined);
  }
  run(call, callback) {
    const start = () => {
      const { settings } = currentRun();
      // Of an engine that was killed it would go on asking, and whichever gets the same port next would be told of this
      // program's resources. One that gives up listens to the program's last words.
      const close = () => [settings.monitor, settings.engine].forEach((client) => client?.close());
      call.on("cancelled", () => setTimeout(close, 2_000));
      return program(call.request.getPwd());
    };
    new LanguageServer(start).run(call, callback);
  }
}

/** Runs it anew, with all that stands beside it. What is installed stays loaded. */
function program(folder) {
  const own = (file) => file.startsWith(folder + sep) && !file.includes(`${sep}node_modules${sep}`);
  for (const file of Object.keys(require.cache).filter(own)) delete require.cache[file];
  const file = join(folder, "index.js");
  if (/\b(console|process)\b/.test(readFileSync(file, "utf8"))) {
    throw new Error("this program needs a process of its own: `asUsers: true`");
  }
  return require(file);
}

// The SDK listens to what fails in the process, once for each run, and takes all of it for its own. What a run asks of an
// engine that was killed fails later, and must not end another run.
const runOf = new WeakMap();
const currentRun = () => globalThis.asyncLocalStorage.getStore();
const { on, emit } = process;
process.on = (event, listener) => {
  runOf.set(listener, currentRun());
  return on.call(process, event, listener);
};
process.emit = (event, ...args) => {
  if (event !== "unhandledRejection") return emit.call(process, event, ...args);
  const listeners = process.listeners(event).filter((listener) => runOf.get(listener) === currentRun());
  listeners.forEach((listener) => listener(...args));
  return true;
};

const server = new grpc.Server();
server.addService(LanguageRuntimeService, new Programs());
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.stdout.write(`${port}\n`);
});
process.stdin.resume().on("end", () => process.exit());
