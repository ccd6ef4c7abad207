/** isomorphic-git and some of its dependencies are CommonJS inside an ES module. */
export const ESM_BANNER = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";

/** How every function is bundled; its test bundles the same way. */
export const BUNDLING = { target: 'node24', minify: true, mainFields: ['module', 'main'] } as const;
