export const realSlugs = ['tcga-brca', 'hcc-tace-seg', 'tcga-lihc', 'waw-tace'] as const
export type RealSlug = (typeof realSlugs)[number]
