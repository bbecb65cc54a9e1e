/** The simulator does not know this. Better said loudly than guessed: a wrong guess would pass for Graph's behaviour. */
export class NotSimulated extends Error {
  override readonly name = "NotSimulated";

  constructor(
    readonly what: string,
    /** Where to teach it. */
    readonly file: string,
  ) {
    super(`The simulator does not know ${what}. To teach it, extend ${file}.`);
  }
}
