declare module 'quadprog' {
  /** min ½xᵀDx − dᵀx with Aᵀx ≥ b; arrays start at 1. D is overwritten. */
  export function solveQP(
    dmat: number[][],
    dvec: number[],
    amat: number[][],
    bvec: number[],
    meq?: number,
  ): { solution: number[]; value: [unknown, number]; message: string }
}
