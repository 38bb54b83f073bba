/** Hands bytes to the browser as a file. */
export function download(name: string, content: Blob | string, type = 'text/plain;charset=utf-8'): void {
  const blob = typeof content === 'string' ? new Blob([content], { type }) : content
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // Not at once: Firefox reads the address after the click has returned.
  setTimeout(() => {
    URL.revokeObjectURL(address)
  }, 10_000)
}
