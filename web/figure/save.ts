/** Hands a file to the browser's own download. */
export function saveBlob(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
  // not at once: some browsers read the address after the click has returned
  setTimeout(() => {
    URL.revokeObjectURL(address)
  }, 60_000)
}

export function saveText(text: string, name: string, type: string): void {
  saveBlob(new Blob([text], { type: `${type};charset=utf-8` }), name)
}

/** "tcga-brca_cibersort-lm22_r-9f3ckq2m1x0a_a-7d…_three-cells_89mm_600dpi.png": from the name alone one can go back. */
export function fileName(parts: readonly string[], extension: string): string {
  const clean = parts.map((part) => part.replace(/[^A-Za-z0-9.+-]+/g, '-').replace(/^-+|-+$/g, ''))
  return `${clean.filter((part) => part !== '').join('_')}.${extension}`
}
