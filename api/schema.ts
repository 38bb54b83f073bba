import './schema/claim.ts'
import './schema/baseline.ts'
import './schema/comparison.ts'
import './schema/correlation.ts'
import './schema/ctSeries.ts'
import './schema/derivation.ts'
import './schema/exclusion.ts'
import './schema/finding.ts'
import './schema/placebo.ts'
import './schema/outcome.ts'
import './schema/response.ts'
import './schema/riskModel.ts'
import './schema/robustness.ts'
import './schema/savedGroup.ts'
import './schema/specimen.ts'
import { builder } from './builder.ts'

/** The contract: every noun has added itself to the builder by now. */
export const schema = builder.toSchema()
