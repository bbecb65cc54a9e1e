import js from "@eslint/js";
import tseslint from "typescript-eslint";

/** Keeps the arrows of docs/architecture.md true: what the files of a folder may not import. */
const forbidden = (files, regex, message) => ({
  files,
  rules: {
    "@typescript-eslint/no-restricted-imports": [
      "error",
      { patterns: [{ regex, message, allowTypeImports: false }] },
    ],
  },
});

export default tseslint.config(
  { ignores: ["lib/", "**/node_modules/", "examples/*/bin/"] },
  js.configs.recommended,
  tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ["*.mjs"] } } },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "no-restricted-syntax": [
        "error",
        { selector: "TSEnumDeclaration", message: "Use a union of string literals." },
        { selector: "ExportDefaultDeclaration", message: "Named exports only." },
      ],
      eqeqeq: ["error", "always", { null: "ignore" }],
    },
  },
  {
    files: ["**/*.mjs"],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { process: "readonly", console: "readonly", URL: "readonly" } },
    rules: { "no-restricted-syntax": "off" },
  },
  {
    files: ["examples/**/*.js", "bench/programs/*.js"],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { require: "readonly", exports: "readonly" } },
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
  {
    files: ["bench/programs/*.js"],
    languageOptions: {
      globals: Object.fromEntries(
        ["process", "URL", "URLSearchParams", "fetch", "setTimeout"].map((name) => [name, "readonly"]),
      ),
    },
    // Pulumi hands every operation more than some of these need.
    rules: { "@typescript-eslint/no-unused-vars": "off" },
  },
  {
    // Plain scripts, one after the other: what one declares, another uses.
    files: ["provider/cli/report/page/*.ts"],
    languageOptions: { sourceType: "script" },
    rules: { "@typescript-eslint/no-unused-vars": ["error", { vars: "local" }], "no-undef": "off" },
  },
  {
    files: ["test/support/engine/*.cjs", "tools/*.cjs"],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: Object.fromEntries(
        ["require", "exports", "process", "structuredClone", "setTimeout", "__dirname"].map((name) => [
          name,
          "readonly",
        ]),
      ),
    },
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
  {
    files: ["test/**/*.ts"],
    rules: { "@typescript-eslint/no-floating-promises": "error", "@typescript-eslint/require-await": "off" },
  },
  forbidden(
    ["provider/**"],
    "/(simulator|test|demo|bench|tools)(/|$)",
    "What is published needs nothing of what surrounds it.",
  ),
  ...Object.entries({
    entra: { may: [], why: "What Entra means by its words depends on nothing." },
    pulumi: { may: [], why: "Pulumi's protocol is described by itself." },
    http: { may: ["manifest$"], why: "A request does not care what it is about." },
    auth: { may: ["entra/", "http/"], why: "Credentials know neither Pulumi nor Graph." },
    graph: { may: ["entra/", "auth/", "http/"], why: "Graph has never heard of Pulumi." },
    principals: { may: ["entra/", "graph/"], why: "The work on a principal knows no resource." },
    report: {
      may: ["entra/", "pulumi/", "graph/", "principals/"],
      why: "A sentence knows what failed, and not which resource it failed for.",
    },
    session: {
      may: ["entra/", "auth/", "graph/", "principals/", "report/"],
      why: "What a process keeps serves every resource and every host.",
    },
    resources: {
      may: ["entra/", "pulumi/", "graph/", "principals/", "report/", "session/"],
      why: "What happens to a resource does not depend on who hosts it.",
    },
    hosts: {
      may: ["entra/", "pulumi/", "resources/", "session/", "report/"],
      why: "A host passes on what resources say.",
      packages: "^@azure/|^@microsoft/",
    },
    cli: {
      may: [
        ...["entra/", "pulumi/", "auth/", "graph/", "session/", "manifest$"],
        "resources/(assignment|definition|attributeSet)/inputs$",
        "resources/(resource$|assignment/(typeMismatch|valueProblems)$)",
      ],
      why: "A command knows no host; Pulumi it runs as a user would.",
    },
    program: {
      may: ["entra/", "pulumi/", "resources/[^/]+/(inputs|state)$", "resources/lookUps/results$"],
      why: "A program that registers a resource loads none of what carries it out.",
      packages: "^@azure/|^@microsoft/",
    },
  }).flatMap(([folder, { may, why, packages }]) =>
    ["*", "*/*"].map((files, depth) => {
      const up = "\\.\\./".repeat(depth + 1);
      const outside = may.length > 0 ? `^${up}(?!${may.join("|")})` : `^${up}`;
      const others = `${packages ?? "^@pulumi/"}|^pulumi-custom-security-attributes`;
      return forbidden([`provider/${folder}/${files}.ts`], `${outside}|${others}`, why);
    }),
  ),
  forbidden(
    ["provider/resources/lookUps/*.ts"],
    [
      "^\\.\\./(?!\\.\\./|(resource|reporting|inputProblems|rawInputs)$|assignment/(draft|inputs|typeMismatch|valueProblems)$)",
      "^\\.\\./\\.\\./(?!entra/|pulumi/|graph/|principals/|report/|session/)",
      "^@pulumi/|^pulumi-custom-security-attributes",
    ].join("|"),
    "A look-up changes nothing, and finds the same whoever calls it.",
  ),
  forbidden(
    ["provider/cli/simulate/*.ts"],
    "^\\.\\./(?!(commandError|runCommandLine|options)$|estate/|report/|\\.\\./entra/)|^@|^pulumi-custom-security-attributes(?!/simulator$)",
    "Only this command loads the simulator, as everybody else would; it needs no credentials.",
  ),
  forbidden(
    ["simulator/**"],
    "/(provider|test|demo|bench|tools)/|^pulumi-custom-security-attributes",
    "The simulator shares no code with what it tests.",
  ),
  forbidden(["tools/**"], "^\\.\\./", "Getting a Pulumi CLI needs nothing else of this checkout."),
  forbidden(
    ["demo/**", "bench/**"],
    "/provider/",
    "What is shown and measured is what a user of the package gets.",
  ),
);
