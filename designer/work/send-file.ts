import type { AttachedFile } from '../answers.ts'
import { ApiError, answerOf } from '../api.ts'
import { texts } from '../texts.ts'
import { words } from './texts.ts'

/** As the server's own limit, so that nobody waits for a file to arrive before it is refused. */
const largestFile = 20 * 1_048_576

type Sending = {
  /** the same for every attempt: it counts once */
  id: string
  /** from 0 to 1 */
  onProgress(part: number): void
  signal: AbortSignal
}

/** Attaches a file to a case. Not by `fetch`, which does not say how far it has come. */
export function sendFile(
  caseId: string,
  file: File,
  { id, onProgress, signal }: Sending,
): Promise<AttachedFile> {
  return new Promise((resolve, reject) => {
    if (file.size > largestFile) throw new ApiError(413, 'too-large', words.files.tooLarge)
    if (file.size === 0) throw new ApiError(400, 'malformed', words.files.empty)
    const request = new XMLHttpRequest()
    const query = new URLSearchParams({ name: file.name, id })
    request.open('POST', `/api/cases/${encodeURIComponent(caseId)}/files?${query}`)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onerror = () => reject(new ApiError(0, 'unreachable', texts.failed.offline))
    request.onabort = () => reject(new ApiError(0, 'called-off', words.files.calledOff))
    request.onload = () => {
      const answer = new Response(request.responseText, { status: request.status })
      answerOf<{ file: AttachedFile }>(answer).then(({ file }) => resolve(file), reject)
    }
    signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(file)
  })
}

/** Where a file is served. `show`: to be looked at, for pictures. */
export const fileAddress = (caseId: string, seq: number, show = false): string =>
  `/api/cases/${encodeURIComponent(caseId)}/files/${seq}${show ? '?inline=1' : ''}`
