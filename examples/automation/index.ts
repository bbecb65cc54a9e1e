import { LocalWorkspace } from "@pulumi/pulumi/automation";
import { tagAll } from "./program";

const [command, project = "", ...servicePrincipalIds] = process.argv.slice(2);

async function main(): Promise<void> {
  const stack = await LocalWorkspace.createOrSelectStack(
    {
      stackName: "dev",
      projectName: "automation",
      program: () => Promise.resolve(tagAll(servicePrincipalIds, project)),
    },
    // Without it the program runs in an empty temporary folder, where Pulumi cannot find the package.
    { workDir: __dirname },
  );
  const onOutput = (text: string) => void process.stderr.write(text);

  switch (command) {
    case "preview": {
      const { changeSummary } = await stack.preview({ onOutput });
      return report(changeSummary);
    }
    case "up": {
      const { summary } = await stack.up({ onOutput });
      return report(summary.resourceChanges);
    }
    case "destroy": {
      const { summary } = await stack.destroy({ onOutput });
      return report(summary.resourceChanges);
    }
    default:
      throw new Error(
        "usage: npm run tags -- preview|up|destroy [project] [object id of a service principal…]",
      );
  }
}

/** How many resources were created, changed or left the same. */
function report(changes: Readonly<Record<string, number>> = {}): void {
  console.log(JSON.stringify(changes));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
