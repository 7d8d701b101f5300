// Templates: processes to begin with, with their drawings and scenarios. They ship as files and never change while
// the server runs; those in `templates/` are nobody's process before somebody begins one.

import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Definition } from '../engine/definition.ts'
import type { Json } from '../engine/json.ts'
import { indexStates } from '../engine/paths.ts'
import { parseJson, readText } from './workspace/document.ts'
import { isProcessName } from './workspace/names.ts'

export type Template = { id: string; definition: Definition; layout: Json; scenarios: Json | null }
export type TemplateSummary = {
  id: string
  name: string
  description: string | null
  /** departments that it leads through, in the order of the definition */
  stages: string[]
  states: number
}

export type Templates = ReturnType<typeof createTemplates>

/** `folder`: what ships; its processes are templates as well. */
export function createTemplates(folder: string) {
  let reading: Promise<Template[]> | undefined
  const all = () => {
    reading ??= readAll(folder)
    // A file that could not be read just now may be readable the next time.
    reading.catch(() => {
      reading = undefined
    })
    return reading
  }
  return {
    list: async (): Promise<TemplateSummary[]> => (await all()).map(summaryOf),
    load: async (id: string): Promise<Template | undefined> => (await all()).find(one => one.id === id),
  }
}

async function readAll(folder: string): Promise<Template[]> {
  const inFolder = async (folder: string) => {
    const entries = await readdir(folder, { withFileTypes: true })
    const names = entries.filter(entry => entry.isDirectory() && isProcessName(entry.name))
    const read = await Promise.all(names.map(({ name }) => readOne(name, join(folder, name))))
    return read.filter(one => one !== undefined).sort((a, b) => (a.id < b.id ? -1 : 1))
  }
  return [...(await inFolder(folder)), ...(await inFolder(join(folder, 'templates')))]
}

async function readOne(id: string, folder: string): Promise<Template | undefined> {
  const load = async (name: string) => {
    const file = join(folder, name)
    const text = await readText(file)
    return text === null ? null : (parseJson(file, text) as Json)
  }
  const definition = (await load('definition.json')) as unknown as Definition | null
  if (!definition) return undefined
  return {
    id,
    definition,
    layout: (await load('layout.json')) ?? {},
    scenarios: await load('scenarios.json'),
  }
}

function summaryOf({ id, definition }: Template): TemplateSummary {
  const nodes = [...indexStates(definition).byPath.values()].filter(({ path }) => path !== '')
  const stages = nodes.flatMap(({ stage }) => (stage === null ? [] : [stage]))
  return {
    id,
    name: definition.name,
    description: definition.description ?? null,
    stages: [...new Set(stages)],
    states: nodes.length,
  }
}
