// Asks the providers of the resources on standard input what a preview asks them: whether the inputs are valid, and whether
// anything differs from the outputs. Runs in the folder of the program, from where Pulumi's host resolves the saved text too.
const { createRequire } = require("node:module");
const { join } = require("node:path");
const { text } = require("node:stream/consumers");

const providers = new Map();

/** As Pulumi's host of dynamic providers does it. */
function providerOf(savedText, configuration) {
  if (!providers.has(savedText)) {
    const module = { exports: {} };
    new Function("require", "module", "exports", savedText)(
      createRequire(join(process.cwd(), "program.js")),
      module,
      module.exports,
    );
    const provider = module.exports.handler();
    void provider.configure?.({ config: { get: (key) => configuration[key] } });
    providers.set(savedText, provider);
  }
  return providers.get(savedText);
}

async function answerFor({ id, inputs, outputs }, configuration) {
  const { __provider } = inputs;
  const provider = providerOf(__provider, configuration);
  const checked = await provider.check(inputs, structuredClone(inputs));
  if (checked.failures?.length > 0) return { failures: checked.failures };
  return provider.diff(id, outputs, { ...checked.inputs, __provider });
}

async function main() {
  const { resources, configuration } = JSON.parse(await text(process.stdin));
  const answers = [];
  for (const resource of resources) answers.push(await answerFor(resource, configuration));
  process.stdout.write(JSON.stringify(answers));
}

void main();
