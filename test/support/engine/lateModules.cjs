// Loaded with `--require` into the processes of a program and of a provider, so that Pulumi's SDK starts in less than half
// the time. The SDK loads TypeScript and npm's resolver of dependencies at its start, two thirds of its files, and needs
// them only to turn a function into text, which this package never has done; and its Automation API, which starts others.
// With this they are loaded when first used. Nor does it look up in its own sources where every resource was made, which
// takes longer than to register it.
const Module = require("node:module");

const late = new Set([
  "typescript",
  "@npmcli/arborist",
  "fdir",
  "normalize-package-data",
  "semver",
  "./automation",
]);
const sourceMaps = "source-map-support/register";
const sdk = /[\\/]@pulumi[\\/]pulumi[\\/]/;
const load = Module._load;

Module._load = function (request, parent, ...rest) {
  const isOfSdk = sdk.test(parent?.filename ?? "");
  if (isOfSdk && request === sourceMaps) return {};
  if (!isOfSdk || !late.has(request)) return load.call(this, request, parent, ...rest);
  const loaded = () => load.call(this, request, parent, ...rest);
  // With `__esModule` the SDK takes the object as it is, and does not copy every member of it.
  return new Proxy({}, { get: (_, member) => (member === "__esModule" ? true : loaded()[member]) });
};
