import { cloudNamed, cloudNames, clouds, cloudsByMetadataHost, type Cloud } from "./clouds";
import { ConfigurationError, type Places, type Setting } from "./configuration";
import { azureadCloudNames } from "./identityNames";

/**
 * Which cloud to talk to. Root, authority and audience belong together: one of them is enough for a cloud of Microsoft's,
 * and both addresses are needed for any other.
 *
 * @throws ConfigurationError when what is set does not name one cloud.
 */
export function chooseCloud({ config, variables, either }: Places): Cloud {
  const graph = readOrigin(config("customSecurityAttributes:graphEndpoint"));
  const ownAuthority = readOrigin(config("customSecurityAttributes:authorityHost"));
  const name = config("customSecurityAttributes:environment");
  if (name) return agreeing(named(name), graph, ownAuthority);

  if (!graph && !ownAuthority) {
    const metadataHost = either(...azureadCloudNames.metadataHost);
    if (metadataHost) return withMetadataHost(metadataHost);
    const azureadName = either(...azureadCloudNames.environment);
    if (azureadName) return named(azureadName)[0];
  }
  return byAddress(graph, ownAuthority ?? readOrigin(variables("AZURE_AUTHORITY_HOST")));
}

/** `@pulumi/azuread` asks this host for the addresses of the cloud. For Microsoft's clouds they are known. */
function withMetadataHost({ name, text }: Setting): Cloud {
  const cloud = cloudsByMetadataHost[text.toLowerCase()];
  if (cloud) return cloud;
  throw new ConfigurationError(
    `${name} is not supported for clouds other than Microsoft's: set customSecurityAttributes:graphEndpoint and ` +
      "customSecurityAttributes:authorityHost",
  );
}

/** All that go by this name: one Graph, and each spelling of its authority. The first is the usual one. */
function named({ text, name }: Setting): [Cloud, ...Cloud[]] {
  const cloud = cloudNamed(text);
  if (!cloud) throw new ConfigurationError(`${name} must be one of ${cloudNames.join(", ")}`);
  const others = clouds.filter((other) => other.graphEndpoint === cloud.graphEndpoint && other !== cloud);
  return [cloud, ...others];
}

function agreeing(
  candidates: [Cloud, ...Cloud[]],
  graph: Setting | undefined,
  authority: Setting | undefined,
): Cloud {
  const cloud = candidates.find((candidate) => matches(candidate, graph, authority));
  if (cloud) return cloud;
  const contradicting = [graph, authority]
    .flatMap((address) => (address ? [address.name] : []))
    .join(" and ");
  throw new ConfigurationError(
    `customSecurityAttributes:environment and ${contradicting} name different clouds: set only one of them`,
  );
}

function byAddress(graph: Setting | undefined, authority: Setting | undefined): Cloud {
  const candidates = clouds.filter((cloud) => matches(cloud, graph, authority));
  const [cloud, ...others] = candidates;
  if (graph && authority) {
    const isKnown = (address: Setting) =>
      clouds.some((known) => matches(known, address, undefined) || matches(known, undefined, address));
    if (!cloud && isKnown(graph) && isKnown(authority)) {
      throw new ConfigurationError(
        `${graph.name} and ${authority.name} belong to different Microsoft clouds`,
      );
    }
    return { graphEndpoint: graph.text, authorityHost: authority.text };
  }
  const needed = (key: string, why: string) =>
    new ConfigurationError(`customSecurityAttributes:${key} must be set too, ${why}`);
  if (!cloud && graph) {
    throw needed(
      "authorityHost (or AZURE_AUTHORITY_HOST)",
      "because graphEndpoint is not one of Microsoft's clouds",
    );
  }
  if (!cloud) throw needed("graphEndpoint", "because authorityHost is not one of Microsoft's clouds");
  if (authority && others.length > 0) {
    const endpoints = candidates.map(({ graphEndpoint }) => graphEndpoint).join(" or ");
    throw needed("graphEndpoint", `because the authority serves several clouds: ${endpoints}`);
  }
  return cloud;
}

function matches(cloud: Cloud, graph: Setting | undefined, authority: Setting | undefined): boolean {
  return (
    (!graph || cloud.graphEndpoint === graph.text) && (!authority || cloud.authorityHost === authority.text)
  );
}

function readOrigin(setting: Setting | undefined): Setting | undefined {
  if (!setting) return undefined;
  // Environment and Azure tools write the authority with and without the scheme.
  const address = setting.text.includes("://") ? setting.text : `https://${setting.text}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (
    url?.protocol !== "https:" ||
    url.username ||
    url.password ||
    url.search ||
    url.hash ||
    url.pathname !== "/"
  ) {
    throw new ConfigurationError(
      `${setting.name} must be an https address without a path, such as https://graph.microsoft.com`,
    );
  }
  return { ...setting, text: url.origin };
}
