import { computeTask } from './science.ts'

// tinypool calls the default export of a worker's file
export default computeTask
