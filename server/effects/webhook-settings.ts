import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { WebhookConfig } from './webhook.ts'

const shape = z.strictObject({
  secrets: z.record(z.string(), z.string()).default({}),
  allowHosts: z.array(z.string()).default([]),
})

/**
 * What an administrator sets for webhooks, in `webhooks.json` in the data folder; there need not be one:
 *
 *     { "secrets": { "default": "whsec_…", "erp": "whsec_…" }, "allowHosts": ["erp.internal", "10.0.0.7:8080"] }
 *
 * Read once, when the server starts; a wrong one stops the start. It has secrets in it, which is why it is not in the
 * workspace, that people commit.
 */
export function loadWebhookSettings(dataFolder: string): Pick<WebhookConfig, 'secrets' | 'allowHosts'> {
  const file = join(dataFolder, 'webhooks.json')
  const wrong = (reason: string, cause?: unknown) =>
    new Error(`${file} cannot be used: ${reason}. Correct it, or take it away to send webhooks unsigned.`, {
      cause,
    })

  const settings = readJson(file, wrong)
  const parsed = shape.safeParse(settings ?? {})
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw wrong(`${issue?.path.join('.') || 'the document'}: ${issue?.message}`)
}

function readJson(file: string, wrong: (reason: string, cause: unknown) => Error): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) throw wrong(`it is not JSON (${error.message})`, error)
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
