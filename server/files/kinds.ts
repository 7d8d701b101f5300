// Which files can be attached, told by what is in them: what a browser or a name says of a file is not asked.

import { fileTypeFromBlob } from 'file-type'

/** A kind of file. `endings`: what its name may end with; the first is put behind a name that has none of them. */
export type FileKind = { type: string; endings: string[] }

const office = 'application/vnd.openxmlformats-officedocument'
const open = 'application/vnd.oasis.opendocument'

const kinds: FileKind[] = [
  { type: 'application/pdf', endings: ['pdf'] },
  { type: 'image/png', endings: ['png'] },
  { type: 'image/jpeg', endings: ['jpg', 'jpeg'] },
  { type: 'image/webp', endings: ['webp'] },
  { type: 'image/gif', endings: ['gif'] },
  { type: `${office}.wordprocessingml.document`, endings: ['docx'] },
  { type: `${office}.spreadsheetml.sheet`, endings: ['xlsx'] },
  { type: `${office}.presentationml.presentation`, endings: ['pptx'] },
  { type: `${open}.text`, endings: ['odt'] },
  { type: `${open}.spreadsheet`, endings: ['ods'] },
]
const csv: FileKind = { type: 'text/csv', endings: ['csv'] }
const plain: FileKind = { type: 'text/plain', endings: ['txt', 'log', 'md', 'tsv'] }

export const allowedKinds =
  'PDF, pictures (PNG, JPEG, WebP, GIF), text and CSV, and documents of Word, Excel, PowerPoint (without macros) and OpenDocument'

/** The kind that a content is of, and undefined when it is none that can be attached. */
export async function kindOf(content: Blob, name: string): Promise<FileKind | undefined> {
  const found = await fileTypeFromBlob(content)
  const known = found && kinds.find(({ type }) => type === found.mime)
  if (known) return known
  if (!isPlainText(new Uint8Array(await content.arrayBuffer()))) return undefined
  return /\.csv$/i.test(name) ? csv : plain
}

/** Can a browser show it beside the pages, without what is in it being able to do anything? */
export const canBeShown = (type: string): boolean => type === 'application/pdf' || type.startsWith('image/')

/**
 * Text of any code page that has the letters of ASCII in their places. What begins like HTML, SVG or XML is not
 * among it: a browser that opens it from somebody's disk would run what is in it.
 */
function isPlainText(bytes: Uint8Array): boolean {
  for (const byte of bytes)
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13) return false
  const beginning = new TextDecoder().decode(bytes.subarray(0, 1_000))
  return !/^\s*<[!?/a-z]/i.test(beginning)
}
