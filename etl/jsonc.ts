/** JSON with comments, as editors know it: lines after // and what stands between slash-star and star-slash become blanks. */
export function withoutComments(text: string): string {
  // strings first, so that an address in a string keeps its slashes; line ends stay, so that places in messages hold
  return text.replace(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (found) =>
    found.startsWith('"') ? found : found.replace(/[^\n]/g, ' '),
  )
}
