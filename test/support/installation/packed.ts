import { sharedInstallation, type Installation } from "./pulumiProject";

let installation: Promise<Installation> | undefined;

/** The packed package as npm installs it; the same one for all test files of this process. */
export function packed(): Promise<Installation> {
  return (installation ??= sharedInstallation());
}

after("remove the installation of the packed package", async () => {
  await (await installation)?.remove();
});
