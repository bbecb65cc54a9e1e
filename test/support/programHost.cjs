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
const { isGrpcError } = inSdk("./errors");

/** The server of the Automation API is made for one program. Which one an engine means, it says when it is to run. */
class Programs extends LanguageServer {
  constructor() {
    super(() => undefined);
  }
  run(call, callback) {
    new LanguageServer(() => program(call.request.getPwd())).run(call, callback);
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

// What a program asks of an engine that has gone fails when nobody waits for it any more. The SDK takes whatever fails in
// the process for a failure of the program that runs by then.
const emit = process.emit;
process.emit = (event, ...args) =>
  (event === "unhandledRejection" && isGrpcError(args[0] ?? {})) || emit.call(process, event, ...args);

const server = new grpc.Server();
server.addService(LanguageRuntimeService, new Programs());
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.stdout.write(`${port}\n`);
});
process.stdin.resume().on("end", () => process.exit());
