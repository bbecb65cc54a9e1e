const names = /^(ARM|AZURE|IDENTITY|MSI)_|^ACTIONS_ID_TOKEN_|^SYSTEM_(ACCESSTOKEN|OIDCREQUESTURI)$/;

/**
 * The environment of this process without anything that names an identity, so that tests sign in with the identity that they
 * name, also on a machine that is used with a tenant.
 */
export function withoutIdentity(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return pick(environment, (name) => !names.test(name));
}

/** What in an environment names an identity, for those who are to work as that one. */
export function identityOf(environment: NodeJS.ProcessEnv): Record<string, string> {
  return pick(environment, (name) => names.test(name)) as Record<string, string>;
}

function pick(environment: NodeJS.ProcessEnv, isWanted: (name: string) => boolean): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => isWanted(name)));
}
