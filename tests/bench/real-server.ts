// The real server on the folder that is named, with an API key for the load; says both on stdout.

import { readConfig } from '../../server/config.ts'
import { createLog } from '../../server/log.ts'
import { startServer } from '../../server/main.ts'
import { openAccess, openData } from '../../server/open.ts'
import { purchase } from '../support/purchase.ts'

const config = readConfig({ PORT: '0', HOST: '127.0.0.1', THROUGHLINE_DATA: process.argv[2] })
const log = createLog('warn')
const opened = await openData(config)
const { kind } = await opened.processes.publish({
  process: 'purchase',
  definition: purchase,
  note: '',
  by: 'bench',
})
if (kind !== 'published') throw new Error('The process of the benchmark cannot be published.')
const ifVersion = await opened.workspace.newestRegisterVersion('strategy')
await opened.workspace.saveRegister(
  'strategy',
  { limit: 500 },
  { ifVersion, by: 'bench', at: new Date().toISOString(), note: '' },
)
const access = await openAccess(config, opened.clock, log)
const { key } = await access.createToken({
  name: 'load',
  roles: ['sales', 'strategy', 'auditor'],
  by: 'bench',
})
await access.close()
await opened.close()

const server = await startServer(config, log)
process.stdout.write(`${server.url.replace('localhost', '127.0.0.1')} ${key}\n`)
process.on('message', () => process.send?.(process.memoryUsage().rss))
process.once('SIGTERM', () => void server.stop().then(() => process.exit(0)))
