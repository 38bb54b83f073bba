import manifest from '../package.json' with { type: 'json' }

/** As a methods section names the program. */
export const softwareVersion = `Radimmune ${manifest.version}`
