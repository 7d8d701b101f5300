// What every command shares: opening the data folder, saying what went wrong, showing progress.

import { existsSync } from 'node:fs'
import cliProgress from 'cli-progress'
import type { Command } from 'commander'
import { type Config, readConfig } from '../config.ts'
import { createLog } from '../log.ts'
import { databaseFile, type Opened, openData } from '../open.ts'

/** Adds itself to the command line. */
export type AddCommand = (program: Command) => void

/** The thing that was asked about is wrong, or cannot be done: the message goes to stderr, the exit code is 1. */
export class CommandError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'CommandError'
  }
}

export const print = (text: string) => void process.stdout.write(`${text}\n`)
export const printJson = (value: unknown) => print(JSON.stringify(value, null, 2))
/** For people, while stdout is for what was asked. */
export const say = (text: string) => void process.stderr.write(`${text}\n`)

/** Runs work on the data folder that the environment names, beside a server if there is one. */
export async function withData<T>(work: (opened: Opened, config: Config) => Promise<T>): Promise<T> {
  const config = readConfig()
  return onFolder(config, work)
}

/** The same, for work that means nothing on a new folder: a mistyped one must not pass for an empty one. */
export async function withDataThatExists<T>(
  work: (opened: Opened, config: Config) => Promise<T>,
  memory: { cacheMb?: number } = {},
): Promise<T> {
  const config = readConfig()
  if (!existsSync(databaseFile(config.dataFolder)))
    throw new CommandError(
      `There is no store in "${config.dataFolder}". Name the data folder with THROUGHLINE_DATA; "start" makes a new one.`,
    )
  return onFolder({ ...config, ...memory }, work)
}

async function onFolder<T>(
  config: Config & { cacheMb?: number },
  work: (opened: Opened, config: Config) => Promise<T>,
): Promise<T> {
  const opened = await openData(config)
  try {
    return await work(opened, config)
  } finally {
    await opened.close()
  }
}

/** Warnings and faults only: a command's own words are not log lines. */
export const quietLog = (config: Config) => createLog(config.logLevel === 'info' ? 'warn' : config.logLevel)

/** A bar on stderr, where somebody is watching. */
export function startProgress(what: string): { update(done: number, total: number): void; stop(): void } {
  if (!process.stderr.isTTY) return { update() {}, stop() {} }
  const bar = new cliProgress.SingleBar(
    {
      format: `${what} [{bar}] {percentage}% {value}/{total}`,
      stream: process.stderr,
      clearOnComplete: true,
      fps: 5,
    },
    cliProgress.Presets.shades_classic,
  )
  let started = false
  return {
    update(done, total) {
      if (!started) bar.start(total, done)
      started = true
      bar.setTotal(total)
      bar.update(done)
    },
    stop() {
      if (started) bar.stop()
    },
  }
}

/** Gathers a repeatable option. */
export const gather = (value: string, before: string[] = []) => [...before, value]
