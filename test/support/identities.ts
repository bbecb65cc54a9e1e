/**
 * The environment of this process without anything that names an identity, so that tests sign in as whom they say, also
 * on the machine of somebody who works with a tenant.
 */
export function withoutIdentity(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const names = /^(ARM|AZURE|IDENTITY|MSI)_|^ACTIONS_ID_TOKEN_/;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !names.test(name)));
}
