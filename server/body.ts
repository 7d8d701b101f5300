import type { Context } from 'hono'
import type { Limits } from './limits.ts'
import { MalformedError, RequestError } from './problem.ts'

/** The bytes of a request's body, never more of them in memory than the limit. */
export async function readBody(c: Context, { bodyBytes }: Limits): Promise<Uint8Array<ArrayBuffer>> {
  const announced = c.req.header('content-length')
  if (announced !== undefined && Number(announced) > bodyBytes) throw tooLarge(bodyBytes)
  try {
    // What was announced is what arrives: Node's parser ends the body there.
    if (announced !== undefined) return new Uint8Array(await c.req.raw.arrayBuffer())
    return await readStream(c.req.raw.body, bodyBytes)
  } catch (error) {
    if (error instanceof RequestError) throw error
    throw new MalformedError('The body broke off before its end.', error)
  }
}

async function readStream(body: ReadableStream<Uint8Array> | null, bodyBytes: number) {
  const chunks: Uint8Array[] = []
  for await (const chunk of limited(body, bodyBytes, tooLarge)) chunks.push(chunk)
  return new Uint8Array(Buffer.concat(chunks))
}

/** The same bytes as they come; with the first beyond the limit, this problem. */
export async function* limited(
  body: ReadableStream<Uint8Array> | null,
  most: number,
  beyond: (most: number) => RequestError,
): AsyncIterable<Uint8Array> {
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.length
    if (size > most) throw beyond(most)
    yield chunk
  }
}

function tooLarge(bodyBytes: number): RequestError {
  return new RequestError(
    'too-large',
    `A body may have ${bodyBytes} bytes. Send less at once; large histories go in with the import command.`,
  )
}
