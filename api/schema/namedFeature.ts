import { featureLabel } from '../../science/imaging/featureLabel.ts'
import { builder } from '../builder.ts'

/** What every line about an image feature says first. */
export const NamedFeature = builder.interfaceRef<{ feature: string }>('NamedFeature').implement({
  description: 'A line about one image feature.',
  fields: (t) => ({
    feature: t.exposeString('feature', { description: 'Name of the feature, as the column is called.' }),
    label: t.string({
      description:
        'What papers call it; the name of the column where neither pyradiomics nor MIRP has such a feature.',
      resolve: ({ feature }) => featureLabel(feature) ?? feature,
    }),
  }),
})
