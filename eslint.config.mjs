import js from "@eslint/js";
import tseslint from "typescript-eslint";

/** Forbids imports between folders, so that the arrows in docs/architecture.md stay true. */
const forbidden = (patterns, message) => ({
  "@typescript-eslint/no-restricted-imports": ["error", { patterns: [{ regex: patterns, message }] }],
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
  { files: ["**/*.mjs"], extends: [tseslint.configs.disableTypeChecked], languageOptions: { globals: { process: "readonly", console: "readonly", URL: "readonly" } }, rules: { "no-restricted-syntax": "off" } },
  { files: ["test/**/*.ts"], rules: { "@typescript-eslint/no-floating-promises": "error", "@typescript-eslint/require-await": "off" } },
);
