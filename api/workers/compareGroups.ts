import { compareGroups } from '../../science/radiogenomics/compareGroups.ts'

// tinypool calls the default export of a worker's file
export default compareGroups
