import { caseVariantOf } from "../entra/names";
import * as messages from "../report/schemaMessages";
import type { Session } from "../session/session";

/**
 * Entra has one set of a name, whatever its case. One that Graph does not find may be there in another spelling, which a
 * Graph that ignores case would take for it a moment later.
 */
export async function refuseOtherSetCase({ catalogue }: Session, attributeSet: string): Promise<void> {
  const names = (await catalogue.attributeSets()).map(({ name }) => name);
  const defined = caseVariantOf(attributeSet, names);
  if (defined !== undefined) throw new Error(messages.otherCase(attributeSet, defined));
}

/** The same for an attribute, and its set. */
export async function refuseOtherNameCase(
  session: Session,
  attributeSet: string,
  name: string,
): Promise<void> {
  const definitions = await session.catalogue.definitions(attributeSet);
  const defined = caseVariantOf(
    name,
    definitions.map((definition) => definition.name),
  );
  if (defined !== undefined) {
    throw new Error(messages.otherCase(`${attributeSet}.${name}`, `${attributeSet}.${defined}`));
  }
  if (definitions.length === 0) await refuseOtherSetCase(session, attributeSet);
}
