/** Browsers draw no larger pictures: neither longer, nor of more points in all. */
const longest = 16_000
const most = 120_000_000

/** How many points a picture may have for each of its own, at most two. */
export function scaleFor(width: number, height: number): number {
  return Math.min(2, longest / Math.max(width, height), Math.sqrt(most / (width * height)))
}

/** The picture as a PNG. Rejects where the browser cannot draw it. */
export async function toPng(svg: string): Promise<Blob> {
  const picture = new Image()
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await picture.decode()
  const scale = scaleFor(picture.width, picture.height)
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      blob => (blob ? resolve(blob) : reject(new Error('The browser drew nothing.'))),
      'image/png',
    )
  })
}
