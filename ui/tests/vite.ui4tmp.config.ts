import config from "./vite.config.ts";
config.preview.port = 4287;
config.build.outDir = "/tmp/ui4-pages";
export default config;
