import { assign, clear, destroy, holds, put, refresh, restore, run, secret, up } from "./scenario";

describe("secrets of a program, when the tenant changes", () => {
  holds("a secret that disappears from the tenant and comes back stays a secret", [
    put("a", { Level: 0, NumVendors: 0 }),
    secret("a", "Level"),
    up,
    clear("Level"),
    refresh,
    restore("Level"),
    refresh,
    run("preview --refresh --expect-no-changes"),
    up,
    destroy,
  ]);

  holds("another value of a secret is a secret", [
    put("a", { Level: 0 }),
    secret("a", "Level"),
    up,
    clear("Level"),
    refresh,
    assign("Level", 1),
    refresh,
    run("preview"),
    run("up --refresh"),
    destroy,
  ]);

  holds("of a secret map everything stays a secret", [
    put("a", { Level: 0, ProjectDate: 0 }, { secretMap: true }),
    up,
    clear("Level"),
    clear("ProjectDate"),
    refresh,
    assign("Level", 1),
    restore("ProjectDate"),
    refresh,
    run("preview"),
    up,
    destroy,
  ]);

  holds("a secret element of a list stays a secret", [
    put("a", { Project: 0 }),
    secret("a", "Project", "element"),
    up,
    clear("Project"),
    refresh,
    restore("Project"),
    refresh,
    run("preview"),
    up,
    destroy,
  ]);

  holds("a secret element of a list stays a secret when the list grows shorter and longer", [
    put("a", { Project: 0 }),
    secret("a", "Project", "element"),
    up,
    assign("Project", 1),
    refresh,
    assign("Project", 0),
    refresh,
    run("preview"),
    up,
    destroy,
  ]);
});
