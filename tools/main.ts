import { ensurePulumi } from "./pulumiCli";
import { Interrupted } from "./run";

// Prints the folder alone on standard output, for `PATH="$(npm run --silent pulumi-cli):$PATH"`.
ensurePulumi().then(
  ({ binFolder }) => process.stdout.write(`${binFolder}\n`),
  (error: Error) => {
    if (!(error instanceof Interrupted)) process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  },
);
