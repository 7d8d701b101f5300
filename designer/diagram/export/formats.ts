// What a process can be taken away as, each as a file with its name.

import { toMermaid } from '../../../engine/interchange/mermaid.ts'
import { toScxml } from '../../../engine/interchange/to-scxml.ts'
import { toXstateJson } from '../../../engine/interchange/to-xstate-json.ts'
import type { Draft } from '../../editor/draft.ts'
import type { Format } from './offered.ts'
import { toPng } from './png.ts'
import { toSvg } from './svg.ts'

type File = { name: string; content: Blob }

export async function fileOf({ definition, layout }: Draft, format: Format): Promise<File> {
  const { id } = definition
  const text = (ending: string, type: string, content: string): File => ({
    name: `${id}.${ending}`,
    content: new Blob([content], { type }),
  })
  switch (format) {
    case 'svg':
      return text('svg', 'image/svg+xml', toSvg(definition, layout))
    case 'png':
      return { name: `${id}.png`, content: await toPng(toSvg(definition, layout)) }
    case 'mermaid':
      return text('mmd', 'text/plain', toMermaid(definition))
    case 'json':
      return text('json', 'application/json', `${JSON.stringify(definition, null, 2)}\n`)
    case 'scxml':
      return text('scxml', 'application/scxml+xml', toScxml(definition).scxml)
    case 'xstate':
      return text(
        'xstate.json',
        'application/json',
        `${JSON.stringify(toXstateJson(definition).machine, null, 2)}\n`,
      )
  }
}
