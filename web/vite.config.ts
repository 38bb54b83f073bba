import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const here = import.meta.dirname

/** Two entries: the page, and GraphiQL on its own so that its editor costs the page nothing. */
export default defineConfig({
  root: here,
  plugins: [react()],
  build: {
    outDir: resolve(here, 'dist'),
    emptyOutDir: true,
    target: 'es2023',
    cssTarget: ['chrome123', 'safari17.5', 'firefox120'],
    modulePreload: { polyfill: false },
    // Monaco is one piece of its own entry; the page's budget is checked by a test instead.
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      input: { index: resolve(here, 'index.html'), graphiql: resolve(here, 'graphiql.html') },
    },
  },
  worker: { format: 'es' },
  server: {
    port: 4173,
    proxy: { '/graphql': process.env['RADIMMUNE_API'] ?? 'http://127.0.0.1:4000' },
  },
})
