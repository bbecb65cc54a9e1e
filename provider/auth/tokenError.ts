/** No token for Graph could be had. The message says from whom it was asked, and what to do. */
export class TokenError extends Error {
  override readonly name = "TokenError";
}
