import { PulumiCommand } from "@pulumi/pulumi/automation";

// Installs the CLI of the version that @pulumi/pulumi has into the folder given as argument. This is a process of its own
// because `PulumiCommand.install` cannot be cancelled, and a process can.
PulumiCommand.install({ root: process.argv[2] ?? "" }).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
