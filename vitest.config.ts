import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vite.config";

// The script compiles the messages before it starts vitest: the plugin that does so watches files, and a run of
// tests would wait for it at the end.
const { plugins, ...rest } = base;
const quiet = plugins
  ?.flat()
  .filter((plugin) => !(plugin && "name" in plugin && plugin.name.includes("paraglide")));

export default mergeConfig(
  { ...rest, plugins: quiet },
  defineConfig({
    plugins: [svelteTesting()],
    test: {
      environment: "jsdom",
      include: ["tests/unit/**/*.test.ts"],
      setupFiles: ["tests/unit/setup.ts"],
      restoreMocks: true,
    },
  }),
);
