import { provesSight, requirements, type Permissions } from "../../entra/permissions";
import { failed } from "../commandError";
import type { Talk } from "../talk";
import type { Catalogue } from "./readCatalogue";
import type { Selection } from "./selection";

export interface WhatWasSeen {
  /** Attribute sets of which some value was seen. */
  readonly seen: ReadonlySet<string>;
  readonly selection: Selection;
  readonly catalogue: Catalogue;
  readonly permissions: Permissions;
}

/**
 * Says for which attribute sets an empty answer proves nothing: Graph hides values from a caller who may not see them,
 * and does not say so.
 *
 * @throws CommandError (1) when nothing was seen, and nothing shows that the caller could have seen it.
 */
export function sayWhatWasSeen({ seen, selection, catalogue, permissions }: WhatWasSeen, talk: Talk): void {
  if (provesSight(permissions)) return;
  const wanted = selection.attributeSets;
  const names = wanted.length > 0 ? wanted : (catalogue.attributeSets ?? []).map(({ name }) => name);
  const isAnySeen = wanted.length > 0 ? wanted.some((name) => seen.has(name)) : seen.size > 0;
  if (!isAnySeen) {
    const { permissions, roles } = requirements.readValues;
    throw failed(
      "No value was seen, and there is no evidence that this identity may see values: Graph hides values instead of " +
        "refusing. " +
        `Reading them takes the permission ${permissions[0]} with admin consent and, for a signed-in user, the role ` +
        `${roles[0]}. \`whoami\` says what is missing.`,
    );
  }
  const unseen = names.filter((name) => !seen.has(name));
  if (unseen.length > 0) {
    talk.say(
      `No value was seen in ${unseen.join(", ")}: there is none, or this identity may not see the values of these sets.`,
    );
  }
}
