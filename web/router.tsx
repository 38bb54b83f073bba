import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  retainSearchParams,
  type RouterHistory,
} from '@tanstack/react-router'
import type * as prefetchModule from './prefetch.ts'
import { parseAddress, writeAddress } from './address.ts'
import type { Client } from 'urql'
import { readAssociationSearch, readDataSearch, readGenesSearch, readGeneSearch } from './associationUrl.ts'
import { AppShell } from './ui/AppShell.tsx'
import { NotFound } from './ui/NotFound.tsx'
import { PageFailed } from './ui/PageFailed.tsx'
import { Loading } from './ui/states.tsx'
import { readClaimSearch } from './claimAddress.ts'
import {
  readBoardSearch,
  readCohortSearch,
  readCompareSearch,
  readImportSearch,
  readModelSearch,
  readReleaseSearch,
  readTourSearch,
} from './url.ts'

interface RouterContext {
  client: Client
}

const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: AppShell,
  notFoundComponent: () => <NotFound />,
  validateSearch: readTourSearch,
  // the example stays above the page until it is closed
  search: { middlewares: [retainSearchParams(['tour'])] },
})

type Prefetch = typeof prefetchModule.prefetch

/** Not waited for: a page that is opened at once asks the same itself, and the same question is asked once. */
function ahead(ask: (parts: Prefetch) => Promise<unknown>): void {
  void import('./prefetch.ts').then(({ prefetch }) => ask(prefetch))
}

export const cohortsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  loader: ({ context, preload }) => {
    if (preload) ahead(({ cohorts }) => cohorts(context.client))
  },
  component: lazyRouteComponent(() => import('./pages/CohortsPage.tsx'), 'CohortsPage'),
})

export const cohortRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/cohort/$slug',
  validateSearch: readCohortSearch,
  component: lazyRouteComponent(() => import('./pages/CohortPage.tsx'), 'CohortPage'),
})

export const patientRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/cohorts/$slug/patients/$id',
  validateSearch: readReleaseSearch,
  component: lazyRouteComponent(() => import('./pages/PatientPage.tsx'), 'PatientPage'),
})

export const methodRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/methods/$name',
  component: lazyRouteComponent(() => import('./pages/MethodPage.tsx'), 'MethodPage'),
})

export const compareChoiceRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/compare',
  loader: ({ context, preload }) => {
    if (preload) ahead(({ choices }) => choices(context.client))
  },
  component: lazyRouteComponent(() => import('./pages/CompareChoicePage.tsx'), 'CompareChoicePage'),
})

export const compareRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/compare/$slug',
  validateSearch: readCompareSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, params, deps, preload }) => {
    if (preload) ahead(({ comparison }) => comparison(context.client, params.slug, deps))
  },
  component: lazyRouteComponent(() => import('./pages/ComparisonPage.tsx'), 'ComparisonPage'),
})

export const modelsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/models',
  component: lazyRouteComponent(() => import('./pages/ModelsPage.tsx'), 'ModelsPage'),
})

export const modelRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/models/$release/$key',
  validateSearch: readModelSearch,
  component: lazyRouteComponent(() => import('./pages/ModelPage.tsx'), 'ModelPage'),
})

export const claimRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/claim',
  validateSearch: readClaimSearch,
  loader: ({ context, preload }) => {
    if (preload) ahead(({ claims }) => claims(context.client))
  },
  component: lazyRouteComponent(() => import('./pages/ClaimPage.tsx'), 'ClaimPage'),
})

export const associationsChoiceRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/associations',
  component: lazyRouteComponent(() => import('./pages/AssociationsChoicePage.tsx'), 'AssociationsChoicePage'),
})

export const associationsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/associations/$slug',
  validateSearch: readAssociationSearch,
  component: lazyRouteComponent(() => import('./pages/AssociationsPage.tsx'), 'AssociationsPage'),
})

export const genesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/genes/$slug',
  validateSearch: readGenesSearch,
  component: lazyRouteComponent(() => import('./pages/GenesPage.tsx'), 'GenesPage'),
})

export const geneRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/gene/$slug',
  validateSearch: readGeneSearch,
  component: lazyRouteComponent(() => import('./pages/GenePage.tsx'), 'GenePage'),
})

export const cohortDataRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/data/$slug',
  validateSearch: readDataSearch,
  component: lazyRouteComponent(() => import('./pages/CohortDataPage.tsx'), 'CohortDataPage'),
})

export const boardRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/board',
  validateSearch: readBoardSearch,
  component: lazyRouteComponent(() => import('./pages/BoardPage.tsx'), 'BoardPage'),
})

export const dataRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/data',
  component: lazyRouteComponent(() => import('./pages/DataPage.tsx'), 'DataPage'),
})

/** Reached from the data page. */
export const importRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/import',
  validateSearch: readImportSearch,
  component: lazyRouteComponent(() => import('./pages/ImportPage.tsx'), 'ImportPage'),
})

export const apiRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/api',
  component: lazyRouteComponent(() => import('./pages/ApiPage.tsx'), 'ApiPage'),
})

/** Not in the navigation: for those who work on the plots. */
export const galleryRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/gallery',
  component: lazyRouteComponent(() => import('./pages/GalleryPage.tsx'), 'GalleryPage'),
})

const routeTree = rootRoute.addChildren([
  cohortsRoute,
  cohortRoute,
  patientRoute,
  methodRoute,
  compareChoiceRoute,
  compareRoute,
  modelsRoute,
  modelRoute,
  claimRoute,
  associationsChoiceRoute,
  associationsRoute,
  genesRoute,
  geneRoute,
  boardRoute,
  dataRoute,
  importRoute,
  cohortDataRoute,
  apiRoute,
  galleryRoute,
])

/** The router of the page. All state is in the address, as plain text, so that a link can be read and typed. */
export function createAppRouter(client: Client, history?: RouterHistory) {
  return createRouter({
    routeTree,
    context: { client },
    ...(history === undefined ? {} : { history }),
    parseSearch: parseAddress,
    stringifySearch: writeAddress,
    defaultPreload: 'intent',
    scrollRestoration: true,
    defaultPendingComponent: () => <Loading label="Opening the page" />,
    defaultErrorComponent: PageFailed,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
