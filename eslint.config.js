import svelte from "eslint-plugin-svelte";
import tseslint from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

export default tseslint.config(
  { ignores: ["ui/dist", "ui/dist-overlay", "ui/src/paraglide", "ui/src/bindings.ts"] },
  tseslint.configs.strict,
  svelte.configs.recommended,
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: {
      parserOptions: { parser: tseslint.parser, extraFileExtensions: [".svelte"], svelteConfig },
    },
  },
  {
    rules: {
      // Titles come from outside: they are text, never markup.
      "svelte/no-at-html-tags": "error",
    },
  },
  {
    files: ["ui/src/**"],
    ignores: ["ui/src/backend/tauri.ts"],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          patterns: [
            { group: ["@tauri-apps/*"], message: "Only ui/src/backend/tauri.ts knows Tauri." },
            {
              group: ["**/bindings"],
              allowTypeImports: true,
              message: "Import types only; ui/src/backend/tauri.ts calls the commands.",
            },
          ],
        },
      ],
    },
  },
  {
    files: ["ui/tests/**"],
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-empty-function": "off",
    },
  },
);
