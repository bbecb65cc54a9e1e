import { isObjectId } from "../../entra/principal";
import { isAttributeValue, type AttributeValue } from "../../entra/values";
import type { Session } from "../../session/session";
import { placeIn, valuesIn, type Draft } from "./draft";

/**
 * Values that the last run left and the program does not name any more are free for others, in any order.
 *
 * @param isWanted Whether the program still names an attribute of the same principal and set.
 */
export function offerDropped({ history }: Session, olds: Draft, isWanted: (name: string) => boolean): void {
  const place = placeIn(olds);
  if (!place || !isObjectId(place.principal.id)) return;
  const dropped = [...valuesIn(olds)].filter(
    (entry): entry is [string, AttributeValue] => isAttributeValue(entry[1]) && !isWanted(entry[0]),
  );
  if (dropped.length > 0) history.at(place).giveUp(new Map(dropped));
}
