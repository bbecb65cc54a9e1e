/** The demo could not show what it claims. The message is for the person who watches. */
export class DemoFailure extends Error {
  override readonly name = "DemoFailure";
}
