import { withResolution } from './pngResolution.ts'

const mmPerInch = 25.4

function loadImage(address: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image()
    image.onload = () => {
      resolve(image)
    }
    image.onerror = () => {
      reject(new Error('the browser could not draw the figure'))
    }
    image.src = address
  })
}

function toPng(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null)
        reject(new Error('the picture is too large for this browser; take a lower resolution'))
      else resolve(blob)
    }, 'image/png')
  })
}

/** The SVG drawn on a canvas at the given resolution; nothing leaves the machine. */
export async function pngBlob(svg: string, widthMm: number, dotsPerInch: number): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const image = await loadImage(address)
    const canvas = document.createElement('canvas')
    canvas.width = Math.round((widthMm / mmPerInch) * dotsPerInch)
    canvas.height = Math.round((canvas.width * image.naturalHeight) / image.naturalWidth)
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('this browser has no canvas')
    context.fillStyle = '#ffffff'
    context.fillRect(0, 0, canvas.width, canvas.height)
    context.drawImage(image, 0, 0, canvas.width, canvas.height)
    const bytes = new Uint8Array(await (await toPng(canvas)).arrayBuffer())
    return new Blob([withResolution(bytes, dotsPerInch)], { type: 'image/png' })
  } finally {
    URL.revokeObjectURL(address)
  }
}
