import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const here = import.meta.dirname

/** Which page is built is build.ts's choice; the development server serves both. */
export default defineConfig({
  root: here,
  plugins: [react()],
  build: {
    target: 'es2023',
    cssTarget: ['chrome123', 'safari17.5', 'firefox120'],
    modulePreload: { polyfill: false },
    // Monaco is one piece of GraphiQL; the page's own budget is checked by a test instead.
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      onLog: (level, log, handle) => {
        // Directives for the React compiler in GraphiQL's packages; they mean nothing to a bundler.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level, log)
      },
    },
  },
  // Monaco's workers and GraphiQL's entry are more than the optimiser's crawl can take; their page is for the build.
  optimizeDeps: { entries: ['index.html'], exclude: ['graphiql', '@graphiql/react', 'monaco-editor'] },
  worker: { format: 'es' },
  server: {
    port: 4173,
    proxy: { '/graphql': process.env['RADIMMUNE_API'] ?? 'http://127.0.0.1:4000' },
  },
})
