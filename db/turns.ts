/** One at a time, first come, first served; a failure lets the next one in. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve()

  async take<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work)
    this.#last = turn.catch(() => undefined)
    return await turn
  }
}
