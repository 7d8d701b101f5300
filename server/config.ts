// The only module that reads the environment. Everything else is handed what it needs.

import { resolve } from 'node:path'
import { type Limits, limits } from './limits.ts'
import { type LogLevel, logLevels } from './log.ts'

export type Config = {
  host: string
  /** 0: any free one */
  port: number
  /** absolute path of the folder with the database, the workspace and the secret */
  dataFolder: string
  /** where people reach the server, without a slash at the end */
  url: string
  logLevel: LogLevel
  smtpUrl: string | null
  limits: Limits
}

/** A value in the environment that cannot be used. The message is all that whoever starts the server needs. */
class ConfigError extends Error {
  readonly variable: string
  constructor(variable: string, message: string) {
    super(message)
    this.name = 'ConfigError'
    this.variable = variable
  }
}

/** An empty variable counts as absent: that is what `PORT= npm start` means. */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const read = (name: string) => env[name]?.trim() || undefined

  if (read('DATABASE_URL'))
    throw new ConfigError(
      'DATABASE_URL',
      'DATABASE_URL is set, but this version only keeps its data in SQLite. Unset it to start with the embedded store.',
    )
  const host = read('HOST') ?? '127.0.0.1'
  const port = parsePort(read('PORT') ?? '3000')
  if (!URL.canParse(localUrl(host, port)))
    throw new ConfigError(
      'HOST',
      `HOST is "${host}", but has to be an address of this machine, such as 127.0.0.1 or 0.0.0.0 (all of them).`,
    )
  return {
    host,
    port,
    dataFolder: resolve(read('THROUGHLINE_DATA') ?? './data'),
    url: parseUrl('THROUGHLINE_URL', read('THROUGHLINE_URL'), ['http:', 'https:']) ?? localUrl(host, port),
    logLevel: parseLogLevel(read('LOG_LEVEL') ?? 'info'),
    smtpUrl: parseUrl('SMTP_URL', read('SMTP_URL'), ['smtp:', 'smtps:']) ?? null,
    limits,
  }
}

/** Where a browser on this machine finds a server that listens on `host`. */
export function localUrl(host: string, port: number): string {
  const everywhere = ['127.0.0.1', '::1', 'localhost', '0.0.0.0', '::']
  if (everywhere.includes(host)) return `http://localhost:${port}`
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

function parsePort(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new ConfigError('PORT', `PORT is "${text}", but a port is a whole number from 0 to 65535.`)
  return port
}

function parseUrl(variable: string, text: string | undefined, protocols: string[]): string | undefined {
  if (text === undefined) return undefined
  const url = URL.parse(text)
  if (!url || !protocols.includes(url.protocol)) {
    const wanted = protocols.map(protocol => `${protocol}//…`).join(' or ')
    throw new ConfigError(variable, `${variable} is "${text}", but has to be an address such as ${wanted}`)
  }
  return text.replace(/\/+$/, '')
}

function parseLogLevel(text: string): LogLevel {
  const level = logLevels.find(known => known === text.toLowerCase())
  if (!level)
    throw new ConfigError(
      'LOG_LEVEL',
      `LOG_LEVEL is "${text}", but has to be one of ${logLevels.join(', ')}.`,
    )
  return level
}
