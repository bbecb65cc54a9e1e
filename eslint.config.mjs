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
    files: ["test/**/*.ts"],
    rules: { "@typescript-eslint/no-floating-promises": "error", "@typescript-eslint/require-await": "off" },
  },
  forbidden(
    ["provider/**"],
    "/(simulator|test|demo|bench|tools)(/|$)",
    "What is published needs nothing of what surrounds it.",
  ),
  forbidden(
    [
      "provider/{index,customSecurityAttributeAssignment,savedProvider,programChecks,programValues,sharedNames,programError}.ts",
    ],
    "^\\./(?!customSecurity|savedProvider$|programChecks$|programValues$|sharedNames$|programError$|assignment/)|^\\.\\./|^@azure/|^@microsoft/",
    "A program that registers a resource loads none of what carries it out.",
  ),
  forbidden(
    ["provider/assignment/**"],
    "^(?!\\./)(?!@pulumi/pulumi$)",
    "Decisions are pure: they import each other only.",
  ),
  forbidden(
    ["provider/graph/**"],
    "^@pulumi|^\\.\\./(?!assignment/|auth/|http/)",
    "Graph has never heard of Pulumi.",
  ),
  forbidden(
    ["provider/auth/**"],
    "^@pulumi|^\\.\\./(?!assignment/|http/)",
    "Credentials know neither Pulumi nor Graph.",
  ),
  forbidden(
    ["provider/http/**"],
    "^@pulumi|^\\.\\./(?!manifest$)",
    "A request does not care what it is about.",
  ),
  forbidden(
    ["provider/cli/**"],
    "^@pulumi|^\\.\\./(?!auth/|manifest$)",
    "The command knows credentials only; Pulumi it runs as a user would.",
  ),
  forbidden(["provider/engine/**"], "^\\.\\./", "Talking to the engine needs nothing of ours."),
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
