import type { Estate } from "../estate/estate";
export function reportPage(_estate: Estate): string {
  return "";
}
