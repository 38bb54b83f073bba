export { figureDownloads } from '../../figure/figureDownloads.ts'
