const place = 'radimmune.example'

/** Whether somebody waved the invitation away in this browser; a browser that keeps nothing is asked again. */
export function isWavedAway(): boolean {
  try {
    return localStorage.getItem(place) === 'no'
  } catch {
    return false
  }
}

export function waveAway(): void {
  try {
    localStorage.setItem(place, 'no')
  } catch {
    // nothing is kept, and the invitation is there again next time
  }
}
