/** What work that waits needs of a queue of jobs; db/app has one on either database. */
export type QueuedState = 'waiting' | 'running' | 'done' | 'cancelled' | 'failed'

export interface Queue {
  work(handle: (data: object, id: string) => Promise<void>): Promise<void>
  send(data: object, id: string): Promise<void>
  state(id: string): Promise<QueuedState | null>
  cancel(id: string): Promise<void>
  close(): Promise<void>
}
