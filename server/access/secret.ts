import { randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * What session cookies are signed with: made at the first start, kept in the data folder and readable by its
 * owner only. Not in the database, so that a copy of the database signs nobody in.
 *
 * Losing it signs everybody out and harms nothing else.
 */
export async function loadSecret(dataFolder: string): Promise<string> {
  const file = join(dataFolder, 'secret')
  return (await read(file)) ?? (await make(dataFolder, file))
}

/** Written aside and linked into place: of two processes that start at once one makes it, both read the same. */
async function make(dataFolder: string, file: string): Promise<string> {
  await mkdir(dataFolder, { recursive: true })
  const aside = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  const handle = await open(aside, 'wx', 0o600)
  try {
    await handle.writeFile(`${randomBytes(32).toString('base64url')}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  try {
    await link(aside, file)
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
  } finally {
    await unlink(aside)
  }
  return (await read(file))!
}

async function read(file: string): Promise<string | undefined> {
  let secret: string
  try {
    secret = (await readFile(file, 'utf8')).trim()
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    throw error
  }
  if (secret.length >= 32) return secret
  throw new Error(
    `${file} holds no usable secret (fewer than 32 characters). Remove it and start again: a new one is made, and everybody signs in anew.`,
  )
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
