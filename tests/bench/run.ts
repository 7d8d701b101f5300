// `npm run bench`: every comparison in one run, as a table, and written to tests/bench/results.json.
// `npm run bench -- step door` runs those named.

import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { benchAudit } from './audit.ts'
import { benchDesigner } from './designer.ts'
import { benchDoor } from './door.ts'
import { benchExport } from './export.ts'
import { benchHttp } from './http.ts'
import { benchImport } from './import.ts'
import type { Comparison } from './measure.ts'
import { benchReplay } from './replay.ts'
import { benchCases, benchLength } from './scale.ts'
import { benchStep } from './step.ts'
import { benchWork } from './work.ts'

const benches: Record<string, () => Promise<Comparison[]>> = {
  step: benchStep,
  door: benchDoor,
  http: benchHttp,
  length: benchLength,
  cases: () => benchCases(),
  work: () => benchWork(),
  audit: () => benchAudit(),
  import: benchImport,
  export: benchExport,
  replay: () => benchReplay(),
  designer: benchDesigner,
}

const asked = process.argv.slice(2)
const unknown = asked.find(name => !(name in benches))
if (unknown !== undefined)
  throw new Error(`There is no benchmark "${unknown}". There are: ${Object.keys(benches).join(', ')}.`)

const results: Comparison[] = []
for (const [name, bench] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  process.stderr.write(`${name} …\n`)
  results.push(...(await bench()))
}

const round = (value: number) => Number(value.toPrecision(3))
console.table(
  results.map(({ name, ours, theirs, unit, ratio, target, met }) => ({
    comparison: name,
    ours: round(ours),
    theirs: round(theirs),
    unit,
    ratio: round(ratio),
    target,
    met: target === 'none' ? '' : met ? 'yes' : 'NO',
  })),
)
const about = { node: process.version, cores: cpus().length, results }
writeFileSync(join(import.meta.dirname, 'results.json'), `${JSON.stringify(about, null, 2)}\n`)
process.exitCode = results.every(({ met }) => met) ? 0 : 1
