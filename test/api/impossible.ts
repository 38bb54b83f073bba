/**
 * What no answer may say, whatever was asked: p outside 0 … 1, q below its p, an interval that its estimate is not in, patients who
 * are gone between two steps of the flow without standing among those left out.
 */
export function impossibilities(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((one, i) => impossibilities(one, `${path}.${i}`))
  if (typeof value !== 'object' || value === null) return []
  const fields = value as Record<string, unknown>
  const said = [...probabilities(fields), ...interval(fields), ...flow(fields['flow'])]
  return [
    ...said.map((words) => `${path}: ${words}`),
    ...Object.entries(fields).flatMap(([key, inner]) => impossibilities(inner, `${path}.${key}`)),
  ]
}

const isNumber = (value: unknown): value is number => typeof value === 'number'

function probabilities({ pValue, qValue, logP }: Record<string, unknown>): string[] {
  const said = [pValue, qValue]
    .filter(isNumber)
    .filter((p) => !(p >= 0 && p <= 1))
    .map((p) => `a probability of ${p}`)
  if (isNumber(pValue) && isNumber(qValue) && qValue < pValue * (1 - 1e-9))
    said.push(`q ${qValue} below p ${pValue}`)
  if (isNumber(pValue) && isNumber(logP) && Math.abs(Math.exp(logP) - pValue) > 1e-12)
    said.push(`p ${pValue} with log p ${logP}`)
  return said
}

function interval({ value, low, high }: Record<string, unknown>): string[] {
  if (!isNumber(low) || !isNumber(high)) return []
  if (low > high) return [`an interval from ${low} to ${high}`]
  const slack = isNumber(value) ? 1e-9 * Math.abs(value) : 0
  return isNumber(value) && (value < low - slack || value > high + slack)
    ? [`${value} outside its interval ${low} to ${high}`]
    : []
}

interface Step {
  n: number
  leftOut?: { n: number; patients?: string[] }[]
}

function flow(steps: unknown): string[] {
  if (!Array.isArray(steps)) return []
  return (steps as Step[]).flatMap(({ n, leftOut }, i, all) => {
    const before = all[i - 1]
    if (!leftOut) return []
    const lost = leftOut.reduce((sum, reason) => sum + reason.n, 0)
    const unnamed = leftOut.filter((reason) => reason.patients && reason.patients.length !== reason.n)
    return [
      ...(before && before.n - lost !== n ? [`step ${i}: ${before.n} without ${lost} are not ${n}`] : []),
      ...unnamed.map((reason) => `step ${i}: ${reason.n} left out, ${reason.patients?.length ?? 0} named`),
    ]
  })
}
