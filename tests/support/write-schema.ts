// Writes processes/process.schema.json anew: `npm run schema`, after a change to engine/definition.ts.

import { writeFileSync } from 'node:fs'
import { definitionJsonSchema } from '../../engine/definition-schema.ts'

const file = new URL('../../processes/process.schema.json', import.meta.url)
writeFileSync(file, `${JSON.stringify(definitionJsonSchema(), null, 2)}\n`)
