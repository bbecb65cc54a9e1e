import { caseVariantOf, nameProblem } from "../../entra/names";
import type { Attributes, AttributeValue } from "../../entra/values";
import { lostKeys, whyLost } from "../../pulumi/lostKeys";
import { togetherProblems } from "../../resources/assignment/inputs";
import { typeMismatch } from "../../resources/assignment/typeMismatch";
import { attributeProblems } from "../../resources/assignment/valueProblems";
import type { Estate } from "../estate/estate";

/** A value that the program does not hold, and why. */
export interface Refused {
  readonly name: string;
  readonly reason: string;
}

export interface Holdable {
  readonly kept: Attributes;
  readonly refused: readonly Refused[];
}

/** Tells which values of an attribute set a program can hold. */
export type Sieve = (attributes: Attributes) => Holdable;

/**
 * Sorts out what the resources would refuse, by their own rules: one such value would stop the whole first update. An
 * attribute that is not defined, or whose value is not allowed, is none of them, because nothing of it is sent.
 */
export function sieveFor(attributeSet: string, { attributeSets, definitions }: Estate): Sieve {
  const ofSet = setProblem(
    attributeSet,
    attributeSets?.map(({ name }) => name),
  );
  const defined = new Map(
    definitions?.filter((one) => one.attributeSet === attributeSet).map((one) => [one.name, one]),
  );
  const problemOf = (name: string, value: AttributeValue): string | undefined => {
    if (ofSet !== undefined) return ofSet;
    if (lostKeys.includes(name)) return whyLost;
    const [problem] = attributeProblems(name, value);
    if (problem) return problem.reason;
    const definition = defined.get(name);
    const mismatch = definition && typeMismatch(value, definition);
    if (mismatch) return `the attribute is defined as ${mismatch.defined}`;
    return definition ? undefined : otherCase(name, defined.keys());
  };
  return (attributes) => {
    const kept = new Map<string, AttributeValue>();
    const refused: Refused[] = [];
    for (const [name, value] of attributes) {
      const reason = problemOf(name, value) ?? problemBeside(kept, name, value);
      if (reason === undefined) kept.set(name, value);
      else refused.push({ name, reason });
    }
    return { kept, refused };
  };
}

function setProblem(attributeSet: string, names: readonly string[] | undefined): string | undefined {
  const problem = nameProblem(attributeSet, "attribute set");
  if (problem !== undefined || names?.includes(attributeSet)) return problem;
  return otherCase(attributeSet, names ?? []);
}

function otherCase(name: string, names: Iterable<string>): string | undefined {
  const variant = caseVariantOf(name, names);
  return variant === undefined
    ? undefined
    : `the tenant defines this name with different upper and lower case: ${variant}`;
}

/** What is wrong with a value beside those that are kept already. */
function problemBeside(kept: Attributes, name: string, value: AttributeValue): string | undefined {
  return togetherProblems(new Map([...kept, [name, value]]))[0]?.reason;
}
